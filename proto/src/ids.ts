import { WireError } from "./errors.ts";
import { ID_BYTES } from "./limits.ts";

/** A device's or hub's 8-byte identity as 16 lower-case hex digits. */
export function idToHex(id: Uint8Array): string {
  if (id.length !== ID_BYTES)
    throw new WireError("wire.malformed", "id", `${id.length} bytes, not ${ID_BYTES}`);
  return Buffer.from(id.buffer, id.byteOffset, id.length).toString("hex");
}

/** The reverse; throws WireError wire.malformed on anything but 16 hex digits. */
export function idFromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{16}$/i.test(hex)) throw new WireError("wire.malformed", "id", "not 16 hex digits");
  return new Uint8Array(Buffer.from(hex, "hex"));
}
