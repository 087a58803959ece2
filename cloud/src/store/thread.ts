import { Worker } from "node:worker_threads";
import { CloudError, type CloudErrorCode } from "../errors.ts";

/** What a store thread is started with. */
export interface ThreadData {
  role: "writer" | "reader";
  file: string;
  quotaBytes: number | null;
}

export interface Call {
  id: number;
  operation: string;
  parameters: unknown[];
}

/** A failure as it crosses threads; `code` null: not one of ours. */
export interface Failure {
  code: CloudErrorCode | null;
  message: string;
  hint: string;
}

export type Reply = { id: number; value: unknown } | { id: number; failure: Failure };

/** The operations of a thread, by name; each may answer later. */
export type Operations = Record<string, (...parameters: never[]) => unknown>;

function revive({ code, message, hint }: Failure): Error {
  return code === null ? new Error(message) : new CloudError(code, message, hint);
}

function closed(why: string): CloudError {
  return new CloudError("store.closed", `the store is not open: ${why}`, "Start the cloud again.");
}

/** A worker thread that holds one database connection, and the calls under way to it. */
export class Thread<T extends Operations> {
  readonly #data: ThreadData;
  #worker: Worker | null = null;
  /** Why there is no worker. */
  #why = "not started";
  #nextId = 1;
  readonly #pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();

  constructor(data: ThreadData) {
    this.#data = data;
  }

  /** Starts the thread, and opens once `ready` resolves; rejects with the CloudError of an open that failed. */
  async start(ready: Promise<unknown> = Promise.resolve()): Promise<void> {
    const worker = new Worker(new URL("./sqlite-thread.ts", import.meta.url), {
      workerData: this.#data,
      // Flags of the process, such as --eval's, are not for the thread.
      execArgv: [],
    });
    this.#worker = worker;
    worker.on("message", (reply: Reply) => {
      const call = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if ("failure" in reply) call?.reject(revive(reply.failure));
      else call?.resolve(reply.value);
    });
    worker.on("error", (error) => this.#end(error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => this.#end(this.#why));
    try {
      await ready;
      await this.#send("open", []);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  /** Lets calls under way finish, then ends the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    await this.#send("close", []);
    this.#worker = null;
    this.#why = "stopped";
    await ended;
  }

  call<K extends keyof T & string>(
    operation: K,
    ...parameters: Parameters<T[K]>
  ): Promise<Awaited<ReturnType<T[K]>>> {
    return this.#send(operation, parameters) as Promise<Awaited<ReturnType<T[K]>>>;
  }

  #send(operation: string, parameters: unknown[]): Promise<unknown> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(closed(this.#why));
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, operation, parameters } satisfies Call);
    });
  }

  #end(why: string): void {
    this.#worker = null;
    this.#why = why;
    for (const { reject } of this.#pending.values()) reject(closed(why));
    this.#pending.clear();
  }
}
