import { type ChildProcess, execFile, spawn } from "node:child_process";
import { on, once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Air } from "../air/air.ts";
import type { Controller } from "../air/controller.ts";
import { type AirServer, serveAir } from "../air/socket.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PETPULSE = join(ROOT, "petpulse.mjs");
const HERE = join(ROOT, "hil/src/process");
/** Compiled code, kept between the many short lives of the same programs: half of what a start costs. */
const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "petpulse-compiled");

/** What ended with a failure is started again after so long, ms: hub and cloud by systemd (there after 5 s), a collar by its watchdog. */
const RESTART_MS = 1000;

/** Lines of a part's stderr that are kept for whoever wants to know what ails it. */
const LAST_WORDS = 5;

/** What a collar process says of its log after every simulated second. */
export interface CollarLine {
  device: string;
  epoch: number;
  nextSeq: number;
  ackedSeq: number;
}

/** A collar is called `collar`, the next ones `collar-2`, `collar-3` …. */
export type Part = `collar${string}` | "gateway" | "cloud" | "broker";

/** How the hub reaches the cloud: HTTP, MQTT to the cloud's own broker, or MQTT by a broker between the two. */
export type Way = "http" | "mqtt" | "broker";

export interface HouseholdOptions {
  /** Collars; 1 unless said otherwise. */
  collars?: number;
  /** Flash pages of each collar, in order; 256 where nothing is said. */
  pages?: readonly number[];
  way?: Way;
  /** Share of messages that a broker between forgets, doubles and delays, each. */
  trouble?: number;
  /** Port the hub is told instead of the cloud's, given the cloud's; for whoever wants to stand between. */
  between?: (cloudPort: number) => Promise<number>;
}

/**
 * Collars, a hub and a cloud as processes of their own, as they run in a home; only the air is in this process. Each can be
 * killed with no warning and started again over the same files.
 */
export class Household {
  readonly dir: string;
  readonly air: Air;
  readonly collars: readonly Part[];
  readonly way: Way;
  readonly #seed: number;
  readonly #speed: number;
  readonly #o: HouseholdOptions;
  readonly #children = new Map<Part, ChildProcess>();
  /** Instances that were still running when the next one of their part was started. */
  readonly #former: ChildProcess[] = [];
  readonly #said = new Map<Part, CollarLine>();
  readonly #words = new Map<Part, string[]>();
  /** Codes that the hub and the cloud have logged so far. */
  readonly codes: Set<string> = new Set();
  #server: AirServer | null = null;
  #port = 0;
  #mqttPort = 0;
  #hubPort = 0;

  /** `speed`: the collars' simulated seconds per second. */
  constructor(dir: string, seed: number, speed: number, options: HouseholdOptions = {}) {
    this.dir = dir;
    this.#seed = seed;
    this.#speed = speed;
    this.#o = options;
    this.way = options.way ?? "http";
    this.collars = Array.from(
      { length: options.collars ?? 1 },
      (_, i): Part => (i === 0 ? "collar" : `collar-${i + 1}`),
    );
    this.air = new Air({ mode: "fast", seed });
  }

  get storeFile(): string {
    return join(this.dir, "cloud/cloud.sqlite");
  }

  get spoolFile(): string {
    return join(this.dir, "hub/spool.db");
  }

  folder(collar: Part): string {
    return join(this.dir, collar);
  }

  pages(collar: Part): number {
    return this.#o.pages?.[this.collars.indexOf(collar)] ?? 256;
  }

  /** Every part there is. */
  get parts(): readonly Part[] {
    return [...this.collars, "gateway", "cloud", ...(this.way === "broker" ? (["broker"] as const) : [])];
  }

  /** A collar's latest words; null before the first. */
  said(collar: Part = "collar"): CollarLine | null {
    return this.#said.get(collar) ?? null;
  }

  /** Everything up: the collars make their identities, the cloud is told of them and of the hub. */
  async start(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    process.once("exit", this.#leaveNobody);
    this.#server = await serveAir(this.air, this.#socket);
    this.#port = await freePort();
    this.#mqttPort = await freePort();
    this.#hubPort = (await this.#o.between?.(this.#port)) ?? this.#port;
    for (const collar of this.collars) this.run(collar);
    for (const collar of this.collars)
      while (!this.said(collar)) await once(this.#child(collar).stdout!, "data");
    const data = join(this.dir, "cloud");
    for (const collar of this.collars) {
      const identity = join(this.folder(collar), "identity.json");
      await this.#petpulse(
        "cloud",
        "device",
        "add",
        "--data",
        data,
        "--name",
        collar,
        "--identity",
        identity,
      );
    }
    const devices = this.collars.flatMap((collar) => ["--device", this.said(collar)!.device]);
    const hub = ["--name", "home", ...devices, "--token-file", this.#token];
    await this.#petpulse("cloud", "hub", "add", "--data", data, ...hub);
    if (this.way === "broker") this.run("broker");
    this.run("cloud");
    // A hub that finds no cloud at its very first start asks for its grants again only after seconds.
    await this.#says("cloud", "cloud up");
    this.run("gateway");
  }

  /** Waits for words on the part's stderr; in vain when it ends first. */
  async #says(part: Part, words: string): Promise<void> {
    for await (const [chunk] of on(this.#child(part).stderr!, "data", { close: ["end"] }))
      if (String(chunk).includes(words)) return;
  }

  /** Starts a part; `more`: further options of its command; `tear`: its power goes in the middle of that write. */
  run(part: Part, more: readonly string[] = [], tear = 0): void {
    const env = {
      ...process.env,
      NODE_COMPILE_CACHE: COMPILED,
      PETPULSE_AIR: this.#socket,
      PETPULSE_AIR_NAME: part,
      PETPULSE_CLOCK: this.#clockFile(part),
      PETPULSE_TEAR: `${tear}`,
    };
    const preloads = [
      "compiled.ts",
      ...(part === "gateway" || part === "cloud" ? ["clock.ts"] : []),
      ...(part === "gateway" || part.startsWith("collar") ? ["air.ts"] : []),
      ...(tear > 0 ? ["tear.ts"] : []),
    ].flatMap((file) => ["--import", join(HERE, file)]);
    const args = [...preloads, ...this.#program(part), ...more];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    if (this.alive(part)) this.#former.push(this.#child(part));
    this.#children.set(part, child);
    createInterface({ input: child.stderr! }).on("line", (line) => this.#remember(part, line));
    if (part !== "broker") {
      const again = () => this.#children.get(part) === child && this.run(part, more);
      child.once("exit", (code) => code && setTimeout(again, RESTART_MS));
    }
    if (part.startsWith("collar")) {
      createInterface({ input: child.stdout! }).on("line", (line) => {
        this.#said.set(part, JSON.parse(line) as CollarLine);
      });
    } else child.stdout!.resume();
  }

  alive(part: Part): boolean {
    const child = this.#children.get(part);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** kill -9: no warning, no farewell, and no start until `run`. */
  async kill(part: Part): Promise<void> {
    const alive = this.alive(part);
    const child = this.#child(part);
    this.#children.delete(part);
    if (!alive) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Sets the part's clock wrong by `ms`, now and after its next starts. */
  setClock(part: Part, ms: number): void {
    writeFileSync(this.#clockFile(part), `${Math.round(ms)}`);
  }

  /** How the instances have ended that were still running when the next one was started; null for one that runs on. */
  formerEnds(): (number | null)[] {
    return this.#former.map(({ exitCode }) => exitCode);
  }

  /** What the part has written to stderr last, of all its lives; oldest first. */
  lastWords(part: Part): readonly string[] {
    return this.#words.get(part) ?? [];
  }

  controller(part: Part): Controller | undefined {
    return this.#server?.controller(part);
  }

  async stop(): Promise<void> {
    for (const part of this.#children.keys()) await this.kill(part);
    this.#leaveNobody();
    process.off("exit", this.#leaveNobody);
    await this.#server?.close();
  }

  readonly #leaveNobody = () => {
    for (const child of [...this.#children.values(), ...this.#former]) child.kill("SIGKILL");
  };

  #program(part: Part): string[] {
    if (part === "broker")
      return [join(HERE, "broker.ts"), `${this.#mqttPort}`, `${this.#seed}`, `${this.#o.trouble ?? 0}`];
    if (part === "gateway") {
      const cloud =
        this.way === "http" ? `http://127.0.0.1:${this.#hubPort}` : `mqtt://127.0.0.1:${this.#mqttPort}`;
      const where = ["--cloud", cloud, "--token-file", this.#token, "--data", join(this.dir, "hub")];
      return [PETPULSE, "gateway", "run", "--live", "--no-status", "--json", ...where];
    }
    if (part === "cloud") {
      const mqtt = {
        http: [],
        mqtt: ["--mqtt-port", `${this.#mqttPort}`],
        broker: ["--mqtt-broker", `mqtt://127.0.0.1:${this.#mqttPort}`, "--mqtt-group", ""],
      }[this.way];
      const where = ["--data", join(this.dir, "cloud"), "--port", `${this.#port}`, ...mqtt];
      return [PETPULSE, "cloud", "serve", ...where, "--json"];
    }
    const seed = this.#seed + this.collars.indexOf(part);
    return [join(HERE, "collar.ts"), this.folder(part), `${seed}`, `${this.#speed}`, `${this.pages(part)}`];
  }

  #remember(part: Part, line: string): void {
    this.#words.set(part, [...this.lastWords(part), line].slice(-LAST_WORDS));
    const code = /"code":"([a-z.-]+)"/.exec(line)?.[1];
    if (code) this.codes.add(code);
  }

  #clockFile(part: Part): string {
    return join(this.dir, `${part}.clock`);
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

  async #petpulse(...args: string[]): Promise<void> {
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED };
    await promisify(execFile)(process.execPath, [PETPULSE, ...args], { env });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
