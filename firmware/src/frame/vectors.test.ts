import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFrame, type Frame, LIVE_COLUMNS, MINUTE_COLUMNS } from "@petpulse/proto";
import { describe, expect, test } from "vitest";
import { FrameEncoder } from "./encoder.ts";

interface Vectors {
  key: string;
  frames: { name: string; frame: Frame; hex: string }[];
}

const file = join(import.meta.dirname, "../../../proto/vectors/v1.json");
const { key, frames } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

describe("golden bytes", () => {
  test.each(frames)("are read: $name", ({ frame, hex }) => {
    expect(decodeFrame(Buffer.from(hex, "hex"))).toEqual(frame);
  });

  test.each(frames.filter(({ frame }) => frame.content.kind !== "events"))(
    "are written: $name",
    ({ frame, hex }) => {
      const encoder = new FrameEncoder(Buffer.from(frame.device, "hex"), Buffer.from(key, "hex"));
      encoder.head(frame.epoch, frame.seq, frame.uptimeS, frame.utcS ?? 0, frame.utcS !== null);
      const { content } = frame;
      let length = 0;
      if (content.kind === "gap") length = encoder.gap(content.fromSeq, content.toSeq, content.reason);
      if (content.kind === "minutes")
        length = encoder.minutes(rows(content.columns, MINUTE_COLUMNS, content.count), 14, content.count);
      if (content.kind === "live")
        length = encoder.live(
          rows(content.columns, LIVE_COLUMNS, content.count),
          5,
          content.count,
          content.stepS,
        );
      expect(Buffer.from(encoder.out.bytes.subarray(0, length)).toString("hex")).toBe(hex);
    },
  );
});

function rows(columns: Record<string, number[]>, names: readonly string[], count: number): Int32Array {
  const out = new Int32Array(names.length * count);
  for (let i = 0; i < count; i++)
    names.forEach((name, c) => {
      out[i * names.length + c] = columns[name]?.[i] ?? 0;
    });
  return out;
}
