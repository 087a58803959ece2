import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import type { Clock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import type { Uplink } from "@petpulse/gateway/uplink";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { pino } from "pino";
import type { Air } from "../air/air.ts";
import type { Boot, Observation, Second } from "../rig.ts";
import { conditionsAt } from "./schedule.ts";
import type { SimTime } from "./sim-time.ts";
import { arrivalsIn } from "./store.ts";
import { XsCollar, type XsCollarOptions } from "./xs-collar.ts";

/** Unix ms of the first simulated second: 1 June 2026. */
const ORIGIN_MS = Date.UTC(2026, 5, 1);
const SECOND_MS = 1000;
/** While frames wait, the radio asks for more so often: about a connection event, ms. */
const PUMP_MS = 30;
/** With nothing acknowledged for so long, nothing will be, s: longer than a hub's longest pause between two tries. */
const PATIENCE_S = 120;

export interface XsPathOptions extends XsCollarOptions {
  air: Air;
}

/** The Moddable app in a process of its own, one hub and one cloud in this one, under simulated time, for one scenario. */
export class XsPath {
  readonly #o: XsPathOptions;
  readonly #clock: Clock;
  readonly #collar: XsCollar;
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  #fromMs = 0;
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;
  #storeFile = "";
  #lastSeq = 0;
  #drained = false;
  #pumping = false;
  #closed = false;

  constructor(options: XsPathOptions) {
    this.#o = options;
    this.#collar = new XsCollar(options);
    const { time } = options;
    this.#clock = {
      now: () => Math.round(ORIGIN_MS + time.nowMs),
      later: (ms, run) => time.later(ms, run),
    };
  }

  /** Second 0 begins: the collar boots, the hub begins to look for it. */
  async open(): Promise<void> {
    const { dir, time, stacks, scenario } = this.#o;
    const log = pino({ level: "silent" });
    const cloud = await openCloud({
      dataDir: join(dir, "cloud"),
      port: 0,
      access: { mode: "loopback" },
      log,
      clock: () => this.#clock.now(),
    });
    this.#cloud = cloud;
    this.#storeFile = cloud.storeFile;
    await this.#boot(0);
    const { device, key } = this.#collar;
    await cloud.addDevice({ id: device, key, name: scenario.name, species: "dog" });
    const { token } = await cloud.addHub({ name: "rig", devices: [device] });
    void stacks.next("hub");
    this.#gateway = new Gateway({
      central: new NobleCentral(this.#clock),
      spool: new Spool({ path: join(dir, "spool.db"), clock: this.#clock }),
      uplink: announced(new HttpUplink(cloud.url, token, this.#clock), time),
      clock: this.#clock,
      log,
      liveView: scenario.watched,
    });
    this.#fromMs = time.nowMs;
    await time.during(this.#gateway.start());
  }

  /** Lives second `s`; false once the source has no more. Throws RigError rig.part-died. */
  async second(s: number): Promise<boolean> {
    const { time, air, scenario } = this.#o;
    const now = conditionsAt(scenario.faults, s);
    air.setLoss(now.loss);
    if (now.reset) {
      await this.#unplug();
      await this.#boot(s);
    }
    this.#reach(!now.away);
    await time.advanceTo(this.#fromMs + (s + 1) * SECOND_MS);
    const lives = await this.#collar.second();
    this.#pump();
    if (lives)
      this.#seconds.push({ atMs: this.#clock.now(), linked: this.#collar.state.sending && !now.away });
    return lives;
  }

  /** Waits until everything made is stored, or nothing moves any more. */
  async drain(): Promise<void> {
    const { time, air } = this.#o;
    air.setLoss(0);
    this.#reach(true);
    let last = -1;
    let stillS = 0;
    while (stillS < PATIENCE_S && !this.#drained) {
      await time.advanceTo(time.nowMs + SECOND_MS);
      await this.#collar.pump();
      this.#pump();
      this.#drained = this.#collar.caughtUp && this.#gateway!.status().spool.frames === 0;
      const { ackedSeq } = this.#collar.state;
      stillS = ackedSeq === last ? stillS + 1 : 0;
      last = ackedSeq;
    }
  }

  /** After `close`: the store is read as it was left. */
  observation(): Observation {
    const { device, key } = this.#collar;
    return {
      device,
      key,
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq: this.#lastSeq,
      arrivals: arrivalsIn(this.#storeFile),
      heart: this.#o.source.heart(),
      drained: this.#drained,
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { time } = this.#o;
    if (this.#gateway) await time.during(this.#gateway.stop());
    await this.#unplug();
    await this.#cloud?.stop();
  }

  async #boot(afterS: number): Promise<void> {
    await this.#collar.boot();
    this.#boots.push({ epoch: this.#collar.state.epoch, afterS });
  }

  async #unplug(): Promise<void> {
    if (this.#boots.length > 0) this.#lastSeq = this.#collar.state.nextSeq - 1;
    await this.#collar.unplug();
  }

  #reach(within: boolean): void {
    const { air } = this.#o;
    const collar = this.#collar.controller!;
    for (const other of air.controllers) {
      if (other === collar) continue;
      if (within) air.restore(collar, other);
      else air.silence(collar, other);
    }
  }

  #pump(): void {
    if (this.#pumping || !this.#collar.state.sending || this.#collar.caughtUp) return;
    this.#pumping = true;
    this.#o.time.later(PUMP_MS, () => {
      this.#pumping = false;
      // A process that died is found by the next second.
      if (!this.#closed)
        void this.#collar.pump().then(
          () => this.#pump(),
          () => {},
        );
    });
  }
}

/** Requests that leave the process are announced to simulated time. */
function announced(http: HttpUplink, time: SimTime): Uplink {
  return {
    start: () => http.start(),
    stop: () => http.stop(),
    send: (batch) => time.outside(http.send(batch)),
    grants: () => time.outside(http.grants()),
  };
}
