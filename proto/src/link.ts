import { WireError } from "./errors.ts";
import { petpulse } from "./gen/petpulse.js";
import { MAX_MESSAGE_BYTES, SEAL_BYTES } from "./limits.ts";
import { seal } from "./seal.ts";

const v1 = petpulse.v1;

/** First byte of a link message; the high bit is set on what the collar says. */
export const Kind = {
  hello: 0x01,
  time: 0x02,
  sendFrom: 0x03,
  acknowledge: 0x04,
  configure: 0x05,
  challenge: 0x81,
  frame: 0x82,
  status: 0x83,
  refusal: 0x84,
} as const;

/** What a hub says. Each but hello is sealed and carries a counter that grows by at least one. */
export type ToCollar =
  | { kind: "hello"; body: petpulse.v1.Hello.$Properties }
  | { kind: "time"; body: petpulse.v1.Time.$Properties }
  | { kind: "sendFrom"; body: petpulse.v1.SendFrom.$Properties }
  | { kind: "acknowledge"; body: petpulse.v1.Acknowledge.$Properties }
  | { kind: "configure"; body: petpulse.v1.Configure.$Properties };

/** What a collar says. `sealed` holds `kind | body | seal` so that the receiver can check it under its session key. */
export type ToHub =
  | { kind: "challenge"; body: petpulse.v1.Challenge; sealed: Uint8Array }
  | { kind: "frame"; bytes: Uint8Array }
  | { kind: "status"; body: petpulse.v1.Status; sealed: Uint8Array }
  | { kind: "refusal"; body: petpulse.v1.Refusal };

function encodeBody(message: ToCollar): Uint8Array {
  switch (message.kind) {
    case "hello":
      return v1.Hello.encode(message.body).finish();
    case "time":
      return v1.Time.encode(message.body).finish();
    case "sendFrom":
      return v1.SendFrom.encode(message.body).finish();
    case "acknowledge":
      return v1.Acknowledge.encode(message.body).finish();
    case "configure":
      return v1.Configure.encode(message.body).finish();
  }
}

/** Writes a message to a collar; sealed under `session` unless it is the Hello. */
export function encodeToCollar(message: ToCollar, session: Uint8Array | null): Uint8Array {
  const body = encodeBody(message);
  const open = new Uint8Array(1 + body.length);
  open[0] = Kind[message.kind];
  open.set(body, 1);
  if (message.kind === "hello") return open;
  if (!session) throw new WireError("wire.tag", message.kind, "no session key to seal with");
  return sealed(open, session);
}

/** Appends the seal. */
export function sealed(open: Uint8Array, session: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(open.length + SEAL_BYTES);
  bytes.set(open);
  bytes.set(seal(session, open), open.length);
  return bytes;
}

/**
 * Reads a message from a collar. Seals are not checked here: the session key follows from the challenge's own nonce,
 * so the caller checks `sealed` with `sealHolds`.
 * Throws WireError: wire.truncated, wire.too-large, wire.malformed.
 */
export function decodeToHub(message: Uint8Array): ToHub {
  if (message.length > MAX_MESSAGE_BYTES) {
    throw new WireError("wire.too-large", "link", `${message.length} bytes, over ${MAX_MESSAGE_BYTES}`);
  }
  const kind = message[0];
  try {
    switch (kind) {
      case Kind.frame:
        return { kind: "frame", bytes: message.subarray(1) };
      case Kind.refusal:
        return { kind: "refusal", body: v1.Refusal.decode(message.subarray(1)) };
      case Kind.challenge:
        return { kind: "challenge", body: v1.Challenge.decode(sealedBody(message)), sealed: message };
      case Kind.status:
        return { kind: "status", body: v1.Status.decode(sealedBody(message)), sealed: message };
    }
  } catch (cause) {
    if (cause instanceof WireError) throw cause;
    throw new WireError("wire.malformed", `link.${kind}`, (cause as Error).message);
  }
  throw new WireError("wire.malformed", "link", `unknown kind ${kind}`);
}

function sealedBody(message: Uint8Array): Uint8Array {
  if (message.length < 1 + SEAL_BYTES) {
    throw new WireError("wire.truncated", "link", `${message.length} bytes cannot hold a seal`);
  }
  return message.subarray(1, message.length - SEAL_BYTES);
}
