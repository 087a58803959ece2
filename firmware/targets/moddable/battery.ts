/** Charge of one lithium-polymer cell at rest by its voltage, mV: a board's maker puts the cell's own here. */
const CURVE = [
  [3300, 0],
  [3600, 10],
  [3700, 30],
  [3800, 50],
  [3900, 70],
  [4000, 85],
  [4150, 100],
] as const;

/** Charge, 0 … 100 %, at a voltage of the cell, mV. */
export function charge(millivolts: number): number {
  if (millivolts <= CURVE[0][0]) return 0;
  for (let i = 1; i < CURVE.length; i++) {
    const [fromMv, fromPercent] = CURVE[i - 1]!;
    const [toMv, toPercent] = CURVE[i]!;
    if (millivolts <= toMv)
      return Math.round(fromPercent + ((millivolts - fromMv) * (toPercent - fromPercent)) / (toMv - fromMv));
  }
  return 100;
}

/** An ECMA-419 analog input. */
export interface AnalogInput {
  read(): number;
  /** Bits of what it reads. */
  readonly resolution: number;
}

/** Charge read from an input whose full scale is `fullScaleMv` at the cell, before any divider. */
export function readCharge(input: AnalogInput, fullScaleMv: number): number {
  return charge((input.read() * fullScaleMv) / ((1 << input.resolution) - 1));
}
