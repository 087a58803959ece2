import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { systemClock } from "@petpulse/gateway/clock";
import { afterAll, expect, test } from "vitest";
import { image } from "../flash/firmware.ts";
import { BoardStorage } from "../flash/storage.ts";
import { askBoard } from "./board.ts";
import { Console } from "./console.ts";
import { FakeBoard } from "./fake-board.ts";
import { SerialLine } from "./serial-line.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-pty-"));
afterAll(() => rmSync(folder, { recursive: true }));
const compiler = (process.env.PATH ?? "")
  .split(delimiter)
  .map((dir) => join(dir, "cc"))
  .find(existsSync);
const skip = compiler === undefined && process.env.PETPULSE_REQUIRE !== "all";
const why = compiler === undefined ? " (skipped: no cc; install Debian's package gcc)" : "";

/** A pseudo-terminal of the system with `board` at its far end. */
async function terminal(board: FakeBoard): Promise<{ path: string; helper: ChildProcess }> {
  const program = join(folder, "pty");
  execFileSync(compiler!, ["-o", program, join(import.meta.dirname, "testdata/pty.c")]);
  const helper = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const path = await new Promise<string>((resolve) => {
    helper.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString().trim()));
  });
  helper.stdout.on("data", (bytes: Buffer) => board.take(bytes));
  board.give = (bytes) => void helper.stdin.write(bytes);
  helper.stdin.on("error", () => {});
  return { path, helper };
}

test.skipIf(skip)(
  `over a true terminal and the true driver a file passes, and a plug that is pulled is said${why}`,
  async () => {
    /** No script runs here. */
    const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    const board = new FakeBoard({ module });
    const { path, helper } = await terminal(board);
    const console = new Console(new SerialLine(path), systemClock);
    await console.start();
    expect(await askBoard(console)).toMatchObject({ board: "BANGLEJS2", battery: 80 });
    const file = image("pp-tty.bin", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 37) & 255)));
    await new BoardStorage(console).put(file);
    expect(board.files.get("pp-tty.bin")).toEqual(file.bytes);
    expect([board.overflown, board.breaches]).toEqual([0, []]);
    board.mute = true;
    const lost = expect(console.ask("1")).rejects.toMatchObject({ code: "console.disconnected" });
    helper.stdin!.end();
    await lost;
    await console.stop();
  },
);
