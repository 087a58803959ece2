import { ENTRIES } from "../../build/thumb.ts";

/** A blob's head with nothing behind it that could run, for tests: magic, version, bytes of code, bytes of state, entries. */
export function blobLike({ abi = 1, magic = 0x4b544550, stateBytes = 512 } = {}): Buffer {
  const bytes = Buffer.alloc(4096, 0xbf);
  [magic, abi, bytes.length, stateBytes].forEach((word, at) => {
    bytes.writeUInt32LE(word, at * 4);
  });
  ENTRIES.forEach((_, at) => {
    bytes.writeUInt32LE(128 + at * 16 + 1, 16 + at * 4);
  });
  return bytes;
}
