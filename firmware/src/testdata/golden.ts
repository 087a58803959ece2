import { Tape } from "../../tools/tape.ts";
import { Decimator } from "../dsp/decimator.ts";
import { exp2Fraction } from "../dsp/exp2.ts";
import { Fft } from "../dsp/fft.ts";
import { HighPass } from "../dsp/high-pass.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";
import { noise } from "../dsp/testdata/double.ts";
import { MINUTE_COLUMNS } from "../minute.ts";
import { Vitals } from "../vitals.ts";

const LENGTH = 48;

/** FNV-1a over 32-bit values, as eight hexadecimal digits. */
export function digest(values: readonly number[]): string {
  let hash = 0x811c9dc5;
  for (const value of values) hash = Math.imul(hash ^ value, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function highPass(): number[] {
  const filter = new HighPass();
  return noise(22, LENGTH, 5_000_000).map((x) => filter.step(x));
}

function decimator(): number[] {
  const filter = new Decimator();
  return noise(23, LENGTH, 8_388_607).map((x) => (filter.push(x) === 1 ? filter.value : 0));
}

function fft(): { exponent: number; re: number[]; im: number[] } {
  const transform = new Fft(9, 2);
  const [re, im] = [noise(24, 128, 12_000), noise(25, 128, 3_000)];
  re.forEach((value, n) => {
    transform.put(n, value, im[n] ?? 0);
  });
  transform.run();
  return {
    exponent: transform.exponent,
    re: [...transform.re.slice(0, LENGTH)],
    im: [...transform.im.slice(0, LENGTH)],
  };
}

/** Digest of every output after every sample, and of every minute, of a tape of 9,000 samples. */
export function vitalsDigest(seed: number, channels: number): string {
  const vitals = new Vitals(channels);
  const row = new Int32Array(MINUTE_COLUMNS);
  const values: number[] = [];
  let seconds = 0;
  new Tape(seed).play(9_000, {
    sample(ppg0, ppg1, ppg2, ax, ay, az) {
      vitals.sample(ppg0, ppg1, ppg2, ax, ay, az);
      values.push(
        vitals.hops,
        vitals.heartRate,
        vitals.confidence,
        vitals.flags,
        vitals.intensity,
        vitals.activity,
      );
    },
    tick() {
      vitals.tick();
      if (++seconds % 60 !== 0) return;
      vitals.takeMinute(row);
      values.push(...row);
    },
  });
  return digest(values);
}

/** Everything golden.json holds. */
export function golden() {
  const n = noise(26, LENGTH, 2147483647).map(Math.abs);
  return {
    highPass: highPass(),
    decimator: decimator(),
    fft: fft(),
    isqrt: n.map(isqrt),
    log2: n.map(log2),
    exp2Fraction: n.map((v) => exp2Fraction(v & 1023)),
    vitals: [1, 2, 3].map((channels) => ({ seed: 4711, channels, digest: vitalsDigest(4711, channels) })),
  };
}
