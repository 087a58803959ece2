import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { loadIdentity } from "@petpulse/firmware/targets/node/identity";
import Database from "better-sqlite3";
import { Air } from "../air/air.ts";
import { Household, type HouseholdOptions } from "../process/household.ts";
import { type Boot, type Observation, RigError, type Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { heartOf } from "../scenario/wearing.ts";
import { AlertListener } from "./alert-listener.ts";
import type { Said } from "./process-collar.ts";
import { conditionsAt } from "./schedule.ts";
import { arrivalsIn } from "./store.ts";

/** Simulated seconds per second: those of the fast air; for scenarios of more than an hour the most a slow machine keeps up with. */
const SPEED = 20;
const LONG_S = 3600;
const LONG_SPEED = 400;
/** What has not happened by then never will, ms: a hub pauses half a minute between two tries at most. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;
/** The cloud looks for alerts once a second: what it has not told by then it had nothing to tell of, ms. */
const TOLD_MS = 2000;
/** The cloud learns of a new token within a second. */
const MOST_ASKED = 10;
const ASK_MS = 300;
/** Last words of a process that are kept, bytes. */
const MOST_WORDS = 2000;

const ROOT = join(import.meta.dirname, "../../..");
const COLLAR = join(import.meta.dirname, "process-collar.ts");
const AIR = join(ROOT, "hil/src/process/air.ts");

/** On an air that keeps its true intervals. */
class UnhurriedHousehold extends Household {
  override readonly air: Air;

  constructor(dir: string, seed: number, speed: number, options: HouseholdOptions) {
    super(dir, seed, speed, options);
    this.air = new Air({ mode: "real-time", seed });
  }
}

/** One household of processes for one scenario; the collar is started here, because it has to live a script and be reset. */
export class ProcessPath {
  readonly #scenario: Scenario;
  readonly #dir: string;
  /** In real time, on an air at its true intervals. */
  readonly #unhurried: boolean;
  readonly #home: Household;
  readonly #listener = new AlertListener();
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  readonly #resets = new Set<number>();
  #cloudPort = 0;
  #child: ChildProcess | null = null;
  #said: Said | null = null;
  #words = "";
  #stopping = false;
  #resetting = false;
  /** The hub is not there yet. */
  #introducing = true;

  constructor(dir: string, scenario: Scenario) {
    this.#dir = dir;
    this.#scenario = scenario;
    const { seed, expects } = scenario;
    const options: HouseholdOptions = {
      collars: 0,
      between: async (port) => {
        this.#cloudPort = port;
        return port;
      },
    };
    // How soon somebody is told is a matter of seconds on the wall.
    this.#unhurried = expects.alertP95S !== undefined;
    const Home = this.#unhurried ? UnhurriedHousehold : Household;
    this.#home = new Home(dir, seed, SPEED, options);
  }

  async run(): Promise<Observation> {
    await this.#start();
    await this.#until("the collar has no link", () => this.#said?.linked === true);
    this.#child!.stdin!.write("\n");
    await this.#until("the collar stands still", () => this.#said?.over === true);
    this.#home.air.setLoss(0);
    this.#reach(true);
    const drained = await this.#drained();
    await new Promise((resolve) => setTimeout(resolve, TOLD_MS));
    const lastSeq = this.#said!.nextSeq - 1;
    const { device, key } = loadIdentity(join(this.#collarDir, "identity.json"));
    await this.close();
    return {
      device,
      key: new Uint8Array(Buffer.from(key, "hex")),
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq,
      arrivals: arrivalsIn(this.#home.storeFile),
      told: this.#listener.told,
      heart: await heartOf(this.#scenario, this.#seconds.length),
      drained,
    };
  }

  async close(): Promise<void> {
    this.#stopping = true;
    await this.#kill();
    await this.#home.stop();
    await this.#listener.stop();
  }

  /**
   * Hub and cloud first, as strangers; the hub comes back when the cloud has been told of the collar. It is gone before there is one:
   * a collar whose hub is killed in the middle of its greeting hears nobody else until the link's end.
   */
  async #start(): Promise<void> {
    const home = this.#home;
    await home.start();
    await home.kill("gateway");
    this.#spawn(0);
    await this.#until("the collar says nothing", () => this.#said !== null);
    const data = join(this.#dir, "cloud");
    const identity = join(this.#collarDir, "identity.json");
    const hub = readFileSync(join(this.#dir, "hub.token"), "utf8").split(".")[1]!;
    await petpulse("cloud", "device", "add", "--data", data, "--name", "collar", "--identity", identity);
    await petpulse("cloud", "hub", "grant", "--data", data, hub, this.#said!.device);
    await this.#listen(data);
    home.run("gateway");
    this.#introducing = false;
  }

  /** The cloud tells this process of every alert. */
  async #listen(data: string): Promise<void> {
    const url = await this.#listener.start();
    const file = join(this.#dir, "owner.token");
    const owner = ["--name", "rig", "--role", "owner", "--token-file", file];
    await petpulse("cloud", "viewer", "add", "--data", data, ...owner);
    const headers = {
      authorization: `Bearer ${readFileSync(file, "utf8").trim()}`,
      "content-type": "application/json",
    };
    const body = JSON.stringify({ kind: "webhook", name: "rig", least: "info", settings: { url } });
    let status = 0;
    for (let asked = 0; asked < MOST_ASKED && status !== 201; asked++) {
      if (asked > 0) await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      const channels = `http://127.0.0.1:${this.#cloudPort}/v1/alert-channels`;
      status = (await fetch(channels, { method: "POST", headers, body })).status;
    }
    if (status !== 201)
      throw new RigError("rig.part-died", `the cloud takes no alert channel: ${status}`, "see its log");
  }

  #spawn(fromS: number): void {
    const env = { ...process.env, PETPULSE_AIR: join(this.#dir, "air.sock"), PETPULSE_AIR_NAME: "collar" };
    const { seconds, seed, wears, light, flashPages } = this.#scenario;
    const speed = this.#unhurried ? 1 : seconds > LONG_S ? LONG_SPEED : SPEED;
    const story = JSON.stringify({ seconds, seed, wears, light, flashPages });
    const args = ["--import", AIR, COLLAR, this.#collarDir, `${speed}`, `${fromS}`, story];
    const child = spawn(process.execPath, args, { env, stdio: "pipe" });
    this.#child = child;
    let first = true;
    createInterface({ input: child.stdout }).on("line", (line) => {
      // What a killed collar had still said is of the past.
      if (child !== this.#child) return;
      const said = JSON.parse(line) as Said;
      if (first) this.#boots.push({ epoch: said.epoch, afterS: fromS });
      first = false;
      this.#hear(said);
    });
    child.stderr.on("data", (bytes: Buffer) => {
      this.#words = (this.#words + bytes.toString()).slice(-MOST_WORDS);
    });
    child.stdin.on("error", () => {});
  }

  /** A second has been lived: it is written down, and the next one's conditions hold. */
  #hear(said: Said): void {
    const { faults, seconds } = this.#scenario;
    const lived = said.second > (this.#said?.second ?? 0);
    this.#said = said;
    if (lived) {
      const was = conditionsAt(faults, said.second - 1);
      this.#seconds[said.second - 1] = { atMs: said.atMs, linked: said.linked && !was.away };
    }
    if (said.over || said.second >= seconds || this.#stopping) return;
    const now = conditionsAt(faults, said.second);
    this.#home.air.setLoss(now.loss);
    this.#reach(!now.away);
    if (!now.reset || this.#resets.has(said.second)) return;
    this.#resets.add(said.second);
    void this.#reset(said.second);
  }

  async #reset(atS: number): Promise<void> {
    this.#resetting = true;
    await this.#kill();
    this.#spawn(atS);
    this.#child!.stdin!.write("\n");
    this.#resetting = false;
  }

  #reach(within: boolean): void {
    const [hub, collar] = [this.#home.controller("gateway"), this.#home.controller("collar")];
    if (!hub || !collar) return;
    if (within) this.#home.air.restore(hub, collar);
    else this.#home.air.silence(hub, collar);
  }

  async #kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async #drained(): Promise<boolean> {
    const carried = () => this.#said!.ackedSeq === this.#said!.nextSeq - 1 && this.#spooled() === 0;
    try {
      await this.#until(
        "not everything arrives",
        carried,
        () => `${this.#said!.ackedSeq} ${this.#spooled()}`,
      );
      return true;
    } catch (error) {
      if ((error as RigError).code !== "rig.board-silent") throw error;
      return false;
    }
  }

  #spooled(): number {
    const spool = new Database(this.#home.spoolFile, { readonly: true });
    try {
      return spool.prepare("SELECT count(*) FROM frames").pluck().get() as number;
    } finally {
      spool.close();
    }
  }

  /** Looks until it holds; gives up once `progress` has not changed for so long. */
  async #until(
    what: string,
    holds: () => boolean,
    progress: () => string = () => `${this.#said?.second}`,
  ): Promise<void> {
    let last = progress();
    let since = performance.now();
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const dead = this.#child?.exitCode ?? this.#child?.signalCode ?? null;
      if (dead !== null && !this.#resetting)
        throw new RigError("rig.part-died", `the collar's process ended (${dead})`, this.#words.trim());
      for (const part of this.#introducing ? (["cloud"] as const) : (["gateway", "cloud"] as const)) {
        if (!this.#home.alive(part))
          throw new RigError("rig.part-died", `the ${part} ended`, [...this.#home.codes].join(", "));
      }
      const now = progress();
      if (now !== last) since = performance.now();
      last = now;
      if (performance.now() - since > PATIENCE_MS)
        throw new RigError("rig.board-silent", what, [...this.#home.codes].join(", "));
    }
  }

  get #collarDir(): string {
    return join(this.#dir, "collar");
  }
}

async function petpulse(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(ROOT, "petpulse.mjs"), ...args]);
}
