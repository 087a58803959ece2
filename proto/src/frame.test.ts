import { expect, test } from "vitest";
import { WireError } from "./errors.ts";
import { decodeFrame, encodeFrame, type Frame, type FrameContent } from "./frame.ts";
import { petpulse } from "./gen/petpulse.js";
import { decodeBatch, encodeBatch } from "./ingest.ts";
import { MAX_BATCH_FRAMES, MAX_FRAME_BYTES } from "./limits.ts";
import { decodeToHub, encodeToCollar, sealed } from "./link.ts";
import { frameTagHolds } from "./seal.ts";

const KEY = new Uint8Array(32).fill(7);
const HEAD = { device: "0011223344556677", epoch: 2, seq: 9, uptimeS: 600, utcS: 1_790_000_000 };
const CONTENTS: FrameContent[] = [
  {
    kind: "minutes",
    count: 3,
    columns: { heartRate: [812, 790, 801], confidence: [90, 80, 85], flags: [0, 2, 0] },
  },
  { kind: "live", count: 2, stepS: 2, columns: { heartRate: [900, 910], confidence: [99, 98] } },
  { kind: "events", events: [{ kind: petpulse.v1.EventKind.EVENT_LOW_BATTERY, afterS: 3, value: 14 }] },
  { kind: "gap", fromSeq: 4, toSeq: 8, reason: 1 },
];

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return "nothing wrong";
}

/** A frame of any shape, with a true tag left out: decoding does not look at it. */
function raw(frame: petpulse.v1.Frame.$Properties): Uint8Array {
  return Uint8Array.from([...petpulse.v1.Frame.encode(frame).finish(), ...new Uint8Array(16)]);
}

const VALID = { version: 1, device: new Uint8Array(8), epoch: 1, seq: 1, gap: { fromSeq: 1, toSeq: 2 } };

test.each(CONTENTS)("comes back as it went: $kind", (content) => {
  const frame: Frame = { ...HEAD, content };
  const bytes = encodeFrame(frame, KEY);
  expect(decodeFrame(bytes)).toEqual(frame);
  expect(frameTagHolds(KEY, bytes)).toBe(true);
  expect(decodeFrame(encodeFrame({ ...frame, utcS: null }, KEY)).utcS).toBeNull();
});

test("says what is wrong with a frame", () => {
  expect(code(() => decodeFrame(new Uint8Array(16)))).toBe("wire.truncated");
  expect(code(() => decodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1)))).toBe("wire.too-large");
  expect(code(() => decodeFrame(new Uint8Array(100).fill(0xff)))).toBe("wire.malformed");
  expect(code(() => decodeFrame(raw({ ...VALID, version: 2 })))).toBe("wire.version");
  expect(code(() => decodeFrame(raw({ ...VALID, device: new Uint8Array(7) })))).toBe("wire.malformed");
  expect(code(() => decodeFrame(raw({ ...VALID, epoch: 0 })))).toBe("wire.out-of-range");
  expect(code(() => decodeFrame(raw({ ...VALID, seq: 0 })))).toBe("wire.out-of-range");
  expect(code(() => decodeFrame(raw({ ...VALID, gap: { fromSeq: 5, toSeq: 4 } })))).toBe("wire.out-of-range");
  expect(code(() => decodeFrame(raw({ ...VALID, gap: null })))).toBe("wire.malformed");
  const minutes = (m: petpulse.v1.Minutes.$Properties) => raw({ ...VALID, gap: null, minutes: m });
  expect(code(() => decodeFrame(minutes({ count: 61 })))).toBe("wire.out-of-range");
  expect(code(() => decodeFrame(minutes({ count: 2, heartRate: [1] })))).toBe("wire.malformed");
  expect(code(() => decodeFrame(raw({ ...VALID, gap: null, live: { count: 1, stepS: 0 } })))).toBe(
    "wire.out-of-range",
  );
  const crowd = Array.from({ length: 17 }, () => ({ kind: 1 }));
  expect(code(() => decodeFrame(raw({ ...VALID, gap: null, events: { events: crowd } })))).toBe(
    "wire.out-of-range",
  );
});

test("a batch over its limits is not made and not taken", () => {
  const frames = Array.from({ length: MAX_BATCH_FRAMES + 1 }, () => new Uint8Array(20));
  expect(code(() => encodeBatch({ frames, gaps: [] }))).toBe("wire.too-large");
  expect(code(() => decodeBatch(petpulse.v1.Batch.encode({ version: 1, frames }).finish()))).toBe(
    "wire.too-large",
  );
  expect(code(() => decodeBatch(petpulse.v1.Batch.encode({ version: 9, frames: [] }).finish()))).toBe(
    "wire.version",
  );
  expect(decodeBatch(encodeBatch({ frames: frames.slice(1), gaps: [] })).frames).toHaveLength(
    MAX_BATCH_FRAMES,
  );
});

test("100,000 seeded mutations: the decoders only ever throw WireError, and no broken tag holds", () => {
  const seed = 4242;
  let state = seed;
  const next = (n: number) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const session = new Uint8Array(32).fill(3);
  const frames = CONTENTS.map((content) => encodeFrame({ ...HEAD, content }, KEY));
  const messages = [
    Uint8Array.from([0x82, ...frames[0]!]),
    sealed(
      Uint8Array.from([
        0x81,
        ...petpulse.v1.Challenge.encode({
          version: 1,
          device: new Uint8Array(8),
          nonce: new Uint8Array(16),
        }).finish(),
      ]),
      session,
    ),
    sealed(
      Uint8Array.from([0x83, ...petpulse.v1.Status.encode({ counter: 4, battery: 80 }).finish()]),
      session,
    ),
    Uint8Array.from([0x84, ...petpulse.v1.Refusal.encode({ reason: 3, kind: 2 }).finish()]),
    encodeToCollar({ kind: "time", body: { counter: 1, utcS: 5 } }, session),
  ];
  let forged = 0;
  for (let i = 0; i < 100_000; i++) {
    const frame = mutate(frames[next(frames.length)]!, frames[next(frames.length)]!, next);
    code(() => decodeFrame(frame));
    // A mutation can give back what it got.
    const same = frames.some((one) => Buffer.compare(one, frame) === 0);
    if (!same && frameTagHolds(KEY, frame)) forged++;
    code(() => decodeToHub(mutate(messages[next(messages.length)]!, messages[next(messages.length)]!, next)));
  }
  expect(forged, `seed ${seed}`).toBe(0);
});

/** Flips bits, cuts, splices two, or claims a length that is not there. */
function mutate(one: Uint8Array, other: Uint8Array, next: (n: number) => number): Uint8Array {
  const bytes = Uint8Array.from(one);
  switch (next(4)) {
    case 0:
      return bytes.subarray(0, next(bytes.length));
    case 1: {
      const cut = 1 + next(bytes.length - 1);
      return Uint8Array.from([...bytes.subarray(0, cut), 0xff, ...other.subarray(next(other.length))]);
    }
    case 2:
      bytes[next(bytes.length)] = 0x80 | next(128);
      bytes[next(bytes.length)]! ^= 0x55;
      return bytes;
    default:
      bytes[next(bytes.length)]! ^= 1 << next(8);
      return bytes;
  }
}
