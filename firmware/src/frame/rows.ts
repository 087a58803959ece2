/** Records that wait to be framed, in order of time; when full the oldest goes, and is counted. */
export class Rows {
  columns: i32;
  capacity: i32;
  rows: Int32Array;
  count: i32;
  /** Uptime of the first record, seconds, and the distance between two. */
  startS: i32;
  stepS: i32;
  dropped: i32;

  constructor(columns: i32, capacity: i32, stepS: i32) {
    this.columns = columns;
    this.capacity = capacity;
    this.rows = new Int32Array(columns * capacity);
    this.count = 0;
    this.startS = 0;
    this.stepS = stepS;
    this.dropped = 0;
  }

  /** Adds a record that stands at `atS`. Records that would not lie evenly spaced behind those waiting replace them. */
  push(row: Int32Array, atS: i32): void {
    if (this.count > 0 && atS !== this.startS + ((this.count * this.stepS) | 0)) this.drop(this.count);
    if (this.count === this.capacity) this.drop(1);
    if (this.count === 0) this.startS = atS;
    const at: i32 = (this.count * this.columns) | 0;
    for (let c: i32 = 0; c < this.columns; c++) this.rows[at + c] = row[c];
    this.count = this.count + 1;
  }

  /** The first `n` are written down. */
  take(n: i32): void {
    const left: i32 = ((this.count - n) * this.columns) | 0;
    const from: i32 = (n * this.columns) | 0;
    for (let i: i32 = 0; i < left; i++) this.rows[i] = this.rows[from + i];
    this.count = this.count - n;
    this.startS = this.startS + ((n * this.stepS) | 0);
  }

  drop(n: i32): void {
    this.dropped = this.dropped + n;
    this.take(n);
  }
}
