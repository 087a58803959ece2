import { ENTRIES } from "../../build/thumb.ts";

/** Bytes of state that a blob with the WASM collar behind it has: the module's memory. */
const STATE_BYTES = 1 << 16;

/** A blob's head with nothing behind it that could run, for tests: magic, version, bytes of code, bytes of state, entries. */
export function blobLike({ abi = 1, magic = 0x43544550, stateBytes = STATE_BYTES } = {}): Buffer {
  const bytes = Buffer.alloc(4096, 0xbf);
  [magic, abi, bytes.length, stateBytes].forEach((word, at) => {
    bytes.writeUInt32LE(word, at * 4);
  });
  ENTRIES.forEach((_, at) => {
    bytes.writeUInt32LE(128 + at * 16 + 1, 16 + at * 4);
  });
  return bytes;
}
