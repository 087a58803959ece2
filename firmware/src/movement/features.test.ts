import { expect, test } from "vitest";
import {
  CHANGE,
  DIRECTION,
  FEATURES,
  Features,
  HARD_SHARE,
  LIFT,
  ORDER_FREE,
  REGULARITY,
  STRIDE,
  TILT,
  TOTAL,
} from "./features.ts";

type Signal = (i: number) => [number, number, number];

function seen(signal: Signal, hops = 4, features = new Features(1)): Features {
  for (let i = 0; i < hops * 25; i++) {
    const [x, y, z] = signal(i).map(Math.round);
    features.sample(x, y, z);
    if (i % 25 === 24) features.endHop();
  }
  return features;
}

const walk: Signal = (i) => [200, -300, -900 + 150 * Math.sin((2 * Math.PI * i) / 8)];

test("gravity's direction, stillness and movement", () => {
  const still = seen(() => [0, 600, -800]).values;
  expect([still[DIRECTION], still[DIRECTION + 1], still[DIRECTION + 2]]).toEqual([0, 613, -818]);
  expect([still[TILT + 1], still[TILT + 2]]).toEqual([613, 818]);
  const moving = seen(walk).values;
  expect(moving[LIFT] - still[LIFT]).toBeGreaterThan(4 * 1024);
  expect(moving[STRIDE]).toBe(3 * 1024);
  expect(moving[REGULARITY]).toBeGreaterThan(500);
  expect(still[STRIDE]).toBe(0);
});

test("twice the strength is one doubling; a hard knock is a hard share", () => {
  const one = seen((i) => [0, 0, 1000 + (i & 1 ? 200 : -200)]).values;
  const two = seen((i) => [0, 0, 1000 + (i & 1 ? 400 : -400)]).values;
  expect(Math.abs(two[TOTAL] - one[TOTAL] - 1024)).toBeLessThan(40);
  expect([one[HARD_SHARE], two[HARD_SHARE]]).toEqual([0, 1024]);
});

test("worn the other way round only the signed direction differs", () => {
  const a = [...seen(walk).values];
  const b = [
    ...seen((i) => walk(i).map((v, axis) => (axis < 2 ? -v : v)) as [number, number, number]).values,
  ];
  expect(b.slice(3)).toEqual(a.slice(3));
  expect(b.slice(0, 2)).toEqual([-a[0], -a[1]]);
});

test("what changed against the last 40 s fades once it is usual", () => {
  const features = seen(() => [0, 0, 1000], 20);
  seen((i) => [0, 0, 1000 + (i & 1 ? 200 : -200)], 2, features);
  const fresh = features.values[CHANGE];
  seen((i) => [0, 0, 1000 + (i & 1 ? 200 : -200)], 60, features);
  expect(fresh).toBeGreaterThan(3000);
  expect(features.values[CHANGE]).toBeLessThan(300);
});

test("without an order the same numbers, as far as they go", () => {
  const all = [...seen(walk).values.subarray(0, ORDER_FREE)];
  expect([...seen(walk, 4, new Features(0)).values]).toEqual(all);
});

test("regression: a sensor offset of several gravities does not drown the movement", () => {
  const clean = seen(walk, 12).values[LIFT];
  const features = seen(walk, 6);
  seen(
    (i) => {
      const [x, y, z] = walk(i);
      return [x + 3870, y + 3000, z - 4600];
    },
    6,
    features,
  );
  expect(Math.abs(features.values[LIFT] - clean)).toBeLessThan(200);
});

test("the widest swings stay inside their width, and a restart forgets the samples", () => {
  const features = seen((i) => (i & 1 ? [16000, 16000, 16000] : [-16000, -16000, -16000]));
  expect(features.values[TOTAL]).toBeGreaterThan(0);
  features.restart();
  expect(features.hops).toBe(0);
  const quiet = seen(() => [0, 0, 1000], 4, features);
  expect(quiet.values[TOTAL]).toBeLessThan(-6000);
  expect(quiet.values).toHaveLength(FEATURES);
});
