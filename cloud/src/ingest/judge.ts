import { decodeFrame, type Frame, frameTagHolds, petpulse, WireError } from "@petpulse/proto";
import type { DeviceKey } from "../collars.ts";
import type { KnownDevice } from "../store.ts";

const { Rejection } = petpulse.v1;

/** A frame that may be stored, or why it may not. */
export type Verdict =
  | { ok: true; frame: Frame }
  | {
      ok: false;
      reason: petpulse.v1.Rejection;
      /** For people; no content of the frame beyond its identity. */
      detail: string;
      /** The hub keeps it: what is wrong may be put right here. */
      retry: boolean;
    };

/** What the cloud knows about who sends and who carries. */
export interface Knowledge {
  device(device: string): KnownDevice | null;
  mayCarry(hub: string, device: string): boolean;
}

function unreadable(error: unknown): Verdict {
  if (!(error instanceof WireError)) throw error;
  const reason =
    error.code === "wire.too-large"
      ? Rejection.REJECTION_TOO_LARGE
      : error.code === "wire.version"
        ? Rejection.REJECTION_VERSION
        : Rejection.REJECTION_MALFORMED;
  // A newer cloud may read a newer version; the rest stays bad for ever.
  return { ok: false, reason, detail: error.message, retry: reason === Rejection.REJECTION_VERSION };
}

/** The keys that hold at `nowMs`, newest first: one, or two in the days after a rotation. */
export function goodKeys(keys: readonly DeviceKey[], nowMs: number): DeviceKey[] {
  return keys.filter(({ untilMs }) => untilMs === null || nowMs < untilMs);
}

/**
 * Decides about one frame with its tag, carried by `hub`: size, layout, a known device, the hub's right to carry it, no revocation,
 * the tag under a key that is good at `nowMs` (Unix ms).
 * The tag comes last but before anything is stored; nothing of an untagged frame is believed.
 */
export function judge(bytes: Uint8Array, hub: string, knowledge: Knowledge, nowMs: number): Verdict {
  let frame: Frame;
  try {
    frame = decodeFrame(bytes);
  } catch (error) {
    return unreadable(error);
  }
  const { device } = frame;
  const known = knowledge.device(device);
  if (!known) {
    return {
      ok: false,
      reason: Rejection.REJECTION_UNKNOWN_DEVICE,
      detail: `no device ${device}`,
      retry: true,
    };
  }
  if (!knowledge.mayCarry(hub, device)) {
    const detail = `hub ${hub} may not carry ${device}`;
    return { ok: false, reason: Rejection.REJECTION_NOT_GRANTED, detail, retry: true };
  }
  if (known.revoked) {
    const detail = `${device} is revoked`;
    return { ok: false, reason: Rejection.REJECTION_NOT_GRANTED, detail, retry: false };
  }
  if (!goodKeys(known.keys, nowMs).some(({ key }) => frameTagHolds(key, bytes))) {
    const detail = `tag of ${device} ${frame.epoch}/${frame.seq} does not hold`;
    return { ok: false, reason: Rejection.REJECTION_TAG, detail, retry: false };
  }
  return { ok: true, frame };
}
