import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, emulate, link } from "./cortex-m.ts";
import { COLLAR, type CollarLibrary } from "./cortex-m-collar.ts";
import type { Cost } from "./native.ts";
import { TARGETS } from "./paths.ts";

/** Instructions of the whole collar's calls, as counted by the emulated board; flash in memory, which costs nothing. */
export interface CollarCosts {
  begin: Cost;
  sample: Cost;
  /** A sample without light. */
  motion: Cost;
  /** With whatever is framed, signed and appended. */
  tick: Cost;
  /** A fragment that a hub wrote, with the answer to it. */
  written: Cost;
  /** A fragment for the hub. */
  poll: Cost;
  /** Deepest stack under a call, bytes. */
  stackBytes: number;
  frames: number;
  acknowledged: number;
}

/** Plays a tape (targets/tape/operations.ts) with one BEGIN to the library on the emulated board. Throws ToolError. */
export async function measureCollar(library: CollarLibrary, words: Int32Array): Promise<CollarCosts> {
  const folder = mkdtempSync(join(tmpdir(), "petpulse-cost-"));
  try {
    writeFileSync(join(folder, "tape.bin"), new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    const flags = ["-O2", "-Wall", "-Werror", `-I${COLLAR}`, `-I${library.folder}`];
    const cost = await compile(folder, join(TARGETS, "cortex-m/qemu/collar-cost.c"), flags, "collar-cost.o");
    const image = await link(folder, [library.object, cost], "collar-cost.elf");
    return await emulate<CollarCosts>(folder, image, 300);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
