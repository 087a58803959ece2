import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PETPULSE = join(import.meta.dirname, "../../petpulse.mjs");
/** A cloud that is not up by then will not be, ms. */
const UP_MS = 60_000;
/** After SIGTERM it is given so long to finish what it took, ms. */
const DOWN_MS = 30_000;

/** The cloud did not come up, or went down on its own. */
export class CloudProcessError extends Error {
  readonly code = "bench.cloud-ended";
  readonly hint = "start it by hand over an empty folder: npx petpulse cloud serve --data DIR --port 0";

  constructor(message: string) {
    super(message);
    this.name = "CloudProcessError";
  }
}

/** The cloud as it ships, in a process of its own. */
export class CloudProcess {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** `petpulse cloud serve` over `dir`, on a free port, asking for tokens. Throws CloudProcessError. */
  static async start(dir: string): Promise<CloudProcess> {
    const args = [PETPULSE, "cloud", "serve", "--data", dir, "--port", "0", "--json"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    const late = setTimeout(() => child.kill("SIGKILL"), UP_MS);
    const said: string[] = [];
    try {
      for await (const line of createInterface({ input: child.stderr! })) {
        const { url } = (line.startsWith("{") ? JSON.parse(line) : {}) as { url?: string };
        if (url !== undefined) {
          child.stderr!.resume();
          return new CloudProcess(child, Number(new URL(url).port));
        }
        if (said.length < 20) said.push(line);
      }
    } finally {
      clearTimeout(late);
    }
    throw new CloudProcessError(`the cloud did not come up:\n${said.join("\n")}`);
  }

  /** What `/metrics` says, by name; those with labels are left out. */
  async figures(): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    return new Map(
      [...text.matchAll(/^([a-z_]+) (\S+)$/gm)].map(([, name, value]) => [name!, Number(value)]),
    );
  }

  /** SIGTERM, and waits for its end. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const late = setTimeout(() => this.#child.kill("SIGKILL"), DOWN_MS);
    this.#child.kill("SIGTERM");
    await once(this.#child, "exit");
    clearTimeout(late);
  }
}
