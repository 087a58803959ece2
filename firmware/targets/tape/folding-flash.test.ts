import { expect, test } from "vitest";
import { flashContract } from "../../src/log/testdata/flash.contract.ts";
import { FLASH_FAILED, OK } from "../../src/ports.ts";
import { Digest } from "./digest.ts";
import { FoldingFlash } from "./folding-flash.ts";

flashContract("flash that is folded into a digest", (pages) => new FoldingFlash(pages, new Digest()));

test("operations fail as often as they were told to, and what failed changed nothing", () => {
  const flash = new FoldingFlash(4, new Digest());
  flash.faults.after = 1;
  flash.faults.count = 2;
  const zeros = new Uint8Array(4);
  const done = [0, 4, 8, 12].map((address) => flash.write(address, zeros, 0, 4));
  expect(done).toEqual([OK, FLASH_FAILED, FLASH_FAILED, OK]);
  const bytes = new Uint8Array(16);
  expect([flash.read(0, bytes, 0, 16), ...bytes]).toEqual([
    OK,
    0,
    0,
    0,
    0,
    ...Array(8).fill(255),
    0,
    0,
    0,
    0,
  ]);
});
