import { expect, test } from "vitest";
import { agreeing, type EngineRun, playAll } from "./engines.ts";
import { allocated } from "./gates/collar.ts";
import type { TapeFile } from "./tapes.ts";

const run = (engine: string, tape: string, digest: string): EngineRun => ({ engine, tape, digest });

test("one digest that differs on one tape is one engine that does not agree", () => {
  const same = ["a", "b", "c"].flatMap((engine) => [run(engine, "one", "11"), run(engine, "two", "22")]);
  expect(agreeing(same)).toBe(3);
  expect(agreeing([...same.slice(0, 5), run("c", "two", "23")])).toBe(2);
});

test("an engine that was not asked everything does not agree", () => {
  expect(agreeing([run("a", "one", "11"), run("a", "two", "22"), run("b", "one", "11")])).toBe(1);
});

test("all tapes are played on all engines, each once", async () => {
  const engines = ["a", "b"].map((name) => ({
    name,
    play: async (tape: TapeFile) => ({ digest: tape.name }),
  }));
  const tapes = ["one", "two", "three"].map((name, at) => ({
    name,
    samples: at,
    channels: 1,
    words: new Int32Array(),
    file: "",
  }));
  const runs = await playAll(engines, tapes, 2, () => {});
  expect(runs.map(({ engine, tape }) => `${engine} ${tape}`).sort()).toEqual([
    "a one",
    "a three",
    "a two",
    "b one",
    "b three",
    "b two",
  ]);
});

test("growth on one machine and shrinking on another do not cancel", () => {
  const xs = (slots: number) => ({ slots, chunks: 0, collections: 0 }) as EngineRun["xs"];
  const runs = [-3, 2].map((slots) => ({ ...run("x", "one", "1"), xs: xs(slots)! }));
  expect(allocated(runs).map(({ value }) => value)).toEqual([3, 0, 0]);
});
