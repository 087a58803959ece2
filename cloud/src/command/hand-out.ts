import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { CloudError } from "../errors.ts";
import type { Store } from "../store.ts";
import { makeToken, type TokenKind } from "../tokens.ts";
import { print, withStore } from "./shell.ts";

/** Makes a token, puts it where it was asked for, and only then lets `add` make it valid; a failed add takes it back. */
export async function handOut(
  kind: TokenKind,
  options: { data: string; tokenFile?: string; json: boolean },
  add: (store: Store, id: string, hash: Uint8Array) => Promise<void>,
): Promise<void> {
  const { id, token, hash } = makeToken(kind);
  const { tokenFile } = options;
  if (tokenFile !== undefined) writeSecret(tokenFile, token);
  try {
    await withStore(options.data, (store) => add(store, id, hash));
  } catch (error) {
    if (tokenFile !== undefined) rmSync(tokenFile);
    throw error;
  }
  const text = tokenFile === undefined ? `token ${token}\nIt is told this once.` : `token in ${tokenFile}`;
  print(
    options.json,
    { [kind]: id, ...(tokenFile === undefined ? { token } : { tokenFile }) },
    `${kind} ${id}\n${text}`,
  );
}

/** Writes a secret into a new file of its owner's alone, down to the disk. Throws CloudError token-file.exists, token-file.unwritable. */
export function writeSecret(file: string, text: string): void {
  let handle: number;
  try {
    handle = openSync(file, "wx", 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      throw new CloudError(
        "token-file.exists",
        `${file} is there already`,
        "Move it away or name another file.",
      );
    }
    throw new CloudError("token-file.unwritable", `${file} cannot be written: ${code}`, "Check the folder.");
  }
  try {
    writeSync(handle, `${text}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
