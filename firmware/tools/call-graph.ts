/**
 * Shows that the sample path of the compiled collar cannot allocate: in the call graph of the unoptimised module (nothing inlined,
 * so that every call is one) no function of the allocator is reachable from what is called after construction.
 * Run: node firmware/tools/call-graph.ts
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileKernel } from "./asc.ts";

/** Construction: what may allocate, and is called once. */
const CONSTRUCTION = /^(begin|start|~start)$/;
/** The stub runtime's own functions that take memory. */
const ALLOCATOR = /^~lib\/rt\/stub\/(__new|__alloc|__renew|__realloc)$|^~lib\/rt\/__new/;

/** Functions and whom they call, from a module's text; also a call through a table, which could be anyone. */
export function callGraph(text: string): { calls: Map<string, string[]>; exports: Map<string, string> } {
  const calls = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split("\n")) {
    const opened = /^ \(func \$(\S+)/.exec(line)?.[1];
    if (opened !== undefined) {
      current = [];
      calls.set(opened, current);
    }
    const called =
      /\bcall \$([^\s)]+)/.exec(line)?.[1] ?? (/\bcall_indirect\b/.test(line) ? "anyone" : undefined);
    if (called !== undefined) current.push(called);
  }
  const exports = new Map(
    [...text.matchAll(/\(export "([^"]+)" \(func \$([^\s)]+)\)\)/g)].map(([, name, target]) => [
      name!,
      target!,
    ]),
  );
  return { calls, exports };
}

/** The allocating functions that exports other than construction reach, each with the way there. */
export function allocating(text: string): string[] {
  const { calls, exports } = callGraph(text);
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string, way: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (ALLOCATOR.test(name) || name === "anyone") {
      found.push(way);
      return;
    }
    for (const next of calls.get(name) ?? []) visit(next, `${way} → ${next}`);
  };
  for (const [name, target] of exports) if (!CONSTRUCTION.test(name)) visit(target, name);
  return found;
}

/** As `allocating`, of the kernel and of the whole collar as they are. */
export async function allocatingFunctions(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "petpulse-calls-"));
  try {
    const found: string[] = [];
    for (const entry of ["targets/wasm/entry.ts", "targets/wasm/collar-entry.ts"]) {
      const text = join(folder, "module.wat");
      await compileKernel(join(folder, "module.wasm"), entry, ["-O0", "--debug", "-t", text]);
      found.push(...allocating(readFileSync(text, "utf8")));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const found = await allocatingFunctions();
  for (const way of found) process.stdout.write(`${way}\n`);
  process.stdout.write(`${found.length} ways from a sample to the allocator\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
