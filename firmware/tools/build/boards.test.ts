import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { buildBoard, built, made, summary } from "./boards.ts";
import { requireTool, ToolError } from "./toolchain.ts";

/** Empty where the tools are here, else why the test is skipped. */
function why(): string {
  try {
    for (const tool of ["gcc", "arm-none-eabi-gcc", "wasm2c"] as const) requireTool(tool);
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}

const reason = why();

test("what was built is told for a terminal and kept beside it", () => {
  const out = mkdtempSync(join(tmpdir(), "petpulse-built-"));
  const memory = { code: 61_000, constants: 7_605, state: 512, flash: 68_605, ram: 512, beside: "a radio" };
  const told = built("cortex-m", out, memory, []);
  expect(JSON.parse(readFileSync(join(out, "memory.json"), "utf8"))).toEqual(memory);
  expect(told.files).toEqual([made(join(out, "memory.json"))]);
  const [{ sha256, bytes }] = told.files as [ReturnType<typeof made>];
  expect(summary(told).split("\n")).toEqual([
    "cortex-m: 68,605 bytes of flash, 512 of RAM, beside a radio",
    "code 61,000, constants 7,605, state 512",
    "",
    "    bytes  sha-256           file",
    `${String(bytes).padStart(9)}  ${sha256.slice(0, 16)}  ${join(out, "memory.json")}`,
    "",
  ]);
  rmSync(out, { recursive: true });
});

// The other two targets' own tests hold them to the same.
test.skipIf(reason !== "")(
  `the Espruino target tells what it takes of flash, and of the RAM its code runs from${reason}`,
  async () => {
    const out = mkdtempSync(join(tmpdir(), "petpulse-espruino-build-"));
    const { target, memory, files } = await buildBoard("espruino", out);
    const { code, constants, state, flash, ram } = memory;
    for (const bytes of [code, constants, state]) expect(bytes).toBeGreaterThan(1000);
    const size = (name: string) => files.find(({ file }) => relative(out, file) === name)!.bytes;
    const pixels = 3 + (48 * 48) / 8;
    expect([target, code + constants, flash, ram]).toEqual([
      "espruino",
      size("petpulse.bin"),
      size("petpulse.bin") + size("app.js") + pixels,
      size("petpulse.bin") + state,
    ]);
    expect(relative(out, files.at(-1)!.file)).toBe("memory.json");
    for (const { file, bytes, sha256 } of files) expect({ file, bytes, sha256 }).toEqual(made(file));
    rmSync(out, { recursive: true });
  },
  240_000,
);
