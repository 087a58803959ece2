import {
  decodeFrame,
  encodeFrame,
  type Frame,
  frameTagHolds,
  LIVE_COLUMNS,
  MINUTE_COLUMNS,
} from "@petpulse/proto";
import { expect, test } from "vitest";
import { FrameEncoder, MAX_FRAME } from "./encoder.ts";

const DEVICE = "00c0ffee12345678";
const KEY = new Uint8Array(32).map((_, i) => i * 7 + 1);

/** Small seeded generator (Lehmer, Park and Miller 1988): whole numbers below `n`. */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

function encoder(frame: Frame): FrameEncoder {
  const made = new FrameEncoder(new Uint8Array(Buffer.from(DEVICE, "hex")), KEY);
  made.head(frame.epoch, frame.seq, frame.uptimeS, frame.utcS ?? 0, frame.utcS !== null);
  return made;
}

/** Rows of the collar (record by record) from columns by name; absent columns are 0. */
function rows(
  columns: Record<string, number[] | undefined>,
  names: readonly string[],
  count: number,
): Int32Array {
  const out = new Int32Array(names.length * count);
  names.forEach((name, c) => {
    columns[name]?.forEach((value, i) => {
      out[i * names.length + c] = value;
    });
  });
  return out;
}

function write(frame: Frame): Uint8Array {
  const made = encoder(frame);
  const { content } = frame;
  let length = 0;
  switch (content.kind) {
    case "minutes":
      length = made.minutes(rows(content.columns, MINUTE_COLUMNS, content.count), 14, content.count);
      break;
    case "live":
      length = made.live(rows(content.columns, LIVE_COLUMNS, content.count), 5, content.count, content.stepS);
      break;
    case "events":
      length = made.event(content.events[0]!.kind, content.events[0]!.value);
      break;
    case "gap":
      length = made.gap(content.fromSeq, content.toSeq, content.reason);
  }
  return made.out.bytes.slice(0, length);
}

function randomFrame(next: (n: number) => number): Frame {
  const head = {
    device: DEVICE,
    epoch: 1 + next(1 << next(30)),
    seq: 1 + next(1 << next(30)),
    uptimeS: next(1 << next(30)),
    utcS: next(2) === 0 ? null : 1_700_000_000 + next(2_000_000_000),
  };
  const columns = (names: readonly string[], count: number) => {
    const out: Record<string, number[]> = {};
    for (const name of names) {
      const spread = 1 << next(20);
      const values = Array.from({ length: count }, () => next(2 * spread) - spread);
      if (values.some((value) => value !== 0)) out[name] = values;
    }
    return out;
  };
  const count = 1 + next(12);
  switch (next(4)) {
    case 0:
      return { ...head, content: { kind: "minutes", count, columns: columns(MINUTE_COLUMNS, count) } };
    case 1:
      return {
        ...head,
        content: { kind: "live", count, stepS: 1 + next(60), columns: columns(LIVE_COLUMNS, count) },
      };
    case 2:
      return {
        ...head,
        content: { kind: "events", events: [{ kind: 1 + next(11), afterS: 0, value: next(2000) - 1000 }] },
      };
    default: {
      const fromSeq = 1 + next(1 << next(30));
      return { ...head, content: { kind: "gap", fromSeq, toSeq: fromSeq + next(1000), reason: next(5) } };
    }
  }
}

test("equals protobufjs byte for byte on 5,000 seeded frames, and its tag holds", () => {
  const seed = 20_261;
  const next = random(seed);
  for (let i = 0; i < 5000; i++) {
    const frame = randomFrame(next);
    const bytes = write(frame);
    expect(Buffer.from(bytes).toString("hex"), `seed ${seed}, frame ${i}`).toBe(
      Buffer.from(encodeFrame(frame, KEY)).toString("hex"),
    );
    expect(frameTagHolds(KEY, bytes)).toBe(true);
    expect(decodeFrame(bytes).seq).toBe(frame.seq);
  }
});

test("an hour of a resting dog takes at most 15 bytes a minute", () => {
  const next = random(7);
  const wander = (start: number, step: number) => {
    let value = start;
    return Array.from({ length: 60 }, () => {
      value += next(2 * step + 1) - step;
      return value;
    });
  };
  const columns = {
    heartRate: wander(820, 40),
    confidence: wander(80, 10),
    rmssd: wander(150, 40),
    breaths: wander(140, 20),
    activity: wander(10, 1),
    intensity: wander(100, 20),
    steps: wander(100, 30),
    restShare: wander(90, 8),
    scratches: wander(3, 1),
    shakes: wander(3, 1),
    temperature: wander(3850, 9),
    battery: wander(80, 1),
    anomaly: wander(20, 9),
    flags: wander(0, 1).map((value) => value & 2),
  };
  const frame: Frame = {
    device: DEVICE,
    epoch: 3,
    seq: 4000,
    uptimeS: 200_000,
    utcS: 1_790_000_000,
    content: { kind: "minutes", count: 60, columns },
  };
  const { content: _, ...head } = frame;
  const around = write({ ...head, content: { kind: "gap", fromSeq: 1, toSeq: 1, reason: 1 } }).length - 8;
  expect(write(frame).length - around).toBeLessThanOrEqual(60 * 15);
});

test("refuses a frame over 1024 bytes instead of cutting it", () => {
  const frame: Frame = {
    device: DEVICE,
    epoch: 1,
    seq: 1,
    uptimeS: 0,
    utcS: null,
    content: { kind: "gap", fromSeq: 1, toSeq: 1, reason: 1 },
  };
  const made = encoder(frame);
  const wild = new Int32Array(60 * 14).map((_, i) => (i % 28 < 14 ? 1 << 28 : -(1 << 28)));
  expect(made.minutes(wild, 14, 60)).toBe(0);
  expect(made.out.length).toBeLessThanOrEqual(MAX_FRAME);
  expect(made.minutes(wild, 14, 10)).toBeGreaterThan(0);
});
