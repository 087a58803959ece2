import { describe, expect, it } from "vitest";
import type { Recording } from "../recordings.ts";
import { honesty, spoilTable } from "./spoil.ts";
import { SPOILERS } from "./spoilers.ts";

const recording: Recording = {
  set: "made",
  name: "up",
  channels: 1,
  samples: Int32Array.from({ length: 6 * 3000 }, (_, i) =>
    i % 6 === 0 ? 5000 + Math.round(300 * Math.sin(i / 48)) : i % 6 === 5 ? 1000 : 0,
  ),
  windows: [],
  beats: [],
  breaths: [],
};
const light = ({ samples }: Recording) => samples.filter((_, i) => i % 6 === 0);

describe("spoilers", () => {
  it.each(Object.keys(SPOILERS))("%s: keeps the length, gives the same twice, leaves gravity", (name) => {
    const spoilt = SPOILERS[name]!(recording);
    expect(spoilt.samples).toHaveLength(recording.samples.length);
    expect(SPOILERS[name]!(recording)).toEqual(spoilt);
    expect(new Set(spoilt.samples.filter((_, i) => i % 6 === 5))).toEqual(new Set([1000]));
    expect(light(spoilt).join() === light(recording).join()).toBe(name === "as recorded");
  });

  it("repeat and skip about one sample in a hundred, and lose about one in six", () => {
    const plain = light(recording);
    const stumbled = light(SPOILERS["a stumbling clock"]!(recording));
    expect(stumbled.slice(0, 30)).toEqual(plain.slice(0, 30));
    const lost = light(SPOILERS["samples dropped"]!(recording));
    const repeats = lost.filter((value, i) => value === lost[i - 1]).length / lost.length;
    expect(repeats).toBeGreaterThan(0.04);
    expect(repeats).toBeLessThan(0.4);
  });
});

it("counts wrong answers and what their confidences allow; silence is neither", () => {
  const row = honesty("made", "nothing", [
    { confidence: 90, right: true },
    { confidence: 80, right: false },
    { confidence: 0, right: false },
  ]);
  expect(row).toMatchObject({ windows: 3, answered: 2, wrong: 0.5 });
  expect(row.allowed).toBeCloseTo(0.15);
  expect(honesty("made", "nothing", [{ confidence: 0, right: true }])).toMatchObject({
    answered: 0,
    wrong: 0,
  });
  expect(spoilTable([row])).toMatch(/made +nothing +66\.7 % +50\.0 % +15\.0 %/);
});
