import { Series } from "./series.ts";

/** Samples in a partial sum: 0.22 s. */
const PART: i32 = 11;
const PARTS: i32 = 8;

/**
 * The chest's motion and the turning of gravity it causes, as three series: the sum over the last 0.88 s minus the sum over the
 * 0.88 s before. That is flat over the breath's rates, takes the posture's level out and leaves little of pulse and tremor. 1 mg is 44.
 */
export class Chest {
  /** Rows x, y, z. */
  series: Series;
  /** The last 8 partial gathered of each axis, the newest first. */
  private parts: Int32Array;
  /** The partial sum that grows. */
  private x: i32 = 0;
  private y: i32 = 0;
  private z: i32 = 0;
  private inPart: i32 = 0;
  private known: i32 = 0;

  constructor() {
    this.series = new Series(3);
    this.parts = new Int32Array(3 * PARTS);
  }

  /** One sample at 50 Hz, mg, each axis within ±16000; 1 at every 22nd, when a value has come or would have. */
  sample(ax: i32, ay: i32, az: i32): i32 {
    this.x = this.x + ax;
    this.y = this.y + ay;
    this.z = this.z + az;
    this.inPart = this.inPart + 1;
    if (this.inPart < PART) return 0;
    this.inPart = 0;
    this.shift(0, this.x);
    this.shift(1, this.y);
    this.shift(2, this.z);
    this.x = 0;
    this.y = 0;
    this.z = 0;
    this.known = this.known + 1;
    // Every second part makes a value, once all eight are known.
    if (this.known < PARTS) return (this.known & 1) ^ 1;
    this.known = PARTS - 2;
    for (let axis: i32 = 0; axis < 3; axis++) this.series.put(axis, this.step(axis));
    this.series.advance();
    return 1;
  }

  /** Starts anew after a gap. */
  restart(): void {
    this.known = 0;
    this.inPart = 0;
    this.x = 0;
    this.y = 0;
    this.z = 0;
    this.series.clear();
  }

  private shift(axis: i32, sum: i32): void {
    const parts = this.parts;
    const first: i32 = axis << 3;
    for (let i: i32 = first + PARTS - 1; i > first; i--) parts[i] = parts[i - 1];
    parts[first] = sum;
  }

  private step(axis: i32): i32 {
    const parts = this.parts;
    let sum: i32 = 0;
    for (let i: i32 = axis << 3; i < (axis << 3) + 4; i++) sum += parts[i] - parts[i + 4];
    return sum;
  }
}
