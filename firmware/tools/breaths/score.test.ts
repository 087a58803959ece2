import { expect, it } from "vitest";
import type { Breathing } from "./recordings.ts";
import { follow, reliability, score, summarise } from "./score.ts";

const recording: Breathing = {
  set: "made up",
  name: "one",
  subject: "one",
  samples: new Int32Array(6 * 50 * 40).map((_, i) => (i % 6 === 5 ? 1030 : 0)),
  windows: [32, 34, 38, 40].map((endS) => ({ endS, perMinute: 15 })),
};

it("asks a kernel at the end of every window, and tells it of the motion", () => {
  let [samples, told] = [0, 0];
  const said = follow(recording, {
    sample: () => {
      samples++;
    },
    endHop: (intensity) => {
      told = intensity;
    },
    breaths: () => samples,
    breathsConfidence: () => 80,
  });
  expect(said.map(({ rate }) => rate)).toEqual([1600, 1700, 1900, 2000]);
  expect(told).toBe(30);
});

it("averages over windows, then over recordings; silence is no error but costs coverage", () => {
  const said = [
    { rate: 160, confidence: 90 },
    { rate: 120, confidence: 50 },
    { rate: 900, confidence: 0 },
    { rate: 150, confidence: 95 },
  ];
  const all = score(recording, said, 1);
  expect([all.windows, all.maePerMin, all.coverage]).toEqual([4, 4 / 3, 0.75]);
  const sure = score(recording, said, 80);
  expect([sure.maePerMin, sure.coverage]).toEqual([0.5, 0.5]);
  expect(score(recording, said, 99).maePerMin).toBeNaN();
  expect(summarise([all, sure, score(recording, said, 99)])[0]).toEqual({
    set: "made up",
    name: "3 recordings",
    windows: 12,
    maePerMin: (4 / 3 + 0.5) / 2,
    coverage: 1.25 / 3,
  });
  expect(reliability([{ recording, said }]).filter((row) => row.windows > 0)).toEqual([
    { from: 50, windows: 1, right: 0 },
    { from: 90, windows: 2, right: 1 },
  ]);
});
