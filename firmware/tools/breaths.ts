/**
 * Streams recordings of breathing through the kernel's `Respiration` (WASM), sample by sample, and prints how far its rate is off:
 * in 32 s windows every 2 s, where the reference can be trusted. The estimate at time t is the last one given at or before t. Errors are
 * averaged over a recording's windows, then over recordings.
 * Run: node firmware/tools/breaths.ts [--data DIR] [--set bidmc|resp10] [--least PERCENT] [--each] [--json]
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compileKernel } from "./asc.ts";
import { readAnnotated, readBelted } from "./breaths/recordings.ts";
import { follow, reliability, type Score, score, summarise } from "./breaths/score.ts";

type Kernel = typeof import("../targets/wasm/breath-entry.ts");

function line(name: string, s: Score): string {
  const cells = [s.windows, s.maePerMin.toFixed(2), `${(100 * s.coverage).toFixed(1)} %`];
  return `${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(12)).join("")}\n`;
}

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: process.env.PETPULSE_DATA ?? "" },
    set: { type: "string", default: "" },
    least: { type: "string", default: "1" },
    each: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const recordings = options.data === "" ? [] : [...readAnnotated(options.data), ...readBelted(options.data)];
const chosen = recordings.filter((recording) => recording.set.startsWith(options.set));
if (chosen.length === 0) {
  process.stderr.write(
    "breaths: no recordings. Name a folder with ppg/ and motion/ by --data or PETPULSE_DATA\n",
  );
  process.exit(2);
}

const build = join(import.meta.dirname, "../build/breath.wasm");
const module = new WebAssembly.Module(await compileKernel(build, "targets/wasm/breath-entry.ts"));
const followed = chosen.map((recording) => {
  const kernel = new WebAssembly.Instance(module, {}).exports as Kernel;
  return { recording, said: follow(recording, kernel) };
});
const scores = followed.map(({ recording, said }) => score(recording, said, Number(options.least)));
const reliable = reliability(followed);
const sets = summarise(scores);
if (options.json)
  process.stdout.write(
    `${JSON.stringify({ sets, reliability: reliable, recordings: options.each ? scores : [] })}\n`,
  );
else {
  process.stdout.write(
    `${"".padEnd(34)}${["windows", "MAE /min", "coverage"].map((h) => h.padStart(12)).join("")}\n`,
  );
  if (options.each) for (const s of scores) process.stdout.write(line(`${s.set} ${s.name}`, s));
  for (const s of sets) process.stdout.write(line(s.set, s));
  process.stdout.write("\nconfidence %, windows, share within 2 /min\n");
  for (const { from, windows, right } of reliable)
    process.stdout.write(
      `${String(from).padStart(12)}${String(windows).padStart(9)}${right.toFixed(3).padStart(8)}\n`,
    );
}
