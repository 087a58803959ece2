import { spawn } from "node:child_process";
import { createReadStream, rmSync } from "node:fs";
import { join } from "node:path";
import { run, ToolError } from "@petpulse/firmware/tools/build/toolchain";

/**
 * The most an instruction takes on a Cortex-M4 without wait states, in cycles: [when the next one follows, when it does not].
 * Arm DDI 0439B, "Cortex-M4 Technical Reference Manual" r0p0, table 3-1 "Cortex-M4 instruction set summary": a pipeline refill P is
 * 1 … 3, a load 2, a divide 2 … 12, a multiple transfer 1 + N. The upper end everywhere. 3.3.3 "Load/store timings": a store to
 * [register, #constant] is always one cycle.
 */
export function mostCycles(mnemonic: string, operands: string): [number, number] {
  const op = mnemonic.replace(/\.[nw]$/, "");
  if (/^(b|bl|bx|blx|cbz|cbnz|b(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le))$/.test(op)) return [1, 4];
  if (/^tb[bh]/.test(op)) return [5, 5];
  if (/^(push|pop|ldm|stm|vpush|vpop|vldm|vstm)/.test(op)) {
    const n = 1 + registers(operands);
    return [n, n + 3];
  }
  if (/^(ldrd|strd)/.test(op)) return [3, 3];
  if (/^str/.test(op) && /\[\w+(, #-?\d+)?\]$/.test(operands)) return [1, 1];
  if (/^v?(ldr|str)/.test(op)) return [2, 5];
  if (/^[su]div/.test(op)) return [12, 12];
  if (/^ml[as]/.test(op)) return [2, 2];
  if (/^v(div|sqrt)/.test(op)) return [14, 14];
  return [1, /^pc\b/.test(operands) ? 4 : 1];
}

/**
 * Whether an instruction's transfer overlaps the load before it, one cycle less: 3.3.3 of the same: "if the next instruction is an
 * LDR or STR, and the destination of the first LDR is not used to compute the address for the next instruction, then one cycle is
 * removed from the cost of the next instruction".
 */
export function overlaps(before: string, mnemonic: string, operands: string): boolean {
  const loaded = /^ldr(?:|b|h|sb|sh)(?:\.[nw])? (\w+), /.exec(before)?.[1];
  const transfers = /^(ldr|str)(|b|h|sb|sh)(\.[nw])?$/.test(mnemonic);
  if (loaded === undefined || loaded === "pc" || !transfers || mostCycles(mnemonic, operands)[0] < 2)
    return false;
  const address = /\[(.*)\]/.exec(operands)?.[1] ?? loaded;
  return !address.split(/[ ,]+/).includes(loaded);
}

/** Registers in a list such as {r4, r5-r7, lr}. */
function registers(operands: string): number {
  const list = /\{(.*)\}/.exec(operands)?.[1] ?? "";
  return list
    .split(",")
    .map((part) => /[rsd](\d+)\s*-\s*[rsd](\d+)/.exec(part))
    .reduce((sum, range) => sum + (range ? Number(range[2]) - Number(range[1]) + 1 : 1), 0);
}

interface Instruction {
  size: number;
  follows: number;
  jumps: number;
  /** As it is written, for what depends on the one before. */
  text: string;
}

/** Every instruction of an image by its address. */
export function disassembly(listing: string): Map<number, Instruction> {
  const table = new Map<number, Instruction>();
  for (const [, address, code, mnemonic, rest] of listing.matchAll(
    /^\s*([0-9a-f]+):\t([0-9a-f ]+?)\s*\t(\S+)[ \t]*(.*)$/gm,
  )) {
    const operands = (rest ?? "").split(/[;@]/)[0]!.trim();
    const [follows, jumps] = mostCycles(mnemonic!, operands);
    table.set(Number.parseInt(address!, 16), {
      size: code!.replaceAll(" ", "").length / 2,
      follows,
      jumps,
      text: `${mnemonic} ${operands}`,
    });
  }
  return table;
}

/** Upper bound of what the traced calls took. */
export interface Cycles {
  calls: number;
  instructions: number;
  cycles: number;
  worstCycles: number;
}

/**
 * Runs an image in the emulator, follows the first `calls` calls of `symbol` instruction by instruction and adds up what each may
 * take at most. `folder` is where the image finds its tape. An interrupt-free machine: the sequence is the program's own.
 */
export async function traceCycles(
  folder: string,
  image: string,
  symbol: string,
  calls: number,
): Promise<Cycles> {
  const table = disassembly(await run("arm-none-eabi-objdump", ["-d", image], folder));
  const symbols = await run("arm-none-eabi-nm", [image], folder);
  const entry = new RegExp(`^([0-9a-f]+) [tT] ${symbol}$`, "m").exec(symbols)?.[1];
  if (entry === undefined)
    throw new ToolError("firmware.tool-failed", `${image} has no ${symbol}`, "it was inlined or renamed");
  const start = Number.parseInt(entry, 16) & ~1;
  const pipe = join(folder, "trace");
  rmSync(pipe, { force: true });
  await run("mkfifo", [pipe], folder);
  const child = spawn(
    "qemu-system-arm",
    [
      ...["-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none", "-icount", "shift=0"],
      ...["-semihosting-config", "enable=on,target=native", "-singlestep", "-d", "exec,nochain"],
      ...["-D", pipe, "-kernel", image],
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const follower = new Follower(table, start);
  try {
    let rest = "";
    for await (const chunk of createReadStream(pipe, { encoding: "latin1", highWaterMark: 1 << 20 })) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        // Trace 0: host address [flags/program counter/…]
        const slash = line.indexOf("/");
        if (slash >= 0) follower.at(Number.parseInt(line.slice(slash + 1, slash + 9), 16));
        if (follower.result.calls === calls) return follower.result;
      }
    }
    return follower.result;
  } finally {
    child.kill("SIGKILL");
    rmSync(pipe);
  }
}

/** Adds up what each call from the entry at `start` takes, while it is told every address that is executed. */
class Follower {
  readonly result: Cycles = { calls: 0, instructions: 0, cycles: 0, worstCycles: 0 };
  readonly #table: Map<number, Instruction>;
  readonly #start: number;
  #inside = false;
  #call = 0;
  #last = 0;
  /** A cycle that the instruction at `#last` does not take, for it began during the load before it. */
  #overlap = 0;
  readonly #pairs = new Map<number, boolean>();
  /** Where the call returns to: after the instruction that made it. */
  #back = 0;

  constructor(table: Map<number, Instruction>, start: number) {
    this.#table = table;
    this.#start = start;
  }

  at(pc: number): void {
    const before = this.#table.get(this.#last);
    if (!this.#inside && pc === this.#start) {
      this.#inside = true;
      this.#call = 0;
      this.#back = this.#last + (before?.size ?? 4);
    } else if (this.#inside) {
      if (before)
        this.#call += (pc === this.#last + before.size ? before.follows : before.jumps) - this.#overlap;
      this.#overlap = before && this.#overlapping(before, pc) ? 1 : 0;
      this.result.instructions++;
      if (pc === this.#back) this.#end();
    }
    this.#last = pc;
  }

  #overlapping(before: Instruction, pc: number): boolean {
    // Only in straight code, where the pair is always the same.
    const now = this.#table.get(pc);
    if (!now || pc !== this.#last + before.size) return false;
    let known = this.#pairs.get(pc);
    if (known === undefined) {
      const [mnemonic, ...operands] = now.text.split(" ");
      known = overlaps(before.text, mnemonic!, operands.join(" "));
      this.#pairs.set(pc, known);
    }
    return known;
  }

  #end(): void {
    this.#inside = false;
    this.result.calls++;
    this.result.cycles += this.#call;
    this.result.worstCycles = Math.max(this.result.worstCycles, this.#call);
  }
}
