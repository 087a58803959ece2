import { AirError } from "./errors.ts";

/** H4 packet indicators (Core Specification 5.4, Vol 4, Part A, section 2). */
export const COMMAND = 1;
export const ACL = 2;
export const EVENT = 4;

/** Header length after the indicator, and where its length field lies. */
const HEADERS: Record<number, { bytes: number; length: (header: Buffer) => number }> = {
  [COMMAND]: { bytes: 4, length: (h) => h[3]! },
  [ACL]: { bytes: 5, length: (h) => h.readUInt16LE(3) },
  [EVENT]: { bytes: 3, length: (h) => h[2]! },
};
/** Longest packet taken; a controller's ACL buffers are 251 bytes, a host that claims more is lost. */
const MOST_BYTES = 2048;

/** Cuts a byte stream into H4 packets. */
export class H4Framer {
  #held: Buffer = Buffer.alloc(0);
  readonly #onPacket: (packet: Buffer) => void;

  constructor(onPacket: (packet: Buffer) => void) {
    this.#onPacket = onPacket;
  }

  /** Takes bytes as they come; each whole packet goes out with its indicator. Throws AirError air.h4 once out of step. */
  push(chunk: Buffer): void {
    let bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    while (bytes.length > 0) {
      const header = HEADERS[bytes[0]!];
      if (!header) throw new AirError("air.h4", `no packet begins with ${bytes[0]}`);
      if (bytes.length < header.bytes) break;
      const whole = header.bytes + header.length(bytes);
      if (whole > MOST_BYTES) throw new AirError("air.h4", `a packet of ${whole} bytes, over ${MOST_BYTES}`);
      if (bytes.length < whole) break;
      this.#onPacket(bytes.subarray(0, whole));
      bytes = bytes.subarray(whole);
    }
    this.#held = Buffer.from(bytes);
  }
}
