import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./build/toolchain.ts";

/** Arithmetic, logic, shifts and comparisons of integers; what only moves a value is none. */
const OPERATION =
  /^i(?:32|64)\.(?:add|sub|mul|div_[su]|rem_[su]|and|or|xor|shl|shr_[su]|rotl|rotr|clz|ctz|popcnt|eqz|eq|ne|[lg][te]_[su])\b/;
/** Where what runs next is decided: code between two of these runs as a whole. */
const CONTROL = /^(?:block|loop|if|else|end|br|br_if|br_table|return|call|call_indirect|unreachable)\b/;

/**
 * Adds a count of integer operations to WebAssembly text of wasm2wat's flat form: every straight run of code adds how many it holds
 * to a global that is exported as `operations` (i64). Indexing counts as well: an address is a sum. Exported for its test.
 */
export function counted(text: string): string {
  const out: string[] = [];
  let run: string[] = [];
  let operations = 0;
  let inside = false;
  const flush = () => {
    if (operations > 0)
      out.push("global.get $operations", `i64.const ${operations}`, "i64.add", "global.set $operations");
    out.push(...run);
    run = [];
    operations = 0;
  };
  for (const line of text.trimEnd().split("\n")) {
    const code = line.trim();
    if (code.startsWith("(")) {
      flush();
      inside = code.startsWith("(func") || (inside && /^\((?:local|param|result)\b/.test(code));
      out.push(line);
      continue;
    }
    run.push(line);
    if (inside && OPERATION.test(code)) operations++;
    if (CONTROL.test(code)) flush();
  }
  flush();
  const last = out.pop()!;
  return [
    ...out,
    `${last.slice(0, -1)}\n(global $operations (mut i64) (i64.const 0))`,
    '(export "operations" (global $operations)))',
  ].join("\n");
}

/** The module in `file`, counting the integer operations it does; needs wabt. Throws ToolError. */
export async function countingModule(file: string, folder: string): Promise<WebAssembly.Module> {
  writeFileSync(join(folder, "counted.wat"), counted(await run("wasm2wat", [file], folder)));
  await run("wat2wasm", ["counted.wat", "-o", "counted.wasm"], folder);
  return new WebAssembly.Module(readFileSync(join(folder, "counted.wasm")));
}
