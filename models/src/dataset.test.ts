import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDataset } from "./dataset.ts";
import { SETS } from "./sets.ts";
import { herd } from "./testdata/folder.ts";

const COWS = SETS[0];

test("reads subjects, runs and labels, and knows the data by its hash", () => {
  const data = readDataset(herd(), COWS);
  expect(data.subjects.map((subject) => subject.name)).toEqual(["a", "b"]);
  expect(data.subjects[0].runs[0].samples.slice(0, 3)).toEqual(Int16Array.of(250, -350, -880));
  expect(data.subjects[0].runs[0].labels[1199]).toBe(2);
  expect(readDataset(herd(), COWS).hash).toBe(data.hash);
});

const REFUSED: [string, (folder: string) => void, RegExp][] = [
  ["a missing file", (folder) => rmSync(join(folder, "cows10/b.lab.u8")), /b\.lab\.u8 is missing/],
  ["a torn file", (folder) => truncateSync(join(folder, "cows10/a.acc.i16"), 601), /601 bytes/],
  [
    "labels that end early",
    (folder) => truncateSync(join(folder, "cows10/a.lab.u8"), 7),
    /1200 samples but 7 labels/,
  ],
  [
    "a label nobody knows",
    (folder) => writeFileSync(join(folder, "cows10/a.lab.u8"), Buffer.alloc(1200, 9)),
    /label 9/,
  ],
  ["broken JSON", (folder) => writeFileSync(join(folder, "cows10/meta.json"), "{"), /not JSON/],
];

test.each(REFUSED)("refuses %s by name", (_what, spoil, message) => {
  const folder = herd();
  spoil(folder);
  expect(() => readDataset(folder, COWS)).toThrow(message);
});

test("refuses another rate, a missing label, one subject, a segment outside", () => {
  expect(() =>
    readDataset(
      herd((meta) => Object.assign(meta, { rate_hz: 25 })),
      COWS,
    ),
  ).toThrow(/25 Hz/);
  expect(() =>
    readDataset(
      herd((meta) => Object.assign(meta, { labels: ["Resting"] })),
      COWS,
    ),
  ).toThrow(/Standing/);
  const one = herd((meta) => Object.assign(meta, { subjects: { a: {} } }));
  expect(() => readDataset(one, COWS)).toThrow(/1 subjects/);
  expect(readDataset(one, COWS, 1).subjects).toHaveLength(1);
  const outside = herd((meta) => Object.assign(meta, { subjects: { a: { segments: [[0, 1201]] }, b: {} } }));
  expect(() => readDataset(outside, COWS)).toThrow(/outside/);
});
