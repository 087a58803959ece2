import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { golden } from "./testdata/golden.ts";

it("gives the golden vectors to the last bit (npm run generate, if the change is meant)", () => {
  const pinned = JSON.parse(readFileSync(join(import.meta.dirname, "testdata/golden.json"), "utf8"));
  expect(golden()).toEqual(pinned);
});
