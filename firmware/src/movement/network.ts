// Where things stand in a model's table (models/src/export.ts writes it): eight words of head, then for every input a word with its
// feature (bits 0–7), shift (8–15) and centre (16–31, signed), then the weights of each hidden neuron, four to a word, their biases,
// the weights of each output, their biases.
const INPUTS: i32 = 0;
const HIDDEN: i32 = 1;
const OUTPUTS: i32 = 2;
const HIDDEN_SHIFT: i32 = 3;
const OUTPUT_SHIFT: i32 = 4;
/** How much a change of class costs, 1/64 of a nat. */
export const STICKINESS: i32 = 5;
const HEAD: i32 = 8;
/** Neurons of a slice. */
const SLICE: i32 = 4;
/** The widest network that fits: 64 inputs, 32 neurons, 8 classes. */
const WIDTH: i32 = 64;
const DEPTH: i32 = 32;
/** No more classes than this. */
export const CLASSES: i32 = 4;

/**
 * A small network in int8: one hidden layer of rectified neurons, rescaled by shifts (Jacob et al., CVPR 2018, with scales that are
 * powers of two). `begin` with the features, then `step` until it says done: four neurons a call, about 700 instructions.
 */
export class Network {
  /** Log likelihood of each class up to a constant, 1/64 of a nat. */
  outputs: Int32Array;
  private model: i32[];
  private inputs: Int8Array;
  private hidden: Int8Array;
  /** Next neuron; past the last one when done. */
  private neuron: i32 = 0;

  /** model: a table of at most 64 inputs, 32 neurons and 4 outputs. */
  constructor(model: i32[]) {
    this.model = model;
    this.outputs = new Int32Array(CLASSES);
    this.inputs = new Int8Array(WIDTH);
    this.hidden = new Int8Array(DEPTH);
    this.neuron = model[HIDDEN];
  }

  /** Takes the features, each less its centre and in its own scale, saturated to a byte. */
  begin(features: Int16Array): void {
    const model: i32[] = this.model;
    const inputs: Int8Array = this.inputs;
    const count: i32 = model[INPUTS];
    for (let i: i32 = 0; i < count; i++) {
      const word: i32 = model[HEAD + i];
      const feature: i32 = features[word & 255];
      const x: i32 = (feature - (word >> 16)) >> ((word >> 8) & 255);
      inputs[i] = x > 127 ? 127 : x < -128 ? -128 : x;
    }
    this.neuron = 0;
  }

  /** Works on; true once, when the outputs are new. */
  step(): bool {
    const model: i32[] = this.model;
    const neurons: i32 = model[HIDDEN];
    if (this.neuron >= neurons) return false;
    const inputs: i32 = model[INPUTS];
    const weights: i32 = HEAD + inputs;
    const words: i32 = inputs >> 2;
    const biases: i32 = weights + ((neurons * words) | 0);
    const end: i32 = this.neuron + SLICE;
    for (let n: i32 = this.neuron; n < end; n++) {
      const sum: i32 = this.dot(weights + ((n * words) | 0), this.inputs, words) + model[biases + n];
      const h: i32 = sum >> model[HIDDEN_SHIFT];
      this.hidden[n] = h > 127 ? 127 : h < 0 ? 0 : h;
    }
    this.neuron = end;
    if (end < neurons) return false;
    this.finish(biases + neurons);
    return true;
  }

  private finish(weights: i32): void {
    const model: i32[] = this.model;
    const count: i32 = model[OUTPUTS];
    const words: i32 = model[HIDDEN] >> 2;
    for (let k: i32 = 0; k < count; k++) {
      const bias: i32 = model[weights + ((count * words) | 0) + k];
      const sum: i32 = this.dot(weights + ((k * words) | 0), this.hidden, words) + bias;
      this.outputs[k] = sum >> model[OUTPUT_SHIFT];
    }
  }

  /** Sum of products of bytes with the weights that begin at a word: |sum| <= 64 × 2^14. */
  private dot(from: i32, bytes: Int8Array, words: i32): i32 {
    const model: i32[] = this.model;
    let sum: i32 = 0;
    for (let w: i32 = 0; w < words; w++) {
      const word: i32 = model[from + w];
      const x0: i32 = bytes[w << 2];
      const x1: i32 = bytes[(w << 2) + 1];
      const x2: i32 = bytes[(w << 2) + 2];
      const x3: i32 = bytes[(w << 2) + 3];
      sum = sum + ((((word << 24) >> 24) * x0) | 0);
      sum = sum + ((((word << 16) >> 24) * x1) | 0);
      sum = sum + ((((word << 8) >> 24) * x2) | 0);
      sum = sum + (((word >> 24) * x3) | 0);
    }
    return sum;
  }
}
