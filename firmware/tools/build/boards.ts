import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One file of a target that was built. */
export interface Made {
  file: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** What the collar takes of a device, bytes. */
export interface Memory {
  code: number;
  constants: number;
  /** Everything it remembers. */
  state: number;
  /** Of the device's flash, the log's pages not counted. */
  flash: number;
  /** Of its RAM. */
  ram: number;
  /** What the two figures leave out. */
  beside: string;
}

/** A target that was built. */
export interface Built {
  target: Board;
  memory: Memory;
  /** memory.json among them. */
  files: Made[];
}

/** What a device is flashed with, or its firmware linked with, in the order they are listed. */
export const BOARDS = ["espruino", "moddable", "cortex-m"] as const;
export type Board = (typeof BOARDS)[number];

/** What was written to `file`, to be known again. */
export function made(file: string): Made {
  const bytes = readFileSync(file);
  return { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The same for every target: memory.json beside what was made, and all of it told. */
export function built(target: Board, out: string, memory: Memory, files: readonly Made[]): Built {
  const file = join(out, "memory.json");
  writeFileSync(file, `${JSON.stringify(memory, null, 2)}\n`);
  return { target, memory, files: [...files, made(file)] };
}

/** A build for a terminal: what it takes, then each file with its size and the beginning of its hash. */
export function summary({ target, memory, files }: Built): string {
  const bytes = (n: number) => n.toLocaleString("en");
  const { code, constants, state, flash, ram, beside } = memory;
  const rows = files.map(
    ({ file, bytes: size, sha256 }) => `${bytes(size).padStart(9)}  ${sha256.slice(0, 16)}  ${file}\n`,
  );
  return [
    `${target}: ${bytes(flash)} bytes of flash, ${bytes(ram)} of RAM, beside ${beside}\n`,
    `code ${bytes(code)}, constants ${bytes(constants)}, state ${bytes(state)}\n\n`,
    `${"bytes".padStart(9)}  ${"sha-256".padEnd(16)}  file\n`,
    ...rows,
  ].join("");
}

/** Builds everything that `board` needs into the folder `out`. Throws ToolError, ScriptError. */
export async function buildBoard(board: Board, out: string): Promise<Built> {
  const makers: Record<Board, () => Promise<Built>> = {
    espruino: async () => (await import("../espruino/build.ts")).buildEspruino(out),
    moddable: async () => (await import("../moddable/build.ts")).buildModdable(out),
    "cortex-m": async () => (await import("./cortex-m-target.ts")).buildCortexM(out),
  };
  return makers[board]();
}
