import { expect, test } from "vitest";
import { plan } from "./plan.ts";

const COLLARS = ["collar", "collar-2"] as const;

test("the same seed gives the same blows, another gives others", () => {
  expect(plan(7, 100, COLLARS)).toEqual(plan(7, 100, COLLARS));
  expect(plan(7, 100, COLLARS)).not.toEqual(plan(8, 100, COLLARS));
});

test("as many cycles as asked, every one with a kill, over every way and every part", () => {
  const schedules = plan(1, 125, COLLARS);
  const cycles = schedules.flatMap((one) => one.cycles);
  expect(cycles).toHaveLength(125);
  expect(cycles.every(({ kill }) => kill.length > 0)).toBe(true);
  expect(new Set(schedules.map(({ way }) => way))).toEqual(new Set(["http", "mqtt", "broker"]));
  expect(new Set(cycles.flatMap(({ kill }) => kill))).toEqual(
    new Set([...COLLARS, "gateway", "cloud", "broker"]),
  );
});

test("a longer run begins as the shorter one did", () => {
  expect(plan(3, 60, COLLARS).slice(0, 1)).toEqual(plan(3, 10, COLLARS));
});

test("every trouble comes up", () => {
  const kinds = plan(2, 300, COLLARS).flatMap(({ cycles }) => cycles.map(({ trouble }) => trouble.kind));
  expect(new Set(kinds)).toEqual(
    new Set([
      "none",
      "torn-write",
      "link-loss",
      "noise",
      "adapter-loss",
      "disk-full",
      "long-outage",
      "meddling",
      "clock-jump",
    ]),
  );
});

test("a broker is killed only where there is one", () => {
  for (const { way, cycles } of plan(4, 300, COLLARS))
    if (way !== "broker") expect(cycles.flatMap(({ kill }) => kill)).not.toContain("broker");
});
