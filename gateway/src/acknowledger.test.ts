import { expect, test } from "vitest";
import { Acknowledger } from "./acknowledger.ts";

/** Messages wait until they are let through. */
function slow() {
  const told: number[] = [];
  const failures: Error[] = [];
  let settle: { resolve: () => void; reject: (error: Error) => void } | null = null;
  const acknowledger = new Acknowledger(
    (seq) => {
      told.push(seq);
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
    },
    (error) => failures.push(error),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    acknowledger,
    told,
    failures,
    async through() {
      settle!.resolve();
      await turn();
    },
    async lost(error: Error) {
      settle!.reject(error);
      await turn();
    },
  };
}

test("what is held while a message is under way goes into the next, once", async () => {
  const { acknowledger, told, through } = slow();
  for (const seq of [1, 2, 3]) acknowledger.held(seq);
  expect(told).toEqual([1]);
  await through();
  expect(told).toEqual([1, 3]);
  await through();
  acknowledger.held(3);
  expect(told).toEqual([1, 3]);
});

test("what the collar knows already is not told again", () => {
  const { acknowledger, told } = slow();
  acknowledger.knows(5);
  acknowledger.held(4);
  expect(told).toEqual([]);
  acknowledger.held(6);
  expect(told).toEqual([6]);
});

test("a message that was lost is said, and does not count as told", async () => {
  const { acknowledger, told, failures, lost } = slow();
  acknowledger.held(1);
  const error = new Error("link lost");
  await lost(error);
  expect(failures).toEqual([error]);
  acknowledger.held(1);
  expect(told).toEqual([1, 1]);
});
