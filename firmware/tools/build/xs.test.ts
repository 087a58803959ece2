import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as op from "../../targets/tape/operations.ts";
import { requireTool, ToolError } from "./toolchain.ts";
import { buildXsHost, compileXsScript, runXs } from "./xs.ts";

/** Empty where a C compiler is here, else why the tests are skipped. */
function why(): string {
  try {
    requireTool("gcc");
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}

const reason = why();
const RECORDS = 3000;

describe.skipIf(reason !== "")(`the XS host${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "petpulse-xs-"));
  const tape = join(folder, "tape.bin");
  let host = "";

  beforeAll(async () => {
    host = await buildXsHost();
    const words: number[] = [];
    for (let i = 0; i < RECORDS; i++)
      words.push(i === 1000 ? op.COUNT : op.SAMPLE, i, -i, 1 << 23, -1, 0, i & 7);
    writeFileSync(tape, new Uint8Array(Int32Array.from(words).buffer));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Plays the tape to a script whose step does `body` with a … f and the kept. */
  async function play(body: string) {
    const script = join(folder, "script.js");
    writeFileSync(
      script,
      `var engine = (function () { var kept = 0; return {
        step: function (op, a, b, c, d, e, f) { ${body} },
        digest: function () { return typeof kept === "number" ? kept | 0 : 7; } }; })();`,
    );
    return runXs(host, script, tape);
  }

  test("tells arguments in order and in full width, and counts nothing where nothing is allocated", async () => {
    const run = await play("kept = (kept + op + (a << 1) + b + (c >> 20) + d + e + f) | 0;");
    let expected = 0;
    for (let i = 0; i < RECORDS; i++)
      if (i !== 1000) expected = (expected + 1 + 2 * i - i + 8 - 1 + 0 + (i & 7)) | 0;
    expect(run.digest).toBe((expected >>> 0).toString(16).padStart(8, "0"));
    expect(run).toMatchObject({ records: RECORDS - 1, slots: 0, chunks: 0, collections: 0 });
    expect(run.computrons.mean).toBeGreaterThan(10);
  });

  test.each([
    ["object", "kept = { a: a };"],
    ["array", "kept = [a];"],
    ["closure", "kept = function () { return a; };"],
    ["string", 'kept = "x" + a;'],
    ["subarray", "kept = new Int8Array(4).subarray(1, 2);"],
  ])("sees an %s made for every sample", async (_, body) => {
    const { slots, chunks, collections } = await play(body);
    expect(Math.abs(slots) + Math.abs(chunks) + collections).toBeGreaterThan(0);
  });

  test.each([
    ["double", "kept = a * 0.37;"],
    ["negative zero", "kept = -0 * a;"],
  ])("a %s costs XS nothing: finding it is V8's part", async (_, body) => {
    expect(await play(body)).toMatchObject({ slots: 0, chunks: 0, collections: 0 });
  });

  test("what a script throws ends the run and is named", async () => {
    await expect(play('throw new Error("worn out");')).rejects.toThrow(/thrown: Error: worn out/);
  });

  test("what does not parse is named: the engine compiles it to its own error", async () => {
    await expect(play("kept = ;")).rejects.toThrow(/thrown: SyntaxError/);
  });

  test("byte code runs as its text does", async () => {
    const text = await play("kept = (kept * 5 + a) | 0;");
    const bytecode = join(folder, "script.xsb");
    expect((await compileXsScript(host, join(folder, "script.js"), bytecode)).codeBytes).toBeGreaterThan(20);
    expect(await runXs(host, bytecode, tape)).toMatchObject({ digest: text.digest, slots: 0 });
  });
});
