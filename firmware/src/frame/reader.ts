/** Field number returned at the end of a message. */
export const END: i32 = 0;
/** Field number returned when the bytes are no protobuf. */
export const BROKEN: i32 = -1;

/**
 * Walks the fields of one protobuf message without copying. After `next` returned a field number, `value` holds a varint's low
 * 32 bits, `at` and `length` a length-delimited field. Every call consumes at least a byte, so a walk is bounded by its input.
 */
export class Reader {
  bytes: Uint8Array;
  position: i32;
  end: i32;
  value: i32;
  at: i32;
  length: i32;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.position = 0;
    this.end = 0;
    this.value = 0;
    this.at = 0;
    this.length = 0;
  }

  /** Begins a walk over `bytes[from … to)`. */
  over(from: i32, to: i32): void {
    this.position = from;
    this.end = to;
  }

  /** The next field's number, END or BROKEN. Fixed-width fields are stepped over with value 0. */
  next(): i32 {
    if (this.position === this.end) return END;
    if (!this.varint()) return BROKEN;
    const key: i32 = this.value;
    const field: i32 = key >>> 3;
    if (field === 0) return BROKEN;
    this.value = 0;
    this.at = this.position;
    this.length = 0;
    const type: i32 = key & 7;
    if (type === 0) return this.varint() ? field : BROKEN;
    if (type === 2) {
      if (!this.varint()) return BROKEN;
      this.length = this.value;
      this.at = this.position;
    } else if (type === 1) this.length = 8;
    else if (type === 5) this.length = 4;
    else return BROKEN;
    if (this.length < 0 || this.length > this.end - this.position) return BROKEN;
    this.position = this.position + this.length;
    return field;
  }

  /** Reads a varint of up to ten bytes into `value` (low 32 bits). */
  varint(): bool {
    let value: i32 = 0;
    let shift: i32 = 0;
    while (this.position < this.end && shift < 70) {
      const b: i32 = this.bytes[this.position];
      this.position = this.position + 1;
      if (shift < 32) value = value | ((b & 127) << shift);
      if (b < 128) {
        this.value = value;
        return true;
      }
      shift += 7;
    }
    return false;
  }
}
