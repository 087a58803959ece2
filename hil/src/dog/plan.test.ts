import { describe, expect, test } from "vitest";
import { VirtualDog } from "./dog.ts";
import { DOINGS, type Doing } from "./doing.ts";
import { Plan } from "./plan.ts";
import { Random } from "./random.ts";

const HOUR_MS = 3_600_000;

/** What is done for how many seconds over `hours` from `fromHour`. */
function shares(seed: number, fromHour: number, hours: number): Map<Doing, number> {
  const plan = new Plan(new Random(seed, "plan"), "day");
  const done = new Map<Doing, number>();
  let clockMs = fromHour * HOUR_MS;
  while (clockMs < (fromHour + hours) * HOUR_MS) {
    const { doing, seconds } = plan.next(clockMs);
    done.set(doing, (done.get(doing) ?? 0) + seconds);
    clockMs += seconds * 1000;
  }
  return done;
}

describe("what the animal does", () => {
  test("a script is followed to the letter, again and again", () => {
    const script = [
      { doing: "rest", seconds: 1 },
      { doing: "trot", seconds: 0.5 },
    ] as const;
    const dog = new VirtualDog({ seed: 1, script });
    const out = new Int32Array(6);
    const seen = Array.from({ length: 150 }, () => {
      dog.next(out);
      return dog.doing;
    });
    expect(seen).toEqual(Array.from({ length: 150 }, (_, i) => (i % 75 < 50 ? "rest" : "trot")));
  });

  test("the demo begins at rest and shows walk, trot, scratch, shake and a short poor contact within six minutes", () => {
    for (const seed of [1, 2, 3]) {
      const dog = new VirtualDog({ seed });
      const out = new Int32Array(6);
      const seen = new Map<Doing, number>();
      for (let i = 0; i < 360 * 50; i++) {
        dog.next(out);
        if (i < 35 * 50) expect(dog.doing).toBe("rest");
        seen.set(dog.doing, (seen.get(dog.doing) ?? 0) + 0.02);
      }
      for (const doing of ["walk", "trot", "scratch", "shake", "drink"] as const)
        expect(seen.has(doing), doing).toBe(true);
      expect(seen.get("poor-contact")).toBeLessThan(30);
      expect(seen.get("poor-contact")).toBeGreaterThan(5);
    }
  });

  test("nights are slept, walks happen out of doors, nothing unknown is done", () => {
    for (const seed of [1, 2, 3]) {
      const night = shares(seed, 0, 5);
      const slept = (night.get("sleep") ?? 0) / [...night.values()].reduce((sum, value) => sum + value, 0);
      expect(slept, `seed ${seed}`).toBeGreaterThan(0.8);
      expect(shares(seed, 12, 1).get("walk") ?? 0, `seed ${seed}`).toBeGreaterThan(300);
      for (const doing of shares(seed, 0, 24).keys()) expect(Object.keys(DOINGS)).toContain(doing);
    }
  });

  test("the clock at sample 0 steers the day", () => {
    const out = new Int32Array(6);
    const first = [0, 12.2].map((hour) => {
      const dog = new VirtualDog({ seed: 4, profile: "day", startMs: hour * HOUR_MS });
      for (let i = 0; i < 600 * 50; i++) dog.next(out);
      return dog.strides;
    });
    expect(first[0]).toBe(0);
    expect(first[1]).toBeGreaterThan(100);
  });
});
