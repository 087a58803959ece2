import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import type { Clock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { pino } from "pino";
import type { Air } from "../air/air.ts";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import type { Boot, Observation, Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import { conditionsAt } from "./schedule.ts";
import type { SimTime } from "./sim-time.ts";
import { arrivalsIn } from "./store.ts";

/** Unix ms of the first simulated second: 1 June 2026. */
const ORIGIN_MS = Date.UTC(2026, 5, 1);
const SECOND_MS = 1000;
/** While frames wait, the radio asks for more so often: about a connection event, ms. */
const PUMP_MS = 30;
/** With nothing acknowledged for so long, nothing will be, s: longer than a hub's longest pause between two tries. */
const PATIENCE_S = 120;

/** A collar on the air that lives outside this path, second by second. Everything may throw RigError. */
export interface PathCollar {
  /** 16 hex digits, from the first boot on. */
  readonly device: string;
  readonly key: Uint8Array;
  /** Its controller on the air since the last boot. */
  readonly controller: Controller | null;
  /** What it said of itself last. `sending`: a hub takes frames. */
  readonly state: {
    readonly epoch: number;
    readonly nextSeq: number;
    readonly ackedSeq: number;
    readonly sending: boolean | number;
  };
  /** Power is on: it boots and advertises. */
  boot(): Promise<void>;
  /** Lives a second; false once its animal has no more. */
  second(): Promise<boolean>;
  /** Carries what it has to say, as far as the radio has room. */
  pump(): Promise<void>;
  /** The power goes. */
  unplug(): Promise<void>;
}

export interface LockstepPathOptions {
  dir: string;
  collar: PathCollar;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
  air: Air;
  stacks: Stacks;
}

/** One hub and one cloud in this process under simulated time, around a collar that lives in lock-step with them, for one scenario. */
export class LockstepPath {
  readonly #o: LockstepPathOptions;
  readonly #clock: Clock;
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  #fromMs = 0;
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;
  #lastSeq = 0;
  #drained = false;
  #pumping = false;
  #closed = false;

  constructor(options: LockstepPathOptions) {
    this.#o = options;
    const { time } = options;
    this.#clock = {
      now: () => Math.round(ORIGIN_MS + time.nowMs),
      later: (ms, run) => time.later(ms, run),
    };
  }

  /** Lives the whole scenario. Throws RigError. */
  async live(): Promise<Observation> {
    const { scenario } = this.#o;
    try {
      await this.#open();
      for (let s = 0; s < scenario.seconds; s++) if (!(await this.#second(s))) break;
      await this.#drain();
      await this.#close();
      return this.#observation();
    } finally {
      await this.#close();
    }
  }

  /** Second 0 begins: the collar boots, the hub begins to look for it. */
  async #open(): Promise<void> {
    const { dir, time, stacks, scenario, collar } = this.#o;
    const log = pino({ level: "silent" });
    const clock = this.#clock;
    const access = { mode: "loopback" } as const;
    const cloud = await openCloud({
      dataDir: join(dir, "cloud"),
      port: 0,
      access,
      log,
      clock: () => clock.now(),
    });
    this.#cloud = cloud;
    await this.#boot(0);
    await cloud.addDevice({ id: collar.device, key: collar.key, name: scenario.name, species: "dog" });
    const { token } = await cloud.addHub({ name: "rig", devices: [collar.device] });
    void stacks.next("hub");
    const http = new HttpUplink(cloud.url, token, clock);
    this.#gateway = new Gateway({
      central: new NobleCentral(clock),
      spool: new Spool({ path: join(dir, "spool.db"), clock }),
      // Requests that leave the process are announced to simulated time.
      uplink: {
        start: () => http.start(),
        stop: () => http.stop(),
        send: (batch) => time.outside(http.send(batch)),
        grants: () => time.outside(http.grants()),
      },
      clock,
      log,
      liveView: scenario.watched,
    });
    this.#fromMs = time.nowMs;
    await time.during(this.#gateway.start());
  }

  /** Lives second `s`; false once the source has no more. Throws RigError. */
  async #second(s: number): Promise<boolean> {
    const { time, air, scenario, collar } = this.#o;
    const now = conditionsAt(scenario.faults, s);
    air.setLoss(now.loss);
    if (now.reset) {
      await this.#unplug();
      await this.#boot(s);
    }
    this.#reach(!now.away);
    await time.advanceTo(this.#fromMs + (s + 1) * SECOND_MS);
    const lives = await collar.second();
    await collar.pump();
    this.#pump();
    if (lives)
      this.#seconds.push({ atMs: this.#clock.now(), linked: Boolean(collar.state.sending) && !now.away });
    return lives;
  }

  /** Waits until everything made is stored, or nothing moves any more. */
  async #drain(): Promise<void> {
    const { time, air, collar } = this.#o;
    air.setLoss(0);
    this.#reach(true);
    let last = -1;
    let stillS = 0;
    while (stillS < PATIENCE_S && !this.#drained) {
      await time.advanceTo(time.nowMs + SECOND_MS);
      await collar.pump();
      this.#pump();
      this.#drained = this.#caughtUp && this.#gateway!.status().spool.frames === 0;
      const { ackedSeq } = collar.state;
      stillS = ackedSeq === last ? stillS + 1 : 0;
      last = ackedSeq;
    }
  }

  /** After `#close`: the store is read as it was left. */
  #observation(): Observation {
    const { collar, source } = this.#o;
    return {
      device: collar.device,
      key: collar.key,
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq: this.#lastSeq,
      arrivals: arrivalsIn(this.#cloud!.storeFile),
      heart: source.heart(),
      drained: this.#drained,
    };
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { time } = this.#o;
    if (this.#gateway) await time.during(this.#gateway.stop());
    await this.#unplug();
    await this.#cloud?.stop();
  }

  async #boot(afterS: number): Promise<void> {
    const { collar } = this.#o;
    await collar.boot();
    this.#boots.push({ epoch: collar.state.epoch, afterS });
  }

  async #unplug(): Promise<void> {
    const { collar } = this.#o;
    if (this.#boots.length > 0) this.#lastSeq = collar.state.nextSeq - 1;
    await collar.unplug();
  }

  #reach(within: boolean): void {
    const { air } = this.#o;
    const collar = this.#o.collar.controller!;
    for (const other of air.controllers) {
      if (other === collar) continue;
      if (within) air.restore(collar, other);
      else air.silence(collar, other);
    }
  }

  /** Every frame made so far is acknowledged by a hub. */
  get #caughtUp(): boolean {
    const { ackedSeq, nextSeq } = this.#o.collar.state;
    return ackedSeq === nextSeq - 1;
  }

  #pump(): void {
    const { collar, time } = this.#o;
    if (this.#pumping || !collar.state.sending || this.#caughtUp) return;
    this.#pumping = true;
    time.later(PUMP_MS, () => {
      this.#pumping = false;
      // A collar that died is found by the next second.
      if (!this.#closed)
        void collar.pump().then(
          () => this.#pump(),
          () => {},
        );
    });
  }
}
