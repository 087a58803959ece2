import { expect, test } from "vitest";
import { SimTime } from "./sim-time.ts";

test("timers run in order of time, then of asking, at their own time", async () => {
  const time = new SimTime();
  const ran: string[] = [];
  const at = (name: string) => () => ran.push(`${name} ${time.nowMs}`);
  for (const ms of [50, 10, 40, 30, 20, 10, 60]) time.later(ms, at(`${ms}`));
  await time.advanceTo(45);
  expect(ran).toEqual(["10 10", "10 10", "20 20", "30 30", "40 40"]);
  expect(time.nowMs).toBe(45);
  await time.advanceTo(100);
  expect(ran.slice(5)).toEqual(["50 50", "60 60"]);
});

test("what a timer asks for runs within the same advance, and what was called off never", async () => {
  const time = new SimTime();
  const ran: number[] = [];
  const cancel = time.later(20, () => ran.push(-1));
  time.later(10, () => {
    cancel();
    time.later(15, () => ran.push(time.nowMs));
  });
  await time.advanceTo(30);
  expect(ran).toEqual([25]);
});

test("time stands still while something is outside, and goes on when it fails", async () => {
  const time = new SimTime();
  const ran: string[] = [];
  let fail: (error: Error) => void = () => {};
  time.later(1, () => {
    const work = new Promise<void>((_, reject) => {
      fail = reject;
    });
    time.outside(work).catch(() => ran.push(`failed at ${time.nowMs}`));
  });
  time.later(5000, () => ran.push("late"));
  const advanced = time.advanceTo(6000);
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(time.nowMs).toBe(1);
  fail(new Error("gone"));
  await advanced;
  expect(ran).toEqual(["failed at 1", "late"]);
});

test("during lives on until the work has settled, and gives what it gives", async () => {
  const time = new SimTime();
  const slept = new Promise<string>((resolve) => time.later(700, () => resolve("slept")));
  expect(await time.during(slept)).toBe("slept");
  expect(time.nowMs).toBe(700);
  const failing = new Promise((_, reject) => time.later(5, () => reject(new Error("no"))));
  await expect(time.during(failing)).rejects.toThrow("no");
});
