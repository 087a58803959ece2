/** Slow sway of posture is taken off by a centred mean of 8 s, the sensor's noise by one of 0.8 s. */
const SWAY_S = 8;
const NOISE_S = 0.8;
/** A breath's turning points differ by this share of the belt's own size; a crossing needs half of it on both sides. */
const HYSTERESIS = 0.6;

/** Breath times, ms, as two readers of a respiration belt would put them: at its peaks, and where it rises through its middle. */
export function readBelt(belt: Int16Array, rateHz: number): [number[], number[]] {
  const wave = smooth(without(belt, SWAY_S * rateHz), NOISE_S * rateHz);
  const size = Math.sqrt(wave.reduce((sum, v) => sum + v * v, 0) / wave.length);
  const ms = (at: number) => (at * 1000) / rateHz;
  return [peaks(wave, HYSTERESIS * size).map(ms), rises(wave, (HYSTERESIS / 2) * size).map(ms)];
}

function peaks(wave: number[], hysteresis: number): number[] {
  const found: number[] = [];
  let rising = true;
  let extreme = 0;
  wave.forEach((value, at) => {
    const beyond = rising ? value - wave[extreme]! : wave[extreme]! - value;
    if (beyond >= 0) extreme = at;
    else if (-beyond > hysteresis) {
      if (rising) found.push(extreme);
      rising = !rising;
      extreme = at;
    }
  });
  return found;
}

function rises(wave: number[], hysteresis: number): number[] {
  const found: number[] = [];
  let crossed = -1;
  wave.forEach((value, at) => {
    if (value < -hysteresis) crossed = -1;
    else if (crossed < 0 && at > 0 && value >= 0 && wave[at - 1]! < 0) crossed = at;
    if (crossed >= 0 && value > hysteresis && found.at(-1) !== crossed) found.push(crossed);
  });
  return found;
}

/** Values without their centred mean over `width`. */
function without(values: Int16Array, width: number): number[] {
  const means = smooth(Array.from(values), width);
  return means.map((mean, at) => values[at]! - mean);
}

/** Centred moving mean, shorter at the ends. */
function smooth(values: number[], width: number): number[] {
  const half = Math.floor(width / 2);
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return values.map((_, at) => {
    const from = Math.max(0, at - half);
    const to = Math.min(values.length, at + half + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}
