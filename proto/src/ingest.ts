import { WireError } from "./errors.ts";
import { petpulse } from "./gen/petpulse.js";
import { ID_BYTES, MAX_BATCH_BYTES, MAX_BATCH_FRAMES, MAX_BATCH_GAPS, VERSION } from "./limits.ts";

const v1 = petpulse.v1;

/** Media type of Batch and Acknowledgement over HTTP. */
export const PROTOBUF_TYPE = "application/x-protobuf";

/** Frames as they came from collars, and what this hub itself lost. */
export interface Batch {
  frames: Uint8Array[];
  gaps: { device: Uint8Array; fromSeq: number; toSeq: number; reason: number }[];
}

/** Writes a batch; throws WireError wire.too-large when it is over the limits of limits.ts. */
export function encodeBatch(batch: Batch): Uint8Array {
  checkCounts(batch.frames.length, batch.gaps.length);
  const bytes = v1.Batch.encode({ version: VERSION, frames: batch.frames, gaps: batch.gaps }).finish();
  if (bytes.length > MAX_BATCH_BYTES) throw new WireError("wire.too-large", "batch", `${bytes.length} bytes`);
  return bytes;
}

/**
 * Reads a batch; the frames inside are still opaque, so one bad frame does not spoil the rest.
 * Throws WireError: wire.too-large, wire.version, wire.malformed, wire.out-of-range.
 */
export function decodeBatch(bytes: Uint8Array): Batch {
  if (bytes.length > MAX_BATCH_BYTES) {
    throw new WireError("wire.too-large", "batch", `${bytes.length} bytes, over ${MAX_BATCH_BYTES}`);
  }
  const batch = decodeMessage("batch", () => v1.Batch.decode(bytes));
  if (batch.version !== VERSION) {
    throw new WireError("wire.version", "batch.version", `${batch.version}, this reader knows ${VERSION}`);
  }
  checkCounts(batch.frames.length, batch.gaps.length);
  const gaps = batch.gaps.map((gap, i) => {
    const where = `batch.gaps[${i}]`;
    const device = gap.device ?? new Uint8Array();
    const fromSeq = gap.fromSeq ?? 0;
    const toSeq = gap.toSeq ?? 0;
    if (device.length !== ID_BYTES) throw new WireError("wire.malformed", where, "device is not 8 bytes");
    if (fromSeq < 1 || toSeq < fromSeq)
      throw new WireError("wire.out-of-range", where, `${fromSeq}..${toSeq}`);
    return { device, fromSeq, toSeq, reason: gap.reason ?? 0 };
  });
  return { frames: batch.frames, gaps };
}

/** Reads what the cloud answered. Throws WireError: wire.version, wire.malformed. */
export function decodeAcknowledgement(bytes: Uint8Array): petpulse.v1.Acknowledgement {
  const answer = decodeMessage("acknowledgement", () => v1.Acknowledgement.decode(bytes));
  if (answer.version !== VERSION) {
    throw new WireError("wire.version", "acknowledgement.version", `${answer.version}`);
  }
  return answer;
}

/** Reads the grants of a hub. Throws WireError: wire.version, wire.malformed. */
export function decodeGrants(bytes: Uint8Array): petpulse.v1.Grants {
  const grants = decodeMessage("grants", () => v1.Grants.decode(bytes));
  if (grants.version !== VERSION) throw new WireError("wire.version", "grants.version", `${grants.version}`);
  return grants;
}

function decodeMessage<T>(where: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new WireError("wire.malformed", where, (cause as Error).message);
  }
}

function checkCounts(frames: number, gaps: number): void {
  if (frames > MAX_BATCH_FRAMES) {
    throw new WireError("wire.too-large", "batch.frames", `${frames}, over ${MAX_BATCH_FRAMES}`);
  }
  if (gaps > MAX_BATCH_GAPS)
    throw new WireError("wire.too-large", "batch.gaps", `${gaps}, over ${MAX_BATCH_GAPS}`);
}
