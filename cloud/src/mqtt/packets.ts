import { Transform, type TransformCallback } from "node:stream";
import { MAX_BATCH_BYTES } from "@petpulse/proto";

/** A CONNECT with client id, user name and a token has room in this, bytes. */
const MOST_FIRST = 1024;
/** A batch, its seal and its topic. */
const MOST_PACKET = MAX_BATCH_BYTES + 512;
/** A remaining length has at most four bytes of seven bits (MQTT 3.1.1, 2.2.3). */
const MOST_LENGTH_BYTES = 4;

/**
 * Passes MQTT packets on as they are, and fails before an over-long one is gathered: the parser behind has no limit of its own
 * below 256 MB. The first packet, from somebody not yet known, may be a small one only.
 */
export class PacketLimit extends Transform {
  #first = true;
  /** Bytes of the packet still to come; 0: a fixed header is next. */
  #left = 0;
  /** Bytes of the header seen. */
  #header = 0;
  #length = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, chunk.length - at);
        this.#left -= step;
        at += step;
      } else if (!this.#take(chunk[at++]!)) {
        done(new Error("an MQTT packet is over the limit"));
        return;
      }
    }
    done(null, chunk);
  }

  /** One byte of a fixed header; false when the packet it announces is too long. */
  #take(byte: number): boolean {
    this.#header++;
    if (this.#header === 1) return true;
    this.#length += (byte & 0x7f) * 128 ** (this.#header - 2);
    if (byte & 0x80) return this.#header <= MOST_LENGTH_BYTES;
    this.#left = this.#length;
    const fits = this.#left <= (this.#first ? MOST_FIRST : MOST_PACKET);
    this.#first = false;
    this.#header = 0;
    this.#length = 0;
    return fits;
  }
}
