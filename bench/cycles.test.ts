import { expect, test } from "vitest";
import { disassembly, mostCycles, overlaps } from "./cycles.ts";

test.each([
  ["adds", "r0, r1, r2", 1, 1],
  ["ldr.w", "r0, [r1, #4]", 2, 5],
  ["bne.n", "4422", 1, 4],
  ["stmdb", "sp!, {r4, r5, r6, lr}", 5, 8],
  ["ldmia.w", "sp!, {r4-r11, pc}", 10, 13],
  ["push", "{r4, lr}", 3, 6],
  ["sdiv", "r0, r1, r2", 12, 12],
  ["ldrd", "r0, r1, [sp]", 3, 3],
  ["str.w", "r0, [r1, #4]", 1, 1],
  ["strh", "r0, [r1, r2]", 2, 5],
  ["mov", "pc, lr", 1, 4],
])("%s %s takes at most %d, or %d when it jumps", (mnemonic, operands, follows, jumps) => {
  expect(mostCycles(mnemonic, operands)).toEqual([follows, jumps]);
});

test("a listing becomes a table by address", () => {
  const table = disassembly(
    "0000441c <main>:\n    441c:\te92d 4ff0 \tstmdb\tsp!, {r4, lr}\n    4420:\tb097      \tsub\tsp, #92\t@ 0x5c\n",
  );
  expect(table.get(0x441c)).toEqual({ size: 4, follows: 3, jumps: 6, text: "stmdb sp!, {r4, lr}" });
  expect(table.get(0x4420)).toEqual({ size: 2, follows: 1, jumps: 1, text: "sub sp, #92" });
});

test.each([
  ["ldr.w r0, [r1, #4]", "ldr", "r2, [r3]", true],
  ["ldr.w r0, [r1, #4]", "ldrsh", "r2, [r3, r4]", true],
  ["ldr.w r0, [r1, #4]", "ldr", "r2, [r0]", false],
  ["ldr.w r0, [r1, #4]", "ldr", "r2, [r3, r0]", false],
  ["adds r0, r1, r2", "ldr", "r2, [r3]", false],
  ["ldr r0, [r1]", "adds", "r2, r3, r4", false],
  ["ldr r0, [r1]", "str", "r2, [r3, #8]", false],
])("after %s, %s %s begins early: %s", (before, mnemonic, operands, early) => {
  expect(overlaps(before, mnemonic, operands)).toBe(early);
});
