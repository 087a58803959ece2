import Database from "better-sqlite3";
import type { Arrival } from "../rig.ts";

/** All frames in a cloud's store file, as they came; empty when there is no store yet. */
export function arrivalsIn(storeFile: string): Arrival[] {
  const store = new Database(storeFile, { readonly: true, fileMustExist: true });
  try {
    return store.prepare("SELECT bytes, received_ms AS receivedMs FROM frames").all() as Arrival[];
  } finally {
    store.close();
  }
}
