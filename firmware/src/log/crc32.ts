/** CRC-32 as in IEEE 802.3 (reflected polynomial 0xedb88320), four bits at a time: a table of 16 words. */
const TABLE: i32[] = [
  0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320,
  0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
];

/** What a CRC starts from; a running value is carried inverted, so pieces can be chained. */
export const CRC_START: i32 = -1;

/** Runs `bytes[at … at+length)` through a running CRC. */
export function crcRun(crc: i32, bytes: Uint8Array, at: i32, length: i32): i32 {
  let c: i32 = crc;
  for (let i: i32 = 0; i < length; i++) {
    const b: i32 = bytes[at + i];
    c = c ^ b;
    c = (c >>> 4) ^ (TABLE[c & 15] | 0);
    c = (c >>> 4) ^ (TABLE[c & 15] | 0);
  }
  return c;
}

/** The finished CRC of a running value. */
export function crcEnd(crc: i32): i32 {
  return crc ^ -1;
}
