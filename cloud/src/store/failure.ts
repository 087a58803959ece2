import Database from "better-sqlite3";
import { CloudError } from "../errors.ts";

/** What SQLite's refusal means for whoever runs the cloud; other errors come back as they are. */
export function storeFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  // A wrong statement is our mistake, not the disk's.
  if (code === "SQLITE_ERROR" || code.startsWith("SQLITE_CONSTRAINT")) return error;
  const because = { cause: error };
  if (code === "SQLITE_FULL") {
    return new CloudError(
      "store.full",
      `${file} cannot grow: the disk or the quota is full`,
      "Free space or raise the quota; nothing of this delivery was kept, and the hub will send it again.",
      because,
    );
  }
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") return corrupt(file, error.message);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new CloudError("store.busy", `${file} is held by another process`, "Try again shortly.", because);
  }
  return new CloudError(
    "store.io",
    `${file}: ${code}: ${error.message}`,
    "Check that the disk is sound and that this user may write the file and its folder.",
    because,
  );
}

/** The file is there but cannot be believed. It is left as it is. */
export function corrupt(file: string, detail: string): CloudError {
  return new CloudError(
    "store.corrupt",
    `${file} is damaged: ${detail}`,
    `The file was left untouched. Restore it from a backup, or save what can be read with \`sqlite3 ${file} .recover\`, ` +
      "or move it away to begin anew.",
  );
}
