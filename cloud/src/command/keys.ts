import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { CloudError } from "../errors.ts";
import { openMaster, readMaster } from "../master.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import { wrappedKeys } from "../wrapped.ts";
import { DATA, DATA_TEXT, guarded, print } from "./shell.ts";

/** `petpulse cloud keys rewrap`. */
export function keysCommand(): Command {
  const rewrap = new Command("rewrap")
    .description(
      "Put every device key under the master key of the environment (PETPULSE_MASTER_KEY_FILE, PETPULSE_MASTER_KEY). " +
        "Stop the cloud first; sessions end.",
    )
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--from-file <file>", "the master key used so far, 64 hex digits")
    .option("--json", "print JSON", false)
    .action(
      guarded(async ({ data, fromFile, json }: { data: string; fromFile: string; json: boolean }) => {
        if (!existsSync(join(data, STORE_FILE)))
          throw new CloudError(
            "cloud.data-dir",
            `no database is in ${data}`,
            "Name the cloud's data folder.",
          );
        const { SqliteStore } = await import("../store/sqlite.ts");
        const former = readMaster(fromFile);
        const store = new SqliteStore({
          dir: data,
          keys: wrappedKeys(openMaster(data, process.env).key, [former]),
        });
        // Starting seals anew whatever is not under the first key.
        await store.start();
        const keys = (await store.register(null))!.devices.flatMap((device) => device.keys).length;
        await store.stop();
        print(json, { keys }, `${keys} keys are under the new master key`);
      }),
    );
  return new Command("keys").description("How device keys rest.").addCommand(rewrap);
}
