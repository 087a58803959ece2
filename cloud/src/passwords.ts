import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import { CloudError } from "./errors.ts";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
/** NIST SP 800-63B, section 3.1.1.2: length counts, not composition. */
const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
/** Checks that may wait; each takes some 50 ms of a core. */
const MAX_WAITING = 32;

/** Hashes and checks passwords, one after the other so that sign-ins cannot take the memory or the core of everybody else. */
export class Passwords {
  readonly #maxWaiting: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #nobody: Promise<string> | null = null;

  constructor(maxWaiting: number = MAX_WAITING) {
    this.#maxWaiting = maxWaiting;
  }

  /** The encoded hash of a new password. Throws CloudError password.weak, store.busy. */
  hash(password: string): Promise<string> {
    if ([...password].length < MIN_LENGTH || password.length > MAX_LENGTH) {
      throw new CloudError(
        "password.weak",
        `a password has ${MIN_LENGTH} to ${MAX_LENGTH} characters`,
        "A few unrelated words make a good one.",
      );
    }
    return this.#turn(() => encode(password));
  }

  /** True when the password is the one; `encoded` null: nobody's, which takes just as long. Throws CloudError store.busy. */
  async holds(password: string, encoded: string | null): Promise<boolean> {
    this.#nobody ??= this.#turn(() => encode(randomBytes(16).toString("hex")));
    const against = encoded ?? (await this.#nobody);
    const same = await this.#turn(() => argon2Verify({ password: password.normalize("NFC"), hash: against }));
    return same && encoded !== null;
  }

  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#maxWaiting) {
      throw new CloudError("store.busy", "too many are signing in", "Try again shortly.");
    }
    this.#waiting++;
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      this.#waiting--;
    }
  }
}

function encode(password: string): Promise<string> {
  return argon2id({
    password: password.normalize("NFC"),
    salt: randomBytes(16),
    outputType: "encoded",
    ...COST,
  });
}
