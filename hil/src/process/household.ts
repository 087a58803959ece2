import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Air } from "../air/air.ts";
import type { Controller } from "../air/controller.ts";
import { type AirServer, serveAir } from "../air/socket.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PETPULSE = join(ROOT, "petpulse.mjs");
const AIR = join(ROOT, "hil/src/process/air.ts");
const COLLAR = join(ROOT, "hil/src/process/collar.ts");

/** What a collar process says of its log after every simulated second. */
export interface CollarLine {
  device: string;
  epoch: number;
  nextSeq: number;
  ackedSeq: number;
}

export type Part = "collar" | "gateway" | "cloud";

/**
 * A collar, a hub and a cloud as processes of their own, as they run in a home; only the air is in this process. Each can be
 * killed with no warning and started again over the same files.
 */
export class Household {
  readonly dir: string;
  readonly air: Air;
  readonly #seed: number;
  readonly #speed: number;
  readonly #children = new Map<Part, ChildProcess>();
  #server: AirServer | null = null;
  #port = 0;
  /** The collar's latest words; null before the first. */
  said: CollarLine | null = null;

  /** `speed`: the collar's simulated seconds per second. */
  constructor(dir: string, seed: number, speed: number) {
    this.dir = dir;
    this.#seed = seed;
    this.#speed = speed;
    this.air = new Air({ mode: "fast", seed });
  }

  get storeFile(): string {
    return join(this.dir, "cloud/cloud.sqlite");
  }

  get spoolFile(): string {
    return join(this.dir, "hub/spool.db");
  }

  get collarDir(): string {
    return join(this.dir, "collar");
  }

  /** Everything up: the collar makes its identity, the cloud is told of it and of the hub. */
  async start(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    this.#server = await serveAir(this.air, this.#socket);
    this.#port = await freePort();
    this.run("collar");
    while (!this.said) await once(this.#child("collar").stdout!, "data");
    const data = join(this.dir, "cloud");
    const identity = join(this.collarDir, "identity.json");
    this.#petpulse("cloud", "device", "add", "--data", data, "--name", "Rex", "--identity", identity);
    const hub = ["--name", "home", "--device", this.said.device, "--token-file", this.#token];
    this.#petpulse("cloud", "hub", "add", "--data", data, ...hub);
    this.run("cloud");
    this.run("gateway");
  }

  /** Starts a part; `more`: further options of its command. */
  run(part: Part, ...more: string[]): void {
    const env = { ...process.env, PETPULSE_AIR: this.#socket, PETPULSE_AIR_NAME: part };
    const preload = ["--import", AIR];
    const args = {
      collar: [...preload, COLLAR, this.collarDir, `${this.#seed}`, `${this.#speed}`],
      gateway: [...preload, PETPULSE, "gateway", "run", "--live", "--json"].concat([
        "--cloud",
        `http://127.0.0.1:${this.#port}`,
        "--token-file",
        this.#token,
        "--data",
        join(this.dir, "hub"),
      ]),
      cloud: [
        PETPULSE,
        "cloud",
        "serve",
        "--data",
        join(this.dir, "cloud"),
        "--port",
        `${this.#port}`,
        "--json",
      ],
    }[part];
    const child = spawn(process.execPath, [...args, ...more], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#children.set(part, child);
    createInterface({ input: child.stderr! }).on("line", (line) => this.#remember(line));
    if (part === "collar") {
      createInterface({ input: child.stdout! }).on("line", (line) => {
        this.said = JSON.parse(line) as CollarLine;
      });
    } else child.stdout!.resume();
  }

  /** kill -9: no warning, no farewell. */
  async kill(part: Part): Promise<void> {
    const child = this.#child(part);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  controller(part: Part): Controller | undefined {
    return this.#server?.controller(part);
  }

  /** Codes that the hub and the cloud have logged so far. */
  readonly codes: Set<string> = new Set();

  #remember(line: string): void {
    const code = /"code":"([a-z.-]+)"/.exec(line)?.[1];
    if (code) this.codes.add(code);
  }

  async stop(): Promise<void> {
    for (const [part, child] of this.#children)
      if (child.exitCode === null && child.signalCode === null) await this.kill(part);
    await this.#server?.close();
  }

  get #socket(): string {
    return join(this.dir, "air.sock");
  }

  get #token(): string {
    return join(this.dir, "hub.token");
  }

  #child(part: Part): ChildProcess {
    return this.#children.get(part)!;
  }

  #petpulse(...args: string[]): void {
    execFileSync(process.execPath, [PETPULSE, ...args], { stdio: "pipe" });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
