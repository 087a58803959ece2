import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
import { CloudError } from "./errors.ts";
import type { Answered, Asked } from "./passwords-thread.ts";

/** NIST SP 800-63B, section 3.1.1.2: length counts, not composition. */
const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
/** Checks that may wait; each takes some 50 ms of a core. */
const MAX_WAITING = 32;

/** Throws CloudError password.weak for what nobody's password can be. */
export function checkStrength(password: string): void {
  if ([...password].length >= MIN_LENGTH && password.length <= MAX_LENGTH) return;
  throw new CloudError(
    "password.weak",
    `a password has ${MIN_LENGTH} to ${MAX_LENGTH} characters`,
    "A few unrelated words make a good one.",
  );
}

/**
 * Hashes and checks passwords on a thread of its own, one after the other, so that sign-ins take neither the time of deliveries nor the
 * memory of everybody. The thread starts with the first password and does not keep the process alive.
 */
export class Passwords {
  readonly #maxWaiting: number;
  readonly #waiting = new Map<
    number,
    { resolve: (value: string | boolean) => void; reject: (error: Error) => void }
  >();
  #worker: Worker | null = null;
  #nextId = 1;
  #nobody: Promise<string> | null = null;

  constructor(maxWaiting: number = MAX_WAITING) {
    this.#maxWaiting = maxWaiting;
  }

  /** The encoded hash of a new password. Throws CloudError password.weak, store.busy. */
  async hash(password: string): Promise<string> {
    checkStrength(password);
    return this.#hash(password);
  }

  /** True when the password is the one; `encoded` null: nobody's, which takes just as long. Throws CloudError store.busy. */
  async holds(password: string, encoded: string | null): Promise<boolean> {
    // argon2id takes no empty one: the thread would end, and with it everybody else's sign-in.
    if (password === "") return false;
    this.#nobody ??= this.#hash(randomBytes(16).toString("hex")).catch((error: unknown) => {
      this.#nobody = null;
      throw error;
    });
    const same = await this.#ask({ password, encoded: encoded ?? (await this.#nobody) });
    return same === true && encoded !== null;
  }

  async #hash(password: string): Promise<string> {
    return String(await this.#ask({ password, encoded: null }));
  }

  #ask(asked: Omit<Asked, "id">): Promise<string | boolean> {
    if (this.#waiting.size >= this.#maxWaiting) {
      throw new CloudError("store.busy", "too many are signing in", "Try again shortly.");
    }
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    const worker = this.#worker;
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...asked, id } satisfies Asked);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./passwords-thread.ts", import.meta.url), { execArgv: [] });
    worker.on("message", ({ id, value }: Answered) => {
      this.#waiting.get(id)?.resolve(value);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.on("error", (error) => {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of this.#waiting.values()) reject(failure);
      this.#waiting.clear();
      this.#worker = null;
    });
    return worker;
  }
}
