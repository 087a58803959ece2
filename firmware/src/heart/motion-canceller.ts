import { divide, divideSigned } from "../dsp/divide.ts";
import { topBit } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";

/** Lags of each axis at 16.67 Hz: 0.36 s of how tissue and sensor follow a movement. */
const LAGS: i32 = 6;
/** Regressors: three axes by their lags. */
const REGRESSORS: i32 = 18;
/** Lower triangle of the regressors' Gram matrix, row by row. */
const TRIANGLE: i32 = 171;
/** Largest regressor and target: 3500² × 34 samples a hop / (1 - 192/256) = 1.67e9 still fits an int32. */
export const REGRESSION_LIMIT: i32 = 3500;
/** What a hop leaves of the one before, in 256ths: three quarters, a memory of 8 s. */
const LEAK: i32 = 192;
/** Sensor noise the regression does not chase: 1.5 units² over the memory. */
const RIDGE_FLOOR: i32 = 470;
/** 18 regressors / 0.03: the ridge is 3 % of the mean diagonal. */
const RIDGE_PART: i32 = 600;
/** Rounds of Gauss–Seidel; more change nothing that can be measured. */
const ROUNDS: i32 = 8;
const WEIGHT_LIMIT: i32 = 16383;
const CROSS_LIMIT: i32 = 1073741823;
/** What was learnt from a light more than 2^5 times as loud says nothing about the present one. */
const FORGET: i32 = -5;
/** Columns kept. */
const COLUMNS: i32 = 128;
const MASK: i32 = 127;
const MOVES: i32 = 384;

/**
 * Tells what part of the light follows the acceleration: least squares of each light channel on the last LAGS values of three
 * axes, from leaky sums, solved by Gauss–Seidel at each hop (ridge regression; Hoerl & Kennard 1970).
 */
export class MotionCanceller {
  /** Each channel's light is kept >> fine[channel], within ±2^15. */
  fine: Int32Array;
  /** Columns ever taken, modulo 128. */
  next: i32 = 0;
  /** Mean square of the acceleration's band over the memory, (0.5 mg)² within a quarter: 18 squares of 9/16 mg, 133 times, / 1024. */
  stir: i32 = 0;
  private channels: i32;
  /** The last 128 columns: light in a row a channel, acceleration in a row an axis. */
  private lights: Int16Array;
  private moves: Int16Array;
  /** Each channel's light is taken, in all, >> scale[channel] to lie within ±REGRESSION_LIMIT. */
  private scale: Int32Array;
  private gram: Int32Array;
  private cross: Int32Array;
  /** The regressors of the newest column, and of the one before. */
  private vector: Int32Array;
  private earlier: Int32Array;
  // A hop's problem is the sums themselves, at 16 bits: the solution, and the exponents between them.
  private weights: Int32Array;
  private matrixShift: i32 = 0;
  private ridge: i32 = 0;
  private weightBits: i32 = 0;

  constructor(channels: i32) {
    this.channels = channels;
    this.lights = new Int16Array(channels << 7);
    this.moves = new Int16Array(MOVES);
    this.fine = new Int32Array(3);
    this.scale = new Int32Array(3);
    this.gram = new Int32Array(TRIANGLE);
    this.cross = new Int32Array(channels * REGRESSORS);
    this.vector = new Int32Array(REGRESSORS);
    this.earlier = new Int32Array(REGRESSORS);
    this.weights = new Int32Array(REGRESSORS);
  }

  /** Sets the coming column's light, within ±2^28: the row is kept as fine as its loudest value allows. */
  putLight(channel: i32, value: i32): void {
    const lights = this.lights;
    const row: i32 = channel << 7;
    let kept: i32 = value >> this.fine[channel];
    while (kept > 32767 || kept < -32768) {
      for (let i: i32 = row; i < row + COLUMNS; i++) {
        const old: i32 = lights[i];
        lights[i] = old >> 1;
      }
      this.fine[channel] = this.fine[channel] + 1;
      kept = kept >> 1;
    }
    lights[row + this.next] = kept;
  }

  /** Light of the column `back` before the column `end`, in units << fine[channel]. */
  light(channel: i32, end: i32, back: i32): i32 {
    const kept: i32 = this.lights[(channel << 7) + ((end - 1 - back) & MASK)];
    return kept;
  }

  /** How far `light` is shifted right to lie within ±REGRESSION_LIMIT; left when negative. */
  down(channel: i32): i32 {
    return this.scale[channel] - this.fine[channel];
  }

  /** Sets the coming column's acceleration, axis 0 … 2, within ±REGRESSION_LIMIT. */
  putMove(axis: i32, value: i32): void {
    this.moves[(axis << 7) + this.next] = value;
  }

  /** Takes the column that was set. */
  advance(): void {
    this.next = (this.next + 1) & MASK;
    this.observe();
  }

  /** Takes the newest columns into the sums, every second time two at once: each sum is then touched half as often. */
  private observe(): void {
    if ((this.next & 1) !== 0) return;
    const now = this.vector;
    const before = this.earlier;
    const gram = this.gram;
    const cross = this.cross;
    for (let axis: i32 = 0; axis < 3; axis++) {
      const row: i32 = axis << 7;
      const at: i32 = (axis * LAGS) | 0;
      let move: i32 = this.moves[row + ((this.next - 1) & MASK)];
      for (let lag: i32 = 0; lag < LAGS; lag++) {
        now[at + lag] = move;
        move = this.moves[row + ((this.next - 2 - lag) & MASK)];
        before[at + lag] = move;
      }
    }
    let k: i32 = 0;
    for (let i: i32 = 0; i < REGRESSORS; i++) {
      const a: i32 = now[i];
      const b: i32 = before[i];
      for (let j: i32 = 0; j <= i; j++) {
        gram[k] = gram[k] + ((a * now[j]) | 0) + ((b * before[j]) | 0);
        k++;
      }
    }
    for (let channel: i32 = 0; channel < this.channels; channel++) {
      const down: i32 = this.down(channel);
      const light: i32 = saturate(shiftDown(this.light(channel, this.next, 0), down), REGRESSION_LIMIT);
      const last: i32 = saturate(shiftDown(this.light(channel, this.next, 1), down), REGRESSION_LIMIT);
      const row: i32 = (channel * REGRESSORS) | 0;
      for (let i: i32 = 0; i < REGRESSORS; i++)
        cross[row + i] = cross[row + i] + ((now[i] * light) | 0) + ((before[i] * last) | 0);
    }
  }

  /** Begins a hop: fits the lights' scales and the sums' exponent. Call before `solve`. */
  beginHop(): void {
    const gram = this.gram;
    for (let channel: i32 = 0; channel < this.channels; channel++) this.rescale(channel);
    let largest: i32 = 0;
    for (let i: i32 = 0, k: i32 = 0; i < REGRESSORS; i++, k += i + 1) {
      if (gram[k] > largest) largest = gram[k];
    }
    const shift: i32 = largest < 32768 ? 0 : topBit(largest) - 14;
    let trace: i32 = 0;
    for (let i: i32 = 0, k: i32 = 0; i < REGRESSORS; i++, k += i + 1) trace += gram[k] >> shift;
    this.matrixShift = shift;
    this.stir = (trace >> 10) << shift;
    this.ridge = divide(trace, RIDGE_PART) + (RIDGE_FLOOR >> shift) + 1;
  }

  /** Ends a hop: lets the sums fade. */
  endHop(): void {
    for (let k: i32 = 0; k < TRIANGLE; k++) this.gram[k] = fade(this.gram[k]);
    for (let i: i32 = 0; i < this.cross.length; i++) this.cross[i] = fade(this.cross[i]);
  }

  /** Solves for one channel; `motion` then gives its part that follows the acceleration. At most 2,592 products. */
  solve(channel: i32): void {
    const gram = this.gram;
    const cross = this.cross;
    const weights = this.weights;
    const row: i32 = (channel * REGRESSORS) | 0;
    const shift: i32 = this.matrixShift;
    const ridge: i32 = this.ridge;
    weights.fill(0);
    // The largest weight that one regressor alone would take decides the fixed point: it gets about 11 of 14 bits.
    let whole: i32 = -13;
    for (let i: i32 = 0, k: i32 = 0; i < REGRESSORS; i++, k += i + 1) {
      const c: i32 = cross[row + i];
      const size: i32 = c < 0 ? 0 - c : c;
      if (size === 0) continue;
      const bits: i32 = topBit(size) + 1 - shift - topBit((gram[k] >> shift) + ridge);
      if (bits > whole) whole = bits;
    }
    const bits: i32 = whole > 9 ? 2 : 11 - whole;
    this.weightBits = bits;
    const down: i32 = shift + 3 - bits;
    for (let round: i32 = 0; round < ROUNDS; round++) {
      // Row i of the lower triangle begins at `first`; below it, column i goes on in steps that grow by one.
      let first: i32 = 0;
      for (let i: i32 = 0; i < REGRESSORS; i++) {
        const weight: i32 = weights[i];
        let rest: i32 = shiftDown(cross[row + i], down) - (((ridge * weight) | 0) >> 3);
        for (let j: i32 = 0; j <= i; j++) {
          rest = rest - ((((gram[first + j] >> shift) * weights[j]) | 0) >> 3);
        }
        const diagonal: i32 = gram[first + i] >> shift;
        first += i + 1;
        let k: i32 = first + i;
        for (let j: i32 = i + 1; j < REGRESSORS; j++) {
          rest = rest - ((((gram[k] >> shift) * weights[j]) | 0) >> 3);
          k += j + 1;
        }
        const step: i32 = divideSigned(saturate(rest, 268435455) << 3, diagonal + ridge);
        weights[i] = saturate(weight + step, WEIGHT_LIMIT);
      }
    }
  }

  /**
   * The part of the solved channel's light that follows the acceleration, `back` columns before the ring's column `end`, in
   * light units << 2 >> scale: two bits finer than the regression's.
   */
  motion(end: i32, back: i32): i32 {
    const moves = this.moves;
    const weights = this.weights;
    const newest: i32 = end - 1 - back;
    const l0: i32 = newest & MASK;
    const l1: i32 = (newest - 1) & MASK;
    const l2: i32 = (newest - 2) & MASK;
    const l3: i32 = (newest - 3) & MASK;
    const l4: i32 = (newest - 4) & MASK;
    const l5: i32 = (newest - 5) & MASK;
    let sum: i32 = 0;
    let k: i32 = 0;
    // LAGS of them, written out: this is the innermost of a hop's loops.
    for (let row: i32 = 0; row < MOVES; row += COLUMNS) {
      const m0: i32 = moves[row + l0];
      const m1: i32 = moves[row + l1];
      const m2: i32 = moves[row + l2];
      const m3: i32 = moves[row + l3];
      const m4: i32 = moves[row + l4];
      const m5: i32 = moves[row + l5];
      sum += ((weights[k] * m0) | 0) + ((weights[k + 1] * m1) | 0) + ((weights[k + 2] * m2) | 0);
      sum += ((weights[k + 3] * m3) | 0) + ((weights[k + 4] * m4) | 0) + ((weights[k + 5] * m5) | 0);
      k += LAGS;
    }
    return sum >> (this.weightBits - 2);
  }

  /** Forgets everything. */
  restart(): void {
    this.next = 0;
    this.lights.fill(0);
    this.moves.fill(0);
    this.fine.fill(0);
    this.stir = 0;
    this.gram.fill(0);
    this.cross.fill(0);
    this.scale.fill(0);
  }

  /** Fits the channel's scale to the loudest light kept, and its sums to the scale. */
  private rescale(channel: i32): void {
    const lights = this.lights;
    const from: i32 = channel << 7;
    let loudest: i32 = 1;
    for (let i: i32 = from; i < from + COLUMNS; i++) {
      const v: i32 = lights[i];
      const size: i32 = v < 0 ? 0 - v : v;
      if (size > loudest) loudest = size;
    }
    // Two bits finer than the regression, at least.
    while (this.fine[channel] > 0 && loudest < REGRESSION_LIMIT << 2) {
      for (let i: i32 = from; i < from + COLUMNS; i++) {
        const kept: i32 = lights[i];
        lights[i] = kept << 1;
      }
      this.fine[channel] = this.fine[channel] - 1;
      loudest = loudest << 1;
    }
    let scale: i32 = this.fine[channel];
    while (loudest > REGRESSION_LIMIT) {
      loudest = loudest >> 1;
      scale++;
    }
    const change: i32 = scale - this.scale[channel];
    this.scale[channel] = scale;
    const row: i32 = (channel * REGRESSORS) | 0;
    for (let i: i32 = row; i < row + REGRESSORS; i++) {
      const c: i32 = this.cross[i];
      if (change >= 0) this.cross[i] = c >> change;
      else this.cross[i] = change < FORGET ? 0 : saturate(c, CROSS_LIMIT >> (0 - change)) << (0 - change);
    }
  }
}

function shiftDown(v: i32, down: i32): i32 {
  return down >= 0 ? v >> down : v << (0 - down);
}

/** v × LEAK / 256 without leaving int32. */
function fade(v: i32): i32 {
  return (((v >> 8) * LEAK) | 0) + ((((v & 255) * LEAK) | 0) >> 8);
}
