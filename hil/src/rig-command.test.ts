import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const COMMAND = join(import.meta.dirname, "rig-command.ts");

/** `petpulse hil …` in a process of its own. */
function hil(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = `const { hilCommand } = await import(${JSON.stringify(COMMAND)});
    await hilCommand().parseAsync(${JSON.stringify(args)}, { from: "user" });`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", program], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("a board that is not there, and a scenario nobody wrote, end with a code a machine can read", async () => {
  const board = await hil("run", "--rig", "serial:/dev/tty-no-such-board", "--scenario", "rest", "--json");
  expect(board.code).toBe(1);
  expect(JSON.parse(board.out)).toMatchObject({ scenarios: [], error: { code: "rig.missing" } });
  expect(board.err).toContain("rig.missing: /dev/tty-no-such-board: no such port");
  const story = await hil("run", "--rig", "sim", "--scenario", "siesta", "--json");
  expect(story.code).toBe(1);
  expect(JSON.parse(story.out)).toMatchObject({ error: { code: "rig.unknown" } });
});

test("the list names every scenario, and what it tells", async () => {
  const { code, out } = await hil("list");
  expect(code).toBe(0);
  expect(out).toMatch(/^rest +300 s +A healthy dog/);
  expect(out).toMatch(/\nlink-loss +420 s /);
});
