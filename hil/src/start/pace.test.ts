import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** Timers whose only way forward is to be waited for. */
function steppedTimers() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    yield: async () => {
      now += 0.5;
    },
  };
}

test("lives seconds at the asked speed and ends when nobody has any left", async () => {
  const timers = steppedTimers();
  const pace = new Pace(1_000_000, 10, timers);
  let left = 20;
  const seen: number[] = [];
  await pace.run([{ second: () => --left > 0 }], (seconds) => seen.push(seconds));
  expect(seen).toHaveLength(20);
  expect(timers.now()).toBeGreaterThanOrEqual(2000);
  expect(timers.now()).toBeLessThan(2100);
  expect(pace.now()).toBe(1_020_000);
});

test("simulated time never runs ahead of what was lived", async () => {
  const timers = steppedTimers();
  const pace = new Pace(0, 1000, timers);
  let lived = 0;
  const slow = {
    second: () => {
      expect(pace.now()).toBeLessThan((lived + 1) * 1000);
      lived++;
      return lived < 50;
    },
  };
  await pace.run([slow], () => {});
  expect(pace.seconds).toBe(50);
});

test("stop ends a run that would never end", async () => {
  const pace = new Pace(0, 100, steppedTimers());
  await pace.run([{ second: () => true }], (seconds) => {
    if (seconds === 5) pace.stop();
  });
  expect(pace.seconds).toBe(5);
});
