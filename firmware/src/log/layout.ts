// How the log lies on flash. All words little-endian.
//
// page  = head (32 bytes) | entry | entry | … | erased bytes
// head  = magic, order (grows by one per page ever begun), epoch, acknowledgement mark, first seq, lost from and to as far as no
//         hub has acknowledged a frame that says so (0, 0: nothing), CRC-32 of the rest
// entry = word (payload length | kind << 16 | MARK << 24), seq, CRC-32 of both and the payload, payload padded to a word

import { CRC_START, crcEnd, crcRun } from "./crc32.ts";

/** "PPL1". */
export const MAGIC: i32 = 0x314c5050;
export const HEAD_BYTES: i32 = 32;
export const ENTRY_BYTES: i32 = 12;
/** Top byte of every entry's first word. */
export const MARK: i32 = 0x5a;
/** Payload is a frame; seq is the frame's. */
export const KIND_FRAME: i32 = 1;
/** No payload; seq is the acknowledgement mark. */
export const KIND_ACK: i32 = 2;
/** No payload; seq is the epoch that begins here. */
export const KIND_EPOCH: i32 = 3;
/** Payload is what the collar has learnt, little-endian words; seq is 0. */
export const KIND_MEMORY: i32 = 4;
/** Largest payload, bytes: petpulse.v1's limit of a frame. */
export const MAX_PAYLOAD: i32 = 1024;

export function putWord(into: Uint8Array, at: i32, value: i32): void {
  into[at] = value & 255;
  into[at + 1] = (value >>> 8) & 255;
  into[at + 2] = (value >>> 16) & 255;
  into[at + 3] = (value >>> 24) & 255;
}

export function getWord(from: Uint8Array, at: i32): i32 {
  const b0: i32 = from[at];
  const b1: i32 = from[at + 1];
  const b2: i32 = from[at + 2];
  const b3: i32 = from[at + 3];
  return b0 | (b1 << 8) | (b2 << 16) | (b3 << 24);
}

/** Bytes an entry takes on flash. */
export function entrySize(payload: i32): i32 {
  return ENTRY_BYTES + ((payload + 3) & -4);
}

/** CRC of an entry in `entry`: its first two words and its payload. */
export function entryCrc(entry: Uint8Array, payload: i32): i32 {
  return crcEnd(crcRun(crcRun(CRC_START, entry, 0, 8), entry, ENTRY_BYTES, payload));
}

/** CRC of a page head in `head`. */
export function headCrc(head: Uint8Array): i32 {
  return crcEnd(crcRun(CRC_START, head, 0, HEAD_BYTES - 4));
}
