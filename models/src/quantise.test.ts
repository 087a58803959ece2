import { expect, test } from "vitest";
import { Network } from "../../firmware/src/movement/network.ts";
import { logProbabilities, type Perceptron } from "./perceptron.ts";
import { inputsOf, quantise, scalesOf } from "./quantise.ts";
import { Random } from "./random.ts";

test("the collar's integers follow the floats of a hundred random networks", () => {
  const random = new Random(20);
  let agreed = 0;
  let asked = 0;
  for (let trial = 0; trial < 100; trial++) {
    const normal = (length: number, size: number) =>
      Float32Array.from({ length }, () => size * random.normal());
    const net: Perceptron = {
      inputs: 12,
      hidden: 16,
      outputs: 3,
      w1: normal(192, 0.4),
      b1: normal(16, 0.3),
      w2: normal(48, 0.6),
      b2: normal(3, 0.3),
    };
    const features = Array.from({ length: 40 }, () =>
      Int32Array.from({ length: 12 }, (_, i) => Math.round(100 * i + (i + 1) * 150 * random.normal())),
    );
    const scales = scalesOf(
      features,
      Array.from({ length: 12 }, (_, i) => i),
    );
    const rows = features.map((row) => inputsOf(row, scales));
    const network = new Network(quantise(net, scales, rows, 1));
    features.forEach((row, i) => {
      network.begin(Int16Array.from(row));
      while (!network.step());
      const floats = logProbabilities(net, rows[i]);
      const integers = network.outputs.subarray(0, 3);
      asked++;
      if (integers.indexOf(Math.max(...integers)) === floats.indexOf(Math.max(...floats))) agreed++;
      // Differences of log likelihoods, 1/64 nat.
      expect(Math.abs((integers[0] - integers[1]) / 64 - (floats[0] - floats[1]))).toBeLessThan(0.6);
    });
  }
  expect(agreed / asked).toBeGreaterThan(0.97);
});

test("a scale brings a feature's spread to about 32 steps", () => {
  const random = new Random(4);
  for (const size of [1, 40, 700, 9000]) {
    const rows = Array.from({ length: 500 }, () => Int32Array.of(Math.round(1000 + size * random.normal())));
    const [scale] = scalesOf(rows, [0]);
    const inputs = rows.map((row) => inputsOf(row, [scale])[0]);
    const spread = Math.sqrt(inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length);
    expect(spread).toBeLessThan(1.5);
    if (size >= 40) expect(spread).toBeGreaterThan(0.6);
  }
});
