/**
 * The allocation gate: 20,000 samples (200 hops) through the kernel must leave the heap exactly as an empty measurement does.
 * Run: node firmware/tools/alloc.ts
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * No optimiser, or escape analysis hides what other engines would allocate; the interpreter's own bookkeeping at a function's first
 * call, not at some later one; a young generation so large that nothing is collected while measuring.
 */
const HONEST = [
  "--no-opt",
  "--no-maglev",
  "--no-sparkplug",
  "--no-lazy-feedback-allocation",
  "--min-semi-space-size=128",
  "--max-semi-space-size=128",
];

/** What the inner process measured. */
export interface Allocation {
  samples: number;
  /** Bytes the heap grew by when nothing was played: the cost of measuring. */
  empty: number;
  /** Bytes it grew by over the samples; equal to `empty` when the samples allocate nothing. */
  grown: number;
}

/** Measures the kernel, or a control of alloc-probe.ts by its name. Throws when the inner process fails. */
export function measureAllocation(subject = "kernel"): Allocation {
  const run = spawnSync(process.execPath, [...HONEST, join(import.meta.dirname, "alloc-probe.ts"), subject], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`the allocation probe failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as Allocation;
}

if (import.meta.main) {
  const { samples, empty, grown } = measureAllocation();
  process.stdout.write(`alloc: ${grown - empty} bytes over ${samples} samples (measuring costs ${empty})\n`);
  process.exitCode = grown === empty ? 0 : 1;
}
