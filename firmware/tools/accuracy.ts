/** Streams recordings through the collar's kernel and prints how far it is off. Run: npm run accuracy -- --help */
import { parseArgs } from "node:util";
import { type Engine, kernelMaker } from "./accuracy/kernel.ts";
import { plot } from "./accuracy/plot.ts";
import { progressBar } from "./accuracy/progress.ts";
import { figures, table } from "./accuracy/report.ts";
import { type Options, run } from "./accuracy/run.ts";
import { spoil, spoilTable } from "./accuracy/spoil.ts";

const HELP = `npm run accuracy -- [options]: plays recordings through the collar's kernel, sample by sample, and scores what it said

  --data DIR       folder with ppg/ and motion/ (else PETPULSE_DATA)
  --set S          one set alone: spc2015, bami1, bami2, bidmc, welltory, resp10
  --channels C     all (default) or single: the first light channel alone
  --abstain        let the collar be silent where it has no confidence; without it every window is scored
  --engine E       wasm (default) or js; they give the same
  --each           every recording too
  --spoil          play every recording loud, upside down, cut off, stuck, dark, full of holes and by poor clocks too, and print
                   how many answers were wrong beside how many their confidences allow
  --plot DIR       an SVG per recording: estimate, confidence, reference, motion
  --json           for machines; shares from 0 to 1

Heart: mean absolute error of a recording's 8 s windows, then over recordings; the estimate at time t is the last one given.
Beats: error of the R-to-R intervals found; share of R peaks found; share of beats without an R peak.
Breaths: 32 s windows in which both readers of the reference agree within 2 a minute.
`;

/** What was asked for makes no run; said once, here. */
class UsageError extends Error {
  readonly code = "accuracy.usage";
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`--${name} is ${allowed.join(" or ")}, not ${value}`);
  return found;
}

function parse() {
  try {
    return parseArgs({
      options: {
        data: { type: "string", default: process.env.PETPULSE_DATA ?? "" },
        set: { type: "string" },
        channels: { type: "string", default: "all" },
        engine: { type: "string", default: "wasm" },
        abstain: { type: "boolean", default: false },
        spoil: { type: "boolean", default: false },
        each: { type: "boolean", default: false },
        plot: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function nothingIn(data: string): string {
  return `no recordings in "${data}": name a folder that holds ppg/<set>/*.csv.gz by --data or PETPULSE_DATA`;
}

async function main(): Promise<void> {
  const flags = parse();
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  const options: Options = {
    data: flags.data,
    set: flags.set,
    channels: oneOf("channels", flags.channels, ["all", "single"] as const),
    abstain: flags.abstain,
  };
  const engine: Engine = oneOf("engine", flags.engine, ["wasm", "js"] as const);
  const bar = progressBar(process.stderr);
  if (flags.spoil) {
    const rows = spoil(flags.data, flags.set, await kernelMaker(engine), bar.show);
    bar.end();
    if (rows.length === 0) throw new UsageError(nothingIn(flags.data));
    process.stdout.write(flags.json ? `${JSON.stringify(rows)}\n` : spoilTable(rows));
    return;
  }
  const result = run(options, await kernelMaker(engine), bar.show);
  bar.end();
  if (result.hearts.length === 0 && Object.keys(result.breaths).length === 0) {
    throw new UsageError(nothingIn(flags.data));
  }
  if (flags.plot !== undefined) plot(result, flags.plot);
  process.stdout.write(flags.json ? `${JSON.stringify(figures(result))}\n` : table(result, flags.each));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\nhint: npm run accuracy -- --help\n`);
  process.exitCode = 2;
}
