/**
 * Golden wire bytes, kept for ever: what version 1 looks like. A reader of any later version has to read them.
 * Run: node proto/vectors/generate.ts [--check]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  encodeFrame,
  encodeToCollar,
  type Frame,
  type FrameContent,
  grantKey,
  sessionKey,
} from "../src/index.ts";

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const HUB = Uint8Array.from({ length: 8 }, (_, i) => 0xa0 + i);
const NONCES = [new Uint8Array(16).fill(0x11), new Uint8Array(16).fill(0x22)] as const;
const SCOPE = 3;
const NOT_AFTER_S = 1_800_000_000;
const HEAD = { device: "0102030405060708", epoch: 3, seq: 1000, uptimeS: 86_400, utcS: 1_790_000_000 };

const hour = Array.from({ length: 60 }, (_, i) => i);
const contents: Record<string, FrameContent> = {
  "one minute": {
    kind: "minutes",
    count: 1,
    columns: { heartRate: [812], confidence: [93], intensity: [14] },
  },
  "an hour of every column": {
    kind: "minutes",
    count: 60,
    columns: {
      heartRate: hour.map((i) => 800 + ((i * 37) % 41)),
      confidence: hour.map((i) => 80 + (i % 19)),
      rmssd: hour.map((i) => 120 + ((i * 13) % 60)),
      breaths: hour.map((i) => 130 + ((i * 7) % 30)),
      activity: hour.map((i) => 1 + (i % 3)),
      intensity: hour.map((i) => 5 + ((i * 11) % 50)),
      steps: hour.map((i) => (i * 3) % 60),
      restShare: hour.map((i) => 100 - (i % 40)),
      scratches: hour.map((i) => i % 2),
      shakes: hour.map((i) => (i % 5 === 0 ? 1 : 0)),
      temperature: hour.map((i) => 3840 + (i % 12)),
      battery: hour.map((i) => 90 - Math.floor(i / 30)),
      anomaly: hour.map((i) => (i * 5) % 23),
      flags: hour.map((i) => (i % 20 === 0 ? 2 : 0)),
    },
  },
  "live estimates": {
    kind: "live",
    count: 2,
    stepS: 2,
    columns: { heartRate: [900, 931], confidence: [99, 97], activity: [2, 2] },
  },
  "silence with a reason": { kind: "live", count: 1, stepS: 2, columns: { flags: [5] } },
  events: {
    kind: "events",
    events: [
      { kind: 10, afterS: 0, value: 14 },
      { kind: 11, afterS: 5, value: -3 },
    ],
  },
  gap: { kind: "gap", fromSeq: 4, toSeq: 4_000_000, reason: 1 },
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const frames = Object.entries(contents).map(([name, content]) => {
  const frame: Frame = { ...HEAD, content };
  return { name, frame, hex: hex(encodeFrame(frame, KEY)) };
});
frames.push({
  name: "before the first synchronisation",
  frame: { ...HEAD, uptimeS: 0, utcS: null, content: contents.gap! },
  hex: hex(encodeFrame({ ...HEAD, uptimeS: 0, utcS: null, content: contents.gap! }, KEY)),
});

const session = sessionKey(grantKey(KEY, HUB, SCOPE, NOT_AFTER_S), ...NONCES);
const messages = [
  encodeToCollar(
    { kind: "hello", body: { version: 1, hub: HUB, scope: SCOPE, notAfterS: NOT_AFTER_S, nonce: NONCES[0] } },
    null,
  ),
  encodeToCollar({ kind: "time", body: { counter: 1, utcS: 1_790_000_000, utcMs: 250 } }, session),
  encodeToCollar({ kind: "sendFrom", body: { counter: 2, seq: 0 } }, session),
  encodeToCollar({ kind: "acknowledge", body: { counter: 3, seq: 1000 } }, session),
  encodeToCollar({ kind: "configure", body: { counter: 4, minutesPerFrame: 15, liveS: 600 } }, session),
].map(hex);

const made = `${JSON.stringify({ key: hex(KEY), session: hex(session), frames, messages }, null, 1)}\n`;
const file = join(import.meta.dirname, "v1.json");
if (!process.argv.includes("--check")) writeFileSync(file, made);
else if (readFileSync(file, "utf8") !== made) {
  process.stderr.write("proto/vectors/v1.json no longer equals what is written: the wire has changed\n");
  process.exitCode = 1;
}
