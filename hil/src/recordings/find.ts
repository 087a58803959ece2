import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { RecordingError } from "./errors.ts";

/** A recording that can be opened. */
export interface Listed {
  path: string;
  /** Folder it lies in, such as `bami1`; empty at the top. */
  set: string;
  /** File name without endings. */
  recording: string;
  /** Whose it is; the recording's own name where nothing says. Split by this, never by window. */
  subject: string;
}

/** Recordings listed at most. */
const MAX_LISTED = 100_000;
const COMPANION = /\.(hr|beats|breaths2?|published)\.csv(\.gz)?$/;

/**
 * The PPG recordings under `dir/ppg` (or `dir` itself without such a folder), by its `index.json` where there is one, else every
 * .csv and .csv.gz that is no companion; in order of path. Throws RecordingError missing-file or bad-index.
 */
export async function findRecordings(dir: string): Promise<Listed[]> {
  const root = existsSync(join(dir, "ppg")) ? join(dir, "ppg") : dir;
  if (!existsSync(root)) {
    throw new RecordingError("recording.missing-file", dir, "is not there", "name a folder of recordings");
  }
  const index = join(root, "index.json");
  const found = existsSync(index) ? await byIndex(root, index) : await byName(root);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function byIndex(root: string, index: string): Promise<Listed[]> {
  const bad = (what: string, cause?: unknown) =>
    new RecordingError(
      "recording.bad-index",
      index,
      what,
      "a list of { set, recording, subject, channels }",
      cause,
    );
  let entries: unknown;
  try {
    entries = JSON.parse(await readFile(index, "utf8"));
  } catch (error) {
    throw bad("is no JSON", error);
  }
  if (!Array.isArray(entries)) throw bad("is no list");
  const listed: Listed[] = [];
  entries.slice(0, MAX_LISTED).forEach((entry, i) => {
    const { set, recording, subject, channels } = (entry ?? {}) as Record<string, unknown>;
    if (typeof set !== "string" || typeof recording !== "string")
      throw bad(`entry ${i} names no set and recording`);
    // Beats alone, without a PPG, are listed too but nothing a collar could wear.
    if (!Array.isArray(channels) || !channels.includes("ppg")) return;
    const stem = join(root, set, recording);
    if (relative(root, stem).startsWith("..")) throw bad(`entry ${i} leads out of the folder`);
    const path = existsSync(`${stem}.csv.gz`) ? `${stem}.csv.gz` : `${stem}.csv`;
    if (existsSync(path))
      listed.push({ path, set, recording, subject: typeof subject === "string" ? subject : recording });
  });
  return listed;
}

async function byName(root: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for await (const found of glob("**/*.{csv,csv.gz}", { cwd: root })) {
    if (COMPANION.test(found)) continue;
    if (listed.length === MAX_LISTED) break;
    const recording = basename(found).replace(/\.csv(\.gz)?$/, "");
    const set = dirname(found) === "." ? "" : dirname(found);
    listed.push({ path: join(root, found), set, recording, subject: recording });
  }
  return listed;
}
