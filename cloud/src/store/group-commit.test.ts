import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GroupCommit } from "./group-commit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const of = (frames: number, hub = "") => ({ frames, hub });
const stored = ({ frames }: { frames: number }) => frames;

test("what comes within the window shares one commit, and each gets its own result after it", async () => {
  const commits: number[] = [];
  const group = new GroupCommit((deliveries: readonly ReturnType<typeof of>[]) => {
    commits.push(deliveries.length);
    return deliveries.map(stored);
  });
  const results = [group.take(of(1)), group.take(of(2)), group.take(of(3))];
  expect(commits).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(await Promise.all(results)).toEqual([1, 2, 3]);
  expect(commits).toEqual([3]);
  const later = group.take(of(4));
  vi.advanceTimersByTime(2);
  await later;
  expect(commits).toEqual([3, 1]);
});

test("enough frames do not wait for the window", async () => {
  const group = new GroupCommit((deliveries: readonly ReturnType<typeof of>[]) => deliveries.map(stored));
  const first = group.take(of(1000));
  await Promise.all([first, group.take(of(24))]);
});

test("when a commit fails each is tried alone, so only the culprit fails", async () => {
  const group = new GroupCommit((deliveries: readonly ReturnType<typeof of>[]) => {
    if (deliveries.some(({ hub }) => hub === "bad")) throw new Error("bad");
    return deliveries.map(stored);
  });
  const results = Promise.allSettled([group.take(of(1)), group.take(of(1, "bad")), group.take(of(1))]);
  vi.advanceTimersByTime(2);
  expect((await results).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("flush commits at once what waits, and nothing twice", async () => {
  let commits = 0;
  const group = new GroupCommit((deliveries: readonly ReturnType<typeof of>[]) => {
    commits++;
    return deliveries.map(stored);
  });
  const waiting = group.take(of(1));
  group.flush();
  group.flush();
  await waiting;
  vi.advanceTimersByTime(10);
  expect(commits).toBe(1);
});
