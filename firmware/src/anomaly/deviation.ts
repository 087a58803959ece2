import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { saturate } from "../dsp/saturate.ts";

/** Samples of a block, blocks of the window, and of the window with the four that are newer than it. */
const BLOCK: i32 = 8;
const WINDOW: i32 = 16;
const BLOCKS: i32 = 20;
/** Samples that fill the window and what it lies behind. */
const FULL: i32 = 160;
/** Samples are counted so far, then from a block before it anew. */
const COUNTED: i32 = 65536;

/**
 * Standard deviation of a signal over 128 samples, that lie 32 samples back, against what it usually is: the usual is a running
 * median, which a tenth of anomalous windows moves little.
 */
export class Deviation {
  /** Deviation over its usual value, Q8. */
  ratio: i32 = 256;
  private sums: Int16Array;
  private squares: Int32Array;
  private sum: i32 = 0;
  private square: i32 = 0;
  private samples: i32 = 0;
  private block: i32 = 0;
  /** Running median, Q6. */
  private usual: i32 = 0;

  constructor() {
    this.sums = new Int16Array(BLOCKS);
    this.squares = new Int32Array(BLOCKS);
  }

  /** One sample within ±4095, its mean near 0. */
  sample(x: i32): void {
    this.sum = this.sum + x;
    this.square = this.square + ((x * x) | 0);
    this.samples = this.samples === COUNTED ? COUNTED - BLOCK + 1 : this.samples + 1;
    if ((this.samples & (BLOCK - 1)) !== 0) return;
    this.sums[this.block] = this.sum;
    this.squares[this.block] = this.square;
    this.block = this.block === BLOCKS - 1 ? 0 : this.block + 1;
    this.sum = 0;
    this.square = 0;
    // `block` is the oldest of all: the window ends four blocks before the newest.
    let sum: i32 = 0;
    let square: i32 = 0;
    let at: i32 = this.block;
    for (let k: i32 = 0; k < WINDOW; k++) {
      const part: i32 = this.sums[at];
      sum += part;
      square += this.squares[at];
      at = at === BLOCKS - 1 ? 0 : at + 1;
    }
    const eighth: i32 = saturate(sum >> 3, 32767);
    const deviation: i32 = isqrt((square - (((eighth * eighth) | 0) >> 1)) >> 7);
    this.follow(deviation);
  }

  private follow(deviation: i32): void {
    if (this.samples < FULL) return;
    // The first 8 s settle fast, then a step is a thousandth of the value.
    const shift: i32 = this.samples < 1024 ? 5 : 10;
    const step: i32 = (this.usual >> shift) + 1;
    if (this.usual === 0) this.usual = deviation << 6;
    else if (deviation << 6 > this.usual) this.usual = this.usual + step;
    else this.usual = this.usual - step;
    const usual: i32 = this.usual < 64 ? 64 : this.usual;
    this.ratio = divide(deviation << 14, usual);
  }
}
