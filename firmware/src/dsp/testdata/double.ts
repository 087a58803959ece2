/** Double-precision models the integer kernels are held against, and the figures they are held to. */

/** Signal-to-noise ratio of `actual` against `model`, dB. */
export function snrDb(model: readonly number[], actual: readonly number[]): number {
  let signal = 0;
  let noise = 0;
  model.forEach((value, i) => {
    signal += value * value;
    noise += (value - (actual[i] ?? 0)) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}

/** Largest absolute difference. */
export function worst(model: readonly number[], actual: readonly number[]): number {
  return Math.max(...model.map((value, i) => Math.abs(value - (actual[i] ?? 0))));
}

/** Discrete Fourier transform of `size` points, the input padded with zeros. */
export function dft(
  re: readonly number[],
  im: readonly number[],
  size: number,
): { re: number[]; im: number[] } {
  const out = { re: new Array<number>(size).fill(0), im: new Array<number>(size).fill(0) };
  for (let k = 0; k < size; k++) {
    for (let n = 0; n < re.length; n++) {
      const angle = (-2 * Math.PI * k * n) / size;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      out.re[k] = out.re[k]! + re[n]! * c - im[n]! * s;
      out.im[k] = out.im[k]! + re[n]! * s + im[n]! * c;
    }
  }
  return out;
}

/** Seeded whole numbers, uniform within ±limit (xorshift32). */
export function noise(seed: number, length: number, limit: number): number[] {
  let state = seed | 0 || 1;
  return Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.round(((state | 0) / 0x80000000) * limit);
  });
}
