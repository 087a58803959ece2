import { Option } from "commander";
import { CloudError } from "../errors.ts";
import { openMaster } from "../master.ts";
import { HOME } from "../people.ts";
import type { Store } from "../store.ts";
import { wrappedKeys } from "../wrapped.ts";

/** The option that every command has. */
export const DATA = "--data <dir>";
export const DATA_TEXT = "folder of the cloud's database; made when missing";

/** The option of commands that make something of somebody's. */
export function tenantOption(): Option {
  return new Option("--tenant <hex>", "whose it is, 16 hex digits").default(HOME, "the first household");
}

/** Runs a command's work; a CloudError becomes two lines on stderr and exit code 1. */
export function guarded<T extends unknown[]>(work: (...parameters: T) => Promise<void>) {
  return async (...parameters: T) => {
    try {
      await work(...parameters);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      process.stderr.write(`${error.code}: ${error.message}\n${error.hint}\n`);
      process.exitCode = 1;
    }
  };
}

/** Opens the store of `dir` for `work`. Loaded only now, so that `--help` need not wait for the database. */
export async function withStore<T>(dir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { SqliteStore } = await import("../store/sqlite.ts");
  const store = new SqliteStore({ dir, keys: wrappedKeys(openMaster(dir, process.env).key) });
  await store.start();
  try {
    return await work(store);
  } finally {
    await store.stop();
  }
}

/** What a command has to say, on stdout: for machines or for people. */
export function print(json: boolean, object: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${text}\n`);
}
