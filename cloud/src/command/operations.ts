import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { CloudError } from "../errors.ts";
import { MASTER_FILE, openMaster } from "../master.ts";
import type { Head } from "../operations/audit.ts";
import { wrappedKeys } from "../wrapped.ts";
import { DATA, guarded, print } from "./shell.ts";

const DATA_TEXT = "folder of the cloud's database";

/** The master key of a cloud that is there; none is made here. Throws CloudError keys.unreadable. */
function masterOf(dir: string): Uint8Array {
  const named =
    process.env.PETPULSE_MASTER_KEY !== undefined || process.env.PETPULSE_MASTER_KEY_FILE !== undefined;
  if (named || existsSync(join(dir, MASTER_FILE))) return openMaster(dir, process.env).key;
  throw new CloudError(
    "keys.unreadable",
    `${dir} holds no ${MASTER_FILE}`,
    "A backup never holds it: put it back from where you keep it, or name it by PETPULSE_MASTER_KEY_FILE.",
  );
}

function head(text: string): Head {
  const match = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text);
  if (match) return { seq: Number(match[1]), seal: match[2]! };
  throw new InvalidArgumentError("It has to be NUMBER:SEAL, as `petpulse cloud verify` prints it.");
}

const headText = (at: Head | null) => (at ? `${at.seq}:${at.seal}` : "none");

/** `petpulse cloud backup`. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("Copy everything but the master key into a new folder, while the cloud runs.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--to <dir>", "folder to make; it appears whole or not at all")
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; to: string; json: boolean }) => {
        const { backup } = await import("../operations/backup.ts");
        const made = await backup(options.data, options.to, Date.now());
        const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0);
        const text =
          `${made.frames} frames, ${bytes} bytes in ${options.to}\naudit log ${headText(made.head)}\n` +
          "The master key is not in it: keep it elsewhere, without it no device key can be opened.";
        print(options.json, made, text);
      }),
    );
}

/** `petpulse cloud restore`. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("Put a backup into a folder that holds no cloud yet, after it was checked.")
    .requiredOption("--from <dir>", "the backup")
    .requiredOption(DATA, "folder to fill; made when missing")
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { from: string; data: string; json: boolean }) => {
        const { restore } = await import("../operations/backup.ts");
        const manifest = await restore(options.from, options.data);
        const made = new Date(manifest.madeMs).toISOString();
        const text =
          `${manifest.frames} frames of ${made} in ${options.data}\n` +
          "Put the master key there too, then check it all: petpulse cloud verify. Hubs send again what came later, if they still hold it.";
        print(options.json, manifest, text);
      }),
    );
}

/** `petpulse cloud verify`. Exit code 1 when something does not hold. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("Look through the store, every key, every frame and the audit log; nothing is changed.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--head <number:seal>", "where the audit log stood, as kept elsewhere", head)
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; head?: Head; json: boolean }) => {
        const { verify } = await import("../operations/verify.ts");
        const master = masterOf(options.data);
        const verdict = verify(options.data, master, wrappedKeys(master), options.head ?? null);
        const lines = [
          ...verdict.findings,
          `${verdict.frames} frames, ${verdict.keys} keys, audit log ${headText(verdict.head)}`,
          verdict.ok ? "everything holds" : `${verdict.found} things do not hold`,
        ];
        print(options.json, verdict, lines.join("\n"));
        if (!verdict.ok) process.exitCode = 1;
      }),
    );
}
