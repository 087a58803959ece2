/** Protobuf wire types (protobuf encoding guide). */
const VARINT: i32 = 0;
const LENGTH: i32 = 2;

/** Bytes of a varint of the 32-bit pattern `value`, taken as unsigned: 1 … 5. */
export function varintSize(value: i32): i32 {
  let rest: i32 = value >>> 7;
  let size: i32 = 1;
  while (rest !== 0) {
    rest = rest >>> 7;
    size++;
  }
  return size;
}

/** Signed to unsigned so that small magnitudes stay short. */
export function zigzag(value: i32): i32 {
  return (value << 1) ^ (value >> 31);
}

/** Writes canonical protobuf into its own buffer; what does not fit sets `overflow` and writes nothing more. */
export class Writer {
  bytes: Uint8Array;
  length: i32;
  overflow: bool;

  constructor(capacity: i32) {
    this.bytes = new Uint8Array(capacity);
    this.length = 0;
    this.overflow = false;
  }

  reset(): void {
    this.length = 0;
    this.overflow = false;
  }

  byte(value: i32): void {
    if (this.length >= this.bytes.length) {
      this.overflow = true;
      return;
    }
    this.bytes[this.length] = value & 255;
    this.length = this.length + 1;
  }

  varint(value: i32): void {
    let rest: i32 = value;
    while ((rest & -128) !== 0) {
      this.byte((rest & 127) | 128);
      rest = rest >>> 7;
    }
    this.byte(rest);
  }

  tag(field: i32, type: i32): void {
    this.varint((field << 3) | type);
  }

  /** uint32 field, left out when 0 as proto3 does. */
  uint(field: i32, value: i32): void {
    if (value === 0) return;
    this.presentUint(field, value);
  }

  /** uint32 field that is present even when 0. */
  presentUint(field: i32, value: i32): void {
    this.tag(field, VARINT);
    this.varint(value);
  }

  /** sint32 field, left out when 0. */
  sint(field: i32, value: i32): void {
    this.uint(field, zigzag(value));
  }

  /** Head of a length-delimited field whose `size` bytes follow. */
  open(field: i32, size: i32): void {
    this.tag(field, LENGTH);
    this.varint(size);
  }

  raw(from: Uint8Array, at: i32, length: i32): void {
    for (let i: i32 = 0; i < length; i++) this.byte(from[at + i]);
  }
}
