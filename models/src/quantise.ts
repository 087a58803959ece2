import { hiddenOf, type Perceptron } from "./perceptron.ts";

/** How a feature becomes a byte: (feature - centre) >> shift, saturated. In floats an input is that byte over 32. */
export interface Scale {
  feature: number;
  centre: number;
  shift: number;
}

/** One unit of a network's float input is this many steps of its byte. */
const UNIT = 32;

/** Scales that bring each of the chosen features to a standard deviation of 23 to 45 steps around its mean. */
export function scalesOf(rows: readonly Int32Array[], chosen: readonly number[]): Scale[] {
  return chosen.map((feature) => {
    const mean = rows.reduce((sum, row) => sum + row[feature], 0) / rows.length;
    const square = rows.reduce((sum, row) => sum + (row[feature] - mean) ** 2, 0) / rows.length;
    const shift = Math.max(0, Math.min(15, Math.round(Math.log2((Math.sqrt(square) + 1) / UNIT))));
    return { feature, centre: Math.max(-32768, Math.min(32767, Math.round(mean))), shift };
  });
}

/** The float inputs a row of features gives, rounded and saturated exactly as the collar does. */
export function inputsOf(row: Int32Array, scales: readonly Scale[]): Float32Array {
  return Float32Array.from(scales, ({ feature, centre, shift }) => {
    const x = (row[feature] - centre) >> shift;
    return Math.max(-128, Math.min(127, x)) / UNIT;
  });
}

function pack(bytes: readonly number[]): number[] {
  const words: number[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(i, i + 4);
    words.push((a & 255) | ((b & 255) << 8) | ((c & 255) << 16) | (d << 24));
  }
  return words;
}

/** Largest k, at most 12, for which every weight × 2^k fits a byte. */
function exponent(weights: Float32Array): number {
  const largest = weights.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-6);
  return Math.min(12, Math.floor(Math.log2(127.4 / largest)));
}

/**
 * The table firmware/src/movement/network.ts reads. Scales are powers of two, so the collar rescales by shifts; the hidden layer's
 * is chosen on `rows` so that one value in 2,000 saturates. stickiness: cost of a change of class, nats.
 */
export function quantise(
  net: Perceptron,
  scales: readonly Scale[],
  rows: readonly Float32Array[],
  stickiness: number,
): number[] {
  const k1 = exponent(net.w1);
  const k2 = exponent(net.w2);
  const seen = rows.flatMap((row) => [...hiddenOf(net, row)]).sort((a, b) => a - b);
  const large = Math.max(0.1, seen[Math.floor(seen.length * 0.9995)]);
  const kh = Math.min(k1 + 5, Math.floor(Math.log2(127 / large)));
  const hiddenShift = k1 + 5 - kh;
  const outputShift = k2 + kh - 6;
  const byte = (value: number) => Math.max(-127, Math.min(127, Math.round(value)));
  const words = [
    net.inputs,
    net.hidden,
    net.outputs,
    hiddenShift,
    outputShift,
    Math.round(stickiness * 64),
    0,
    0,
  ];
  for (const { feature, centre, shift } of scales) words.push((centre << 16) | (shift << 8) | feature);
  for (let h = 0; h < net.hidden; h++) {
    words.push(...pack(scales.map((_, i) => byte(net.w1[i * net.hidden + h] * 2 ** k1))));
  }
  // Half a step is added here once, so that the collar's shift rounds instead of flooring.
  const half = (shift: number) => (shift > 0 ? 2 ** (shift - 1) : 0);
  for (const b of net.b1) words.push(Math.round(b * 2 ** (k1 + 5)) + half(hiddenShift));
  for (let k = 0; k < net.outputs; k++) {
    words.push(
      ...pack(Array.from({ length: net.hidden }, (_, h) => byte(net.w2[h * net.outputs + k] * 2 ** k2))),
    );
  }
  for (const b of net.b2) words.push(Math.round(b * 2 ** (k2 + kh)) + half(outputShift));
  return words;
}
