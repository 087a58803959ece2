import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compileKernel } from "./asc.ts";
import { allocating, allocatingFunctions } from "./call-graph.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-calls-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("no way leads from a sample to the allocator", async () => {
  expect(await allocatingFunctions()).toEqual([]);
});

test("finds an allocation three calls deep, and says how it is reached", async () => {
  const text = join(folder, "module.wat");
  const options = ["-O0", "--debug", "-t", text];
  await compileKernel(join(folder, "module.wasm"), "tools/testdata/allocates.ts", options);
  const [way, ...others] = allocating(readFileSync(text, "utf8"));
  expect(way).toMatch(/^sample → .*wrap → .*Box#constructor → .*__new$/);
  expect(others).toEqual([]);
});

test("a call through a table could be anyone's", () => {
  const text = ' (export "sample" (func $sample))\n (func $sample\n  call_indirect $0 (type $t)\n';
  expect(allocating(text)).toEqual(["sample → anyone"]);
});
