import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workbench } from "./workbench.ts";

test("a piece is made once per ingredients, and made anew when it was torn", () => {
  const folder = mkdtempSync(join(tmpdir(), "petpulse-bench-"));
  let made = 0;
  const make = () => ({ made: ++made });
  expect(new Workbench(folder).piece(["a"], make)).toEqual({ made: 1 });
  expect(new Workbench(folder).piece(["a"], make)).toEqual({ made: 1 });
  expect(new Workbench(folder).piece(["b"], make)).toEqual({ made: 2 });
  for (const file of readdirSync(folder)) writeFileSync(join(folder, file), "{");
  expect(new Workbench(folder).piece(["a"], make)).toEqual({ made: 3 });
});
