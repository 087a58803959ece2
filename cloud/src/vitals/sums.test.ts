import { MINUTE_COLUMNS } from "@petpulse/proto";
import { expect, test } from "vitest";
import { random } from "../testbed.ts";
import { noPoints, pushSums } from "./points.ts";
import { mergeSums, noSums, type Sums, sumsOfMinute } from "./sums.ts";

test("sums are the same in whatever order and grouping minutes come", () => {
  const seed = Date.now() % 1_000_000;
  process.stdout.write(`sums: seed ${seed}\n`);
  const pick = random(seed);
  const minutes = Array.from({ length: 200 }, (_, i) => {
    const values = MINUTE_COLUMNS.map((name) => [name, [name === "activity" ? pick(6) : pick(100) - 1]]);
    return sumsOfMinute(Object.fromEntries(values), 0, i * 60_000);
  });
  const merged = (list: readonly Sums[]) => {
    const sums = noSums();
    for (const one of list) mergeSums(sums, one);
    return sums;
  };
  const straight = merged(minutes);
  const shuffled = [...minutes].sort(() => pick(3) - 1);
  expect(merged(shuffled)).toEqual(straight);
  expect(merged([merged(shuffled.slice(0, 70)), merged(shuffled.slice(70))])).toEqual(straight);
});

test("a minute becomes a point in the units people use", () => {
  const columns = {
    heartRate: [1234],
    confidence: [87],
    rmssd: [55],
    breaths: [215],
    activity: [3],
    intensity: [340],
    steps: [71],
    restShare: [25],
    scratches: [2],
    shakes: [1],
    temperature: [3856],
    battery: [0],
    anomaly: [9],
    flags: [6],
  };
  const points = noPoints();
  pushSums(points, 1000, sumsOfMinute(columns, 0, 1000));
  expect(points).toEqual({
    t: [1000],
    heartRate: [123.4],
    heartRateMin: [123.4],
    heartRateMax: [123.4],
    confidence: [0.87],
    rmssd: [55],
    breaths: [21.5],
    activity: ["vigorous"],
    intensity: [340],
    steps: [71],
    restShare: [0.25],
    scratches: [2],
    shakes: [1],
    temperature: [38.56],
    battery: [0],
    anomaly: [9],
    flags: [6],
  });
});

test("what was not measured is null or nothing, never a made-up zero heart", () => {
  const points = noPoints();
  pushSums(points, 0, sumsOfMinute({ heartRate: [900], confidence: [0] }, 0, 0));
  expect(points).toMatchObject({
    heartRate: [null],
    heartRateMin: [null],
    confidence: [0],
    rmssd: [null],
    breaths: [null],
    temperature: [null],
    battery: [null],
    activity: ["unknown"],
  });
});

test.each([
  [[1, 2, 2, 1, 0, 0, 0], "active"],
  [[1, 2, 3, 4, 5], "vigorous"],
  [[4, 4, 1, 5], "eating"],
  [[5, 1], "grooming"],
  [[9, 0], "unknown"],
])(
  "minutes of activities %j are %s: of equally common ones the livelier, the unknown only alone",
  (minutes, name) => {
    const sums = noSums();
    for (const activity of minutes) mergeSums(sums, sumsOfMinute({ activity: [activity] }, 0, 0));
    const points = noPoints();
    pushSums(points, 0, sums);
    expect(points.activity).toEqual([name]);
  },
);
