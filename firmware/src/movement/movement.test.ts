import { expect, test } from "vitest";
import { COW_MODEL } from "./cow.gen.ts";
import { DOG_MODEL } from "./dog.gen.ts";
import { COW, DOG, EATING, Movement, RESTING, SEAL, UNKNOWN, VIGOROUS } from "./movement.ts";
import { SEAL_MODEL } from "./seal.gen.ts";

type Signal = (second: number) => [number, number, number];

function live(movement: Movement, seconds: number, signal: Signal): void {
  for (let i = 0; i < seconds * 50; i++) {
    const [x, y, z] = signal(i / 50).map(Math.round);
    movement.sample(x, y, z);
  }
}

const lying: Signal = () => [27, 987, -20];
const leaping: Signal = (t) => [
  200 + 1500 * Math.sin(2 * Math.PI * 2.3 * t),
  1300 * Math.sin(2 * Math.PI * 2.3 * t + 1),
  -500 + 1600 * Math.sin(2 * Math.PI * 4.6 * t),
];

test("a dog lies, leaps and lies again; a minute counts it", () => {
  const movement = new Movement(DOG, DOG_MODEL);
  expect([movement.activity, movement.main()]).toEqual([UNKNOWN, UNKNOWN]);
  live(movement, 40, lying);
  expect(movement.activity).toBe(RESTING);
  expect(movement.restHops).toBeGreaterThan(12);
  live(movement, 15, leaping);
  expect(movement.activity).toBe(VIGOROUS);
  expect(movement.restHops).toBe(0);
  live(movement, 15, lying);
  expect(movement.activity).toBe(RESTING);
  expect(movement.main()).toBe(RESTING);
  expect(movement.restShare()).toBeGreaterThan(60);
  expect(movement.restShare()).toBeLessThan(95);
  movement.endMinute();
  expect([movement.main(), movement.restShare(), movement.shakes]).toEqual([UNKNOWN, 0, 0]);
});

test("cows and seals have their own classes", () => {
  const cow = new Movement(COW, COW_MODEL);
  live(cow, 30, () => [380, -230, -950]);
  expect(cow.activity).toBe(RESTING);
  live(cow, 60, (t) => [
    170 + 170 * Math.sin(9 * t),
    770 + 280 * Math.sin(13 * t),
    -500 + 220 * Math.sin(17 * t),
  ]);
  expect(cow.activity).toBe(EATING);
  const seal = new Movement(SEAL, SEAL_MODEL);
  live(seal, 30, () => [300, 0, 950]);
  expect(seal.activity).toBe(RESTING);
});

test("a gap ends what was known", () => {
  const movement = new Movement(DOG, DOG_MODEL);
  live(movement, 20, lying);
  movement.restart();
  expect([movement.activity, movement.restHops]).toEqual([UNKNOWN, 0]);
  live(movement, 4, lying);
  expect(movement.activity).toBe(UNKNOWN);
});
