import { beforeAll, expect, test } from "vitest";
import { readyBackend } from "./backend.ts";
import { type Examples, logProbabilities, trainPerceptron } from "./perceptron.ts";
import { Random } from "./random.ts";

beforeAll(async () => {
  await readyBackend("cpu");
});

function circle(): Examples & { truth: number[] } {
  const random = new Random(9);
  const rows = Array.from({ length: 512 }, () => Float32Array.of(random.normal(), random.normal()));
  const truth = rows.map(([x, y]) => (x * x + y * y > 1.4 ? 1 : 0));
  const targets = truth.map((k) => Float32Array.of(1 - k, k));
  return { rows, truth, targets, weights: new Float32Array(512).fill(1) };
}

test("learns what no line separates, and the same seed gives the same weights", () => {
  const examples = circle();
  const training = { hidden: 8, epochs: 30, seed: 3, noise: 0, decay: 1e-4, rate: 0.05 };
  const net = trainPerceptron(examples, training);
  const right = examples.rows.filter((row, i) => {
    const said = logProbabilities(net, row);
    return (said[1] > said[0] ? 1 : 0) === examples.truth[i];
  });
  expect(right.length / 512).toBeGreaterThan(0.93);
  expect(trainPerceptron(examples, training)).toEqual(net);
  expect(trainPerceptron(examples, { ...training, seed: 4, epochs: 1 }).w1).not.toEqual(net.w1);
});
