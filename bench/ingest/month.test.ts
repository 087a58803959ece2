import { decodeFrame } from "@petpulse/proto";
import { expect, test } from "vitest";
import { T0 } from "./fleet.ts";
import { DAYS, monthOf } from "./month.ts";
import { random } from "./random.ts";

const collar = () => ({ device: "00c0ffee00000001", key: new Uint8Array(32).fill(1), seq: 1 });
const month = monthOf(collar(), 5, random(1));
const frames = month.frames.map(decodeFrame);
const of = (kind: string) => frames.filter(({ content }) => content.kind === kind);

test("a month has minutes all day, a few events and one look a day, and a loss now and then", () => {
  expect(of("live")).toHaveLength(DAYS * 10);
  expect(of("events").length).toBeGreaterThan(2 * DAYS - 20);
  expect(of("events").length).toBeLessThan(6 * DAYS + 1);
  expect([of("gap").length, month.lost.length]).toEqual([5, 5]);
  expect(of("minutes").length).toBeGreaterThanOrEqual(DAYS * 288 - 10 * 24);
});

test("every number is a frame's or named as lost, once", () => {
  const named = [
    ...month.lost,
    ...of("gap").map(({ content }) => content as { fromSeq: number; toSeq: number }),
  ];
  const numbers = [
    ...frames.map(({ seq }) => seq),
    ...named.flatMap(({ fromSeq, toSeq }) =>
      Array.from({ length: toSeq - fromSeq + 1 }, (_, i) => fromSeq + i),
    ),
  ].sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test("frames come in order of time, within the month", () => {
  const times = frames.map(({ utcS }) => utcS!);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(0)).toBe(T0);
  expect(times.at(-1)).toBeLessThan(T0 + DAYS * 86_400);
});

test("the same chances make the same month", () => {
  expect(monthOf(collar(), 5, random(1))).toEqual(month);
});
