/**
 * Plays the generated tapes in Node and shows which blocks of firmware/src they never reach.
 * Run: node firmware/tools/tape/coverage.ts [--json]
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FIRMWARE, TARGETS } from "../build/paths.ts";
import { generatedTapes } from "./generate.ts";
import { play } from "./play.ts";

/** A stretch of source that no tape reaches. */
export interface Unreached {
  file: string;
  line: number;
  text: string;
}

export interface Coverage {
  files: number;
  /** Functions and branches that V8 tells apart. */
  blocks: number;
  unreached: Unreached[];
}

/** Plays all generated tapes under V8's block coverage. Call once per process, before the collar is loaded. */
export async function measureCoverage(): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const player = await import(pathToFileURL(`${TARGETS}/tape/player.ts`).href);
  for (const tape of generatedTapes()) play(player, tape.words);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const source = pathToFileURL(`${FIRMWARE}/src/`).href;
  const coverage: Coverage = { files: 0, blocks: 0, unreached: [] };
  for (const { url, functions } of result) {
    if (!url.startsWith(source)) continue;
    coverage.files++;
    const path = fileURLToPath(url);
    // Node blanks the types out, so offsets in what V8 ran are offsets in the file.
    const text = readFileSync(path, "utf8");
    for (const { ranges } of functions) {
      coverage.blocks += ranges.length;
      for (const { startOffset, endOffset, count } of ranges) {
        if (count > 0 || !/\w/.test(text.slice(startOffset, endOffset))) continue;
        coverage.unreached.push({
          file: relative(FIRMWARE, path),
          line: text.slice(0, startOffset).split("\n").length,
          text: text.slice(startOffset, endOffset).replaceAll(/\s+/g, " ").trim().slice(0, 100),
        });
      }
    }
  }
  return coverage;
}

if (import.meta.main) {
  const coverage = await measureCoverage();
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(coverage)}\n`);
  else {
    for (const { file, line, text } of coverage.unreached) process.stdout.write(`${file}:${line}  ${text}\n`);
    const { files, blocks, unreached } = coverage;
    process.stdout.write(`${blocks - unreached.length} of ${blocks} blocks in ${files} files are reached\n`);
  }
}
