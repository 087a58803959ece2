import { randomBytes } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { argon2id, argon2Verify } from "hash-wasm";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/** To hash when `encoded` is null, else to check against it. */
export interface Asked {
  id: number;
  password: string;
  encoded: string | null;
}

export interface Answered {
  id: number;
  /** The encoded hash, or whether the password holds. */
  value: string | boolean;
}

parentPort!.on("message", async ({ id, password, encoded }: Asked) => {
  // One password may be typed in several spellings of Unicode.
  const spelled = password.normalize("NFC");
  const value =
    encoded === null
      ? await argon2id({ password: spelled, salt: randomBytes(16), outputType: "encoded", ...COST })
      : await argon2Verify({ password: spelled, hash: encoded });
  parentPort!.postMessage({ id, value } satisfies Answered);
});
