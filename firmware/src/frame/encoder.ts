import { HmacSha256 } from "../crypto/hmac.ts";
import { varintSize, Writer, zigzag } from "./writer.ts";

/** Limits of proto/src/limits.ts, as the collar keeps them. */
export const MAX_FRAME: i32 = 1024;
export const FRAME_TAG: i32 = 16;
export const MAX_RECORDS: i32 = 60;
export const ID_BYTES: i32 = 8;

const VERSION: i32 = 1;
/** First byte of what a frame's tag covers. */
const FRAME_DOMAIN: i32 = 1;

/** Field numbers of petpulse.v1.Frame. */
const MINUTES: i32 = 8;
const LIVE: i32 = 9;
const EVENTS: i32 = 10;
const GAP: i32 = 11;
/** Fields of the first column in Minutes and in Live. */
const MINUTES_COLUMN: i32 = 2;
const LIVE_COLUMN: i32 = 3;

/**
 * Writes frames (proto/petpulse/v1/frame.proto) into one buffer, canonical protobuf with its tag behind.
 * Each method leaves the frame in `out.bytes[0 … out.length)` and returns its length, or 0 when it would pass 1024 bytes.
 */
export class FrameEncoder {
  out: Writer;
  mac: HmacSha256;
  device: Uint8Array;
  epoch: i32;
  seq: i32;
  uptimeS: i32;
  utcS: i32;
  hasUtc: bool;

  /** `device`: 8 bytes, `key`: 32 bytes. */
  constructor(device: Uint8Array, key: Uint8Array) {
    this.out = new Writer(MAX_FRAME);
    this.mac = new HmacSha256();
    this.device = new Uint8Array(ID_BYTES);
    this.epoch = 0;
    this.seq = 0;
    this.uptimeS = 0;
    this.utcS = 0;
    this.hasUtc = false;
    for (let i: i32 = 0; i < ID_BYTES; i++) this.device[i] = device[i];
    this.mac.setKey(key);
  }

  /** Identity and time of the next frame; `utcS` counts only with `hasUtc`. */
  head(epoch: i32, seq: i32, uptimeS: i32, utcS: i32, hasUtc: bool): void {
    this.epoch = epoch;
    this.seq = seq;
    this.uptimeS = uptimeS;
    this.utcS = utcS;
    this.hasUtc = hasUtc;
  }

  begin(): void {
    const out = this.out;
    out.reset();
    out.uint(1, VERSION);
    out.open(2, ID_BYTES);
    out.raw(this.device, 0, ID_BYTES);
    out.uint(3, this.epoch);
    out.uint(4, this.seq);
    out.uint(5, this.uptimeS);
    if (this.hasUtc) out.presentUint(6, this.utcS);
  }

  /**
   * `count` (1 … 60) minutes; `rows` holds `columns` values a minute. A column that is 0 throughout is left out,
   * as one that was never measured.
   */
  minutes(rows: Int32Array, columns: i32, count: i32): i32 {
    this.begin();
    this.out.open(MINUTES, 1 + varintSize(count) + this.columnsSize(rows, columns, count));
    this.out.uint(1, count);
    this.columns(rows, columns, count, MINUTES_COLUMN);
    return this.finish();
  }

  /** `count` (1 … 60) live estimates, one every `stepS` (1 … 60) seconds. */
  live(rows: Int32Array, columns: i32, count: i32, stepS: i32): i32 {
    this.begin();
    this.out.open(LIVE, 2 + varintSize(count) + varintSize(stepS) + this.columnsSize(rows, columns, count));
    this.out.uint(1, count);
    this.out.uint(2, stepS);
    this.columns(rows, columns, count, LIVE_COLUMN);
    return this.finish();
  }

  /** One event; the frame's own uptime says when. */
  event(kind: i32, value: i32): i32 {
    const coded: i32 = zigzag(value);
    const inner: i32 = 1 + varintSize(kind) + (coded === 0 ? 0 : 1 + varintSize(coded));
    this.begin();
    this.out.open(EVENTS, 1 + varintSize(inner) + inner);
    this.out.open(1, inner);
    this.out.uint(1, kind);
    this.out.sint(3, value);
    return this.finish();
  }

  /** Frames from … to no longer exist; `reason` as petpulse.v1.GapReason. */
  gap(from: i32, to: i32, reason: i32): i32 {
    this.begin();
    this.out.open(GAP, 2 + varintSize(from) + varintSize(to) + (reason === 0 ? 0 : 1 + varintSize(reason)));
    this.out.uint(1, from);
    this.out.uint(2, to);
    this.out.uint(3, reason);
    return this.finish();
  }

  /** Bytes of all columns with their heads. */
  columnsSize(rows: Int32Array, columns: i32, count: i32): i32 {
    let size: i32 = 0;
    for (let c: i32 = 0; c < columns; c++) {
      const packed: i32 = this.packedSize(rows, columns, count, c);
      if (packed > 0) size += 1 + varintSize(packed) + packed;
    }
    return size;
  }

  /** Bytes of one column's differences; 0 when it is left out. */
  packedSize(rows: Int32Array, columns: i32, count: i32, column: i32): i32 {
    let size: i32 = 0;
    let last: i32 = 0;
    let any: i32 = 0;
    for (let i: i32 = 0; i < count; i++) {
      const value: i32 = rows[((i * columns) | 0) + column];
      any = any | value;
      size += varintSize(zigzag((value - last) | 0));
      last = value;
    }
    return any === 0 ? 0 : size;
  }

  columns(rows: Int32Array, columns: i32, count: i32, firstField: i32): void {
    for (let c: i32 = 0; c < columns; c++) {
      const packed: i32 = this.packedSize(rows, columns, count, c);
      if (packed === 0) continue;
      this.out.open(firstField + c, packed);
      let last: i32 = 0;
      for (let i: i32 = 0; i < count; i++) {
        const value: i32 = rows[((i * columns) | 0) + c];
        this.out.varint(zigzag((value - last) | 0));
        last = value;
      }
    }
  }

  /** Puts the tag behind the body. */
  finish(): i32 {
    const out = this.out;
    if (out.overflow || out.length + FRAME_TAG > MAX_FRAME) return 0;
    this.mac.begin();
    this.mac.updateByte(FRAME_DOMAIN);
    this.mac.update(out.bytes, 0, out.length);
    this.mac.finish(out.bytes, out.length, FRAME_TAG);
    out.length = out.length + FRAME_TAG;
    return out.length;
  }
}
