import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** One file of a target that was built. */
export interface Made {
  file: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** What a device is flashed with, or its firmware linked with, in the order they are listed. */
export const BOARDS = ["espruino", "moddable", "cortex-m"] as const;
export type Board = (typeof BOARDS)[number];

/** What was written to `file`, to be known again. */
export function made(file: string): Made {
  const bytes = readFileSync(file);
  return { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Builds everything that `board` needs into the folder `out`. Throws ToolError, ScriptError. */
export async function buildBoard(board: Board, out: string): Promise<Made[]> {
  const makers: Record<Board, () => Promise<Made[]>> = {
    espruino: async () => (await import("../espruino/build.ts")).buildEspruino(out),
    moddable: async () => (await import("../moddable/build.ts")).buildModdable(out),
    "cortex-m": async () => (await import("./cortex-m-target.ts")).buildCortexM(out),
  };
  return makers[board]();
}
