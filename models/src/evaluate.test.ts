import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Recogniser } from "../../firmware/src/movement/recogniser.ts";
import { evaluate } from "./evaluate.ts";
import { hashOf, shippedTable } from "./export.ts";
import { FIGURES } from "./figures.gen.ts";
import { movementKernel } from "./kernel.ts";
import { Random } from "./random.ts";
import { SETS } from "./sets.ts";
import { herd } from "./testdata/folder.ts";

test("scores the shipped weights on animals nobody knows", async () => {
  const figures = await evaluate(herd());
  expect(Object.keys(figures)).toEqual(["cows10"]);
  expect(figures.cows10).toMatchObject({
    perClass: { resting: expect.any(Number) },
    bytes: expect.any(Number),
  });
  expect(figures.cows10.macroF1).toBeGreaterThan(0.5);
});

test("says what is wrong with a folder", async () => {
  await expect(evaluate(join(tmpdir(), "no-such-folder"))).rejects.toThrow(/does not exist/);
  await expect(evaluate(mkdtempSync(join(tmpdir(), "petpulse-empty-")))).rejects.toThrow(/holds none of/);
});

test("weights and figures agree, fit the table format and their budget", async () => {
  for (const set of SETS) {
    const table = await shippedTable(set);
    const told = FIGURES.models.find((model) => model.set === set.name);
    expect(told?.model).toBe(hashOf(table));
    expect(told?.bytes).toBe(table.length * 4);
    expect(table.length * 4).toBeLessThanOrEqual(2048);
    expect(Math.abs((told?.int8.macroF1 ?? 0) - (told?.float.macroF1 ?? 1))).toBeLessThanOrEqual(0.005);
  }
});

test("as JavaScript and as WASM the collar says the same", async () => {
  const newKernel = await movementKernel();
  for (const set of SETS) {
    const table = await shippedTable(set);
    const kernel = newKernel();
    table.forEach((word, at) => {
      kernel.weigh(at, word);
    });
    kernel.begin(set.hop, set.pace);
    const plain = new Recogniser(set.hop, set.pace, [...table]);
    const random = new Random(31);
    for (let i = 0; i < 3000; i++) {
      const size = i % 700 < 350 ? 20 : 900;
      const [x, y, z] = [200, -400, -850].map((g) => Math.round(g + size * random.normal()));
      kernel.sample(x, y, z);
      plain.sample(x, y, z);
      if (i === 2000) {
        kernel.restart();
        plain.restart();
      }
      expect(kernel.best()).toBe(plain.best);
    }
    const features = Array.from(plain.features.values, (_, i) => kernel.feature(i));
    expect(features).toEqual([...plain.features.values]);
  }
});
