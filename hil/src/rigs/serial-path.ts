import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import type { Clock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { pino } from "pino";
import { type Identity, makeIdentity } from "../flash/identity.ts";
import type { Boot, Observation, Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { LIGHTS, packSecond } from "../serial/harness.ts";
import type { RigBoard } from "../serial/rig-board.ts";
import type { SampleSource } from "../source.ts";
import { conditionsAt } from "./schedule.ts";
import { SerialCentral } from "./serial-central.ts";
import type { SimTime } from "./sim-time.ts";
import { arrivalsIn } from "./store.ts";

/** Unix ms of the first simulated second: 1 June 2026. */
const ORIGIN_MS = Date.UTC(2026, 5, 1);
const SECOND_MS = 1000;
/** With nothing acknowledged for so long, nothing will be, s: longer than a hub's longest pause between two tries. */
const PATIENCE_S = 120;
const FULL_PERCENT = 100;

export interface SerialPathOptions {
  dir: string;
  board: RigBoard;
  /** Name of the harness on the board. */
  script: string;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
}

/** The real hub and cloud in this process under simulated time, around a board that lives in lock-step with them, for one scenario. */
export class SerialPath {
  readonly #o: SerialPathOptions;
  readonly #clock: Clock;
  readonly #central: SerialCentral;
  readonly #who: Identity = makeIdentity();
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  #fromMs = 0;
  #percent = FULL_PERCENT;
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;
  #drained = false;
  #closed = false;

  constructor(options: SerialPathOptions) {
    this.#o = options;
    const { time, board } = options;
    this.#clock = {
      now: () => Math.round(ORIGIN_MS + time.nowMs),
      later: (ms, run) => time.later(ms, run),
    };
    this.#central = new SerialCentral(board, time);
  }

  /** Second 0 begins: the collar boots, the hub begins to look for it. */
  async open(): Promise<void> {
    const { dir, time, scenario } = this.#o;
    const log = pino({ level: "silent" });
    const clock = this.#clock;
    const cloud = await openCloud({
      dataDir: join(dir, "cloud"),
      port: 0,
      access: { mode: "loopback" },
      log,
      clock: () => clock.now(),
    });
    this.#cloud = cloud;
    await this.#boot(0);
    const { device, key } = this.#who;
    const bytes = new Uint8Array(Buffer.from(key, "hex"));
    await cloud.addDevice({ id: device, key: bytes, name: scenario.name, species: "dog" });
    const { token } = await cloud.addHub({ name: "rig", devices: [device] });
    const http = new HttpUplink(cloud.url, token, clock);
    this.#gateway = new Gateway({
      central: this.#central,
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

  /** Lives second `s`; false once the source has no more. Throws ConsoleError, RigError. */
  async second(s: number): Promise<boolean> {
    const { time, scenario, source, board } = this.#o;
    const { away, reset } = conditionsAt(scenario.faults, s);
    if (reset) {
      this.#central.cut();
      await this.#boot(s);
    }
    this.#central.setWithin(!away);
    await time.advanceTo(this.#fromMs + (s + 1) * SECOND_MS);
    const samples = takeSecond(source);
    if (!samples) return false;
    this.#percent = Math.round(source.batteryPercent ?? FULL_PERCENT);
    await board.second(packSecond(samples), this.#percent);
    this.#seconds.push({ atMs: this.#clock.now(), linked: board.state.sending && !away });
    return true;
  }

  /** Waits until everything made is stored, or nothing moves any more. */
  async drain(): Promise<void> {
    const { time, board } = this.#o;
    this.#central.setWithin(true);
    let last = -1;
    for (let stillS = 0; stillS < PATIENCE_S && !this.#drained; ) {
      await time.advanceTo(time.nowMs + SECOND_MS);
      const { acknowledged, frames } = board.state;
      this.#drained = acknowledged === frames && this.#gateway!.status().spool.frames === 0;
      stillS = acknowledged === last ? stillS + 1 : 0;
      last = acknowledged;
    }
  }

  /** After `close`: the store is read as it was left. */
  observation(): Observation {
    const { board, source } = this.#o;
    const { device, key } = this.#who;
    return {
      device,
      key: new Uint8Array(Buffer.from(key, "hex")),
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq: board.state.frames,
      arrivals: arrivalsIn(this.#cloud!.storeFile),
      heart: source.heart(),
      drained: this.#drained,
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#gateway) await this.#o.time.during(this.#gateway.stop());
    await this.#cloud?.stop();
  }

  async #boot(afterS: number): Promise<void> {
    const { board, script, scenario } = this.#o;
    const utcS = ORIGIN_MS / 1000 + afterS;
    await board.start(script, this.#who, scenario.light === "continuous", utcS, this.#percent);
    this.#boots.push({ epoch: board.state.epoch, afterS });
  }
}

/** A whole second; null once the source has ended. */
function takeSecond(source: SampleSource): Int32Array[] | null {
  const samples: Int32Array[] = [];
  for (let i = 0; i < LIGHTS; i++) {
    const sample = new Int32Array(6);
    if (!source.next(sample)) return null;
    samples.push(sample);
  }
  return samples;
}
