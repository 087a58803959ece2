import * as tf from "@tensorflow/tfjs";
import { Random } from "./random.ts";

/** A network of one hidden layer of rectified neurons, in floats. Rows are inputs (or neurons), columns neurons (or outputs). */
export interface Perceptron {
  inputs: number;
  hidden: number;
  outputs: number;
  w1: Float32Array;
  b1: Float32Array;
  w2: Float32Array;
  b2: Float32Array;
}

/** What to learn from: rows of inputs, and what the outputs should be. */
export interface Examples {
  rows: Float32Array[];
  /** Probability of each class. */
  targets: Float32Array[];
  /** How much each row counts. */
  weights: Float32Array;
}

/** How to learn. */
export interface Training {
  hidden: number;
  epochs: number;
  seed: number;
  /** Standard deviation of noise added to every input at every step. */
  noise: number;
  /** Pull of the weights towards 0. */
  decay: number;
  rate: number;
}

const BATCH = 1024;

/** Trains from scratch with Adam (Kingma and Ba 2015), the step falling linearly to 0. Seeded: same examples, same weights. */
export function trainPerceptron(examples: Examples, training: Training): Perceptron {
  const random = new Random(training.seed);
  const inputs = examples.rows[0].length;
  const outputs = examples.targets[0].length;
  const { hidden } = training;
  const start = (rows: number, columns: number) =>
    tf.variable(
      tf.tensor2d(
        Float32Array.from({ length: rows * columns }, () => random.normal() / Math.sqrt(rows)),
        [rows, columns],
      ),
    );
  const w1 = start(inputs, hidden);
  const w2 = start(hidden, outputs);
  const b1 = tf.variable(tf.zeros([hidden]));
  const b2 = tf.variable(tf.zeros([outputs]));
  const optimizer = tf.train.adam(training.rate);
  const steps = Math.ceil(examples.rows.length / BATCH) * training.epochs;
  let step = 0;
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = random.order(examples.rows.length);
    for (let from = 0; from < order.length; from += BATCH, step++) {
      const chosen = order.subarray(from, from + BATCH);
      // Adam's step is a plain field; TensorFlow.js has no schedule of its own.
      (optimizer as unknown as { learningRate: number }).learningRate = training.rate * (1 - step / steps);
      tf.tidy(() => {
        const x = tf.tensor2d(batch(chosen, examples.rows, inputs, random, training.noise), [
          chosen.length,
          inputs,
        ]);
        const target = tf.tensor2d(batch(chosen, examples.targets, outputs, random, 0), [
          chosen.length,
          outputs,
        ]);
        const weight = tf.tensor1d(Float32Array.from(chosen, (i) => examples.weights[i]));
        optimizer.minimize(() => {
          const logits = tf.relu(x.matMul(w1).add(b1)).matMul(w2).add(b2);
          const cross = target.mul(tf.logSoftmax(logits)).sum(1).neg();
          const size = w1.square().sum().add(w2.square().sum());
          return cross
            .mul(weight)
            .mean()
            .add(size.mul(training.decay / 2)) as tf.Scalar;
        });
      });
    }
  }
  const values = (variable: tf.Variable) => Float32Array.from(variable.dataSync());
  const net = { inputs, hidden, outputs, w1: values(w1), b1: values(b1), w2: values(w2), b2: values(b2) };
  tf.dispose([w1, b1, w2, b2]);
  optimizer.dispose();
  return net;
}

function batch(
  chosen: Int32Array,
  rows: readonly Float32Array[],
  width: number,
  random: Random,
  noise: number,
): Float32Array {
  const out = new Float32Array(chosen.length * width);
  chosen.forEach((row, at) => {
    for (let i = 0; i < width; i++) {
      out[at * width + i] = rows[row][i] + (noise > 0 ? noise * random.normal() : 0);
    }
  });
  return out;
}

/** Values of the hidden neurons for one row. */
export function hiddenOf(net: Perceptron, row: Float32Array): Float32Array {
  const out = Float32Array.from(net.b1);
  for (let i = 0; i < net.inputs; i++) {
    for (let h = 0; h < net.hidden; h++) out[h] += row[i] * net.w1[i * net.hidden + h];
  }
  return out.map((value) => Math.max(0, value));
}

/** Logarithm of the probability of each class for one row. */
export function logProbabilities(net: Perceptron, row: Float32Array): Float32Array {
  const hidden = hiddenOf(net, row);
  const out = Float32Array.from(net.b2);
  for (let h = 0; h < net.hidden; h++) {
    for (let k = 0; k < net.outputs; k++) out[k] += hidden[h] * net.w2[h * net.outputs + k];
  }
  const top = Math.max(...out);
  const total = top + Math.log(out.reduce((sum, value) => sum + Math.exp(value - top), 0));
  return out.map((value) => value - total);
}
