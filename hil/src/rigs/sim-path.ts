import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import { type NodeCollar, openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import type { Clock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import type { Uplink } from "@petpulse/gateway/uplink";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { pino } from "pino";
import type { Air } from "../air/air.ts";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import type { Boot, Observation, Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { FLASH_PAGES } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import { Wearer } from "../start/wearer.ts";
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

export interface SimPathOptions {
  dir: string;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
  air: Air;
  stacks: Stacks;
}

/** One collar, one hub and one cloud under simulated time, for one scenario. */
export class SimPath {
  readonly #o: SimPathOptions;
  readonly #clock: Clock;
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  #fromMs = 0;
  #node: NodeCollar | null = null;
  #wearer: Wearer | null = null;
  #controller: Controller | null = null;
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;
  #storeFile = "";
  #lastSeq = 0;
  #drained = false;
  #pumping = false;
  #closed = false;

  constructor(options: SimPathOptions) {
    this.#o = options;
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
    const { device, key } = this.#node!;
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

  /** Lives second `s`; false once the source has no more. */
  async second(s: number): Promise<boolean> {
    const { time, air, scenario } = this.#o;
    const now = conditionsAt(scenario.faults, s);
    air.setLoss(now.loss);
    if (now.reset) await this.#reset(s);
    this.#reach(!now.away);
    await time.advanceTo(this.#fromMs + (s + 1) * SECOND_MS);
    const lives = this.#wearer!.second();
    this.#pump();
    if (lives) {
      const linked = this.#node!.collar.link.sending && !now.away;
      this.#seconds.push({ atMs: this.#clock.now(), linked });
    }
    return lives;
  }

  /** Waits until everything made is stored, or nothing moves any more. */
  async drain(): Promise<void> {
    const { time, air } = this.#o;
    air.setLoss(0);
    this.#reach(true);
    const { log } = this.#node!.collar;
    const gateway = this.#gateway!;
    let last = -1;
    let stillS = 0;
    while (stillS < PATIENCE_S && !this.#drained) {
      await time.advanceTo(time.nowMs + SECOND_MS);
      this.#pump();
      this.#drained = this.#wearer!.caughtUp && gateway.status().spool.frames === 0;
      stillS = log.ackedSeq === last ? stillS + 1 : 0;
      last = log.ackedSeq;
    }
  }

  /** After `close`: the store is read as it was left. */
  observation(): Observation {
    const { device, key } = this.#node!;
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
    const { dir, source, scenario, stacks, time } = this.#o;
    const pages = scenario.flashPages ?? FLASH_PAGES;
    const node = openCollar({ dir: join(dir, "collar"), channels: source.ppgChannels, pages });
    const wearer = new Wearer(scenario.name, source, node);
    node.collar.settings.profile = scenario.light === "bursts" ? BURSTS : CONTINUOUS;
    this.#node = node;
    this.#wearer = wearer;
    this.#boots.push({ epoch: node.collar.log.epoch, afterS });
    const { bleno, controller } = await stacks.peripheral("collar");
    this.#controller = controller;
    wearer.peripheral = new Peripheral(bleno, node, { name: `PetPulse-${node.device.slice(-4)}` });
    await time.during(wearer.peripheral.start());
  }

  async #reset(afterS: number): Promise<void> {
    await this.#unplug();
    await this.#boot(afterS);
  }

  /** The collar has no power from now on. */
  async #unplug(): Promise<void> {
    if (!this.#node) return;
    this.#lastSeq = this.#node.collar.log.nextSeq - 1;
    this.#controller?.unplug();
    await this.#wearer?.peripheral?.stop();
    this.#node.close();
  }

  #reach(within: boolean): void {
    const { air } = this.#o;
    const collar = this.#controller!;
    for (const other of air.controllers) {
      if (other === collar) continue;
      if (within) air.restore(collar, other);
      else air.silence(collar, other);
    }
  }

  #pump(): void {
    const { collar } = this.#node!;
    this.#wearer!.peripheral?.pump();
    if (this.#pumping || !collar.link.sending || this.#wearer!.caughtUp) return;
    this.#pumping = true;
    this.#o.time.later(PUMP_MS, () => {
      this.#pumping = false;
      if (!this.#closed) this.#pump();
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
