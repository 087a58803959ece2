import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { flashContract } from "../../src/log/testdata/flash.contract.ts";
import { OK } from "../../src/ports.ts";
import { FileFlash } from "./file-flash.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-file-flash-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

flashContract("flash in a file", (pages) => new FileFlash(join(folder, `${files++}.bin`), pages));

test("what was written is there for who opens the file next, with as many pages as it was made with", () => {
  const path = join(folder, "again.bin");
  const before = new FileFlash(path, 4);
  expect(before.write(8, Uint8Array.of(1, 2, 3, 4), 0, 4)).toBe(OK);
  before.close();
  const after = new FileFlash(path, 4);
  const bytes = new Uint8Array(4);
  expect([after.read(8, bytes, 0, 4), ...bytes]).toEqual([OK, 1, 2, 3, 4]);
  after.close();
  expect(() => new FileFlash(path, 5)).toThrow(expect.objectContaining({ code: "target.flash-size" }));
});
