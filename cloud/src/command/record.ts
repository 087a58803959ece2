import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";

/** Of an argument or option, characters. */
const KEPT = 100;
/** They change nothing, or are written down request by request. */
const NOT_RECORDED = ["serve", "list", "verify", "restore"];

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name());
  return names.join(" ");
}

/**
 * Writes a finished command into the audit log of the cloud it worked on, with what it was told. Commands take no secrets as
 * arguments, only names of files that hold them.
 */
export async function record(command: Command): Promise<void> {
  const options = command.opts() as Record<string, unknown>;
  const dir = options.data;
  if (NOT_RECORDED.includes(command.name()) || typeof dir !== "string") return;
  const { STORE_FILE } = await import("../store/sqlite.ts");
  if (!existsSync(join(dir, STORE_FILE))) return;
  const { openMaster } = await import("../master.ts");
  const { AuditLog } = await import("../operations/audit.ts");
  const told = Object.entries(options).filter(([name]) => name !== "data" && name !== "json");
  const on = Object.fromEntries(told.map(([name, value]) => [name, String(value).slice(0, KEPT)]));
  if (command.args.length > 0) on.arguments = command.args.join(" ").slice(0, KEPT);
  const log = new AuditLog(dir, openMaster(dir, process.env).key);
  try {
    const who = `command:${userInfo().username}`;
    const outcome = Number(process.exitCode ?? 0);
    log.append(
      [
        {
          who,
          tenant: String(options.tenant ?? ""),
          act: pathOf(command),
          on,
          outcome,
          address: "",
          request: "",
        },
      ],
      Date.now(),
    );
  } finally {
    log.close();
  }
}
