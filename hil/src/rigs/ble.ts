import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import type { Central, CollarLink, Found } from "@petpulse/gateway/central";
import { type Clock, wait } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { decodeFrame } from "@petpulse/proto";
import { pino } from "pino";
import type { Identity } from "../flash/identity.ts";
import { type Arrival, type Boot, type Observation, type Rig, RigError, type Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { arrivalsIn } from "./store.ts";

/** A collar is found and taken within so long, and hands over what it has kept within so long of nothing new, s. */
const FOUND_S = 60;
const DRAIN_S = 60;
const SECOND_MS = 1000;

export interface BleRigOptions {
  /** Of the collar: its advertised name, its beginning, or its address. */
  wanted: string;
  identity: Identity;
  /** The adapter. */
  central: () => Central;
  clock: Clock;
}

/**
 * A real collar on the air, with the real hub and a cloud of the rig's own: looks on while somebody wears it, feeds it nothing and does
 * nothing to it. The scenario gives the time and the bounds; who wears the collar, nobody here knows. It takes up the collar in the
 * middle of its life: frames from before the first second are fetched, and left out.
 */
export class BleRig implements Rig {
  readonly name: string;
  readonly #o: BleRigOptions;

  constructor(options: BleRigOptions) {
    this.name = `ble:${options.wanted}`;
    this.#o = options;
  }

  async open(): Promise<void> {}

  async run(scenario: Scenario): Promise<Observation> {
    if (scenario.faults.length > 0 || scenario.flashPages !== undefined)
      throw new RigError(
        "rig.fault",
        `${scenario.name}: a collar on the air is only looked at`,
        "--scenario observe, or a rig that can do something to its collar",
      );
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-ble-"));
    const look = new Look(this.#o, dir);
    try {
      await look.open(scenario);
      for (let s = 0; s < scenario.seconds; s++) await look.second();
      const drained = await look.drain();
      await look.close();
      return look.observation(drained);
    } finally {
      await look.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {}
}

/** One scenario's hub and cloud. */
class Look {
  readonly #o: BleRigOptions;
  readonly #dir: string;
  readonly #seconds: Second[] = [];
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;
  #storeFile = "";
  #fromMs = 0;
  #closed = false;

  constructor(options: BleRigOptions, dir: string) {
    this.#o = options;
    this.#dir = dir;
  }

  /** Second 0 begins when the collar has handed over what it had kept. */
  async open({ watched }: Scenario): Promise<void> {
    const { clock, identity, wanted, central } = this.#o;
    const log = pino({ level: "silent" });
    const cloud = await openCloud({
      dataDir: join(this.#dir, "cloud"),
      port: 0,
      access: { mode: "loopback" },
      log,
      clock: () => clock.now(),
    });
    this.#cloud = cloud;
    this.#storeFile = cloud.storeFile;
    const key = new Uint8Array(Buffer.from(identity.key, "hex"));
    await cloud.addDevice({ id: identity.device, key, name: "collar", species: "dog" });
    const { token } = await cloud.addHub({ name: "rig", devices: [identity.device] });
    this.#gateway = new Gateway({
      central: new OneCollar(central(), wanted),
      spool: new Spool({ path: join(this.#dir, "spool.db"), clock }),
      uplink: new HttpUplink(cloud.url, token, clock),
      clock,
      log,
      liveView: watched,
    });
    await this.#gateway.start();
    for (let s = 0; this.#frames() === 0; s++) {
      if (s === FOUND_S) throw this.#silent();
      await wait(clock, SECOND_MS);
    }
    await this.drain();
    this.#fromMs = clock.now();
  }

  async second(): Promise<void> {
    const { clock } = this.#o;
    await wait(clock, Math.max(1, this.#fromMs + (this.#seconds.length + 1) * SECOND_MS - clock.now()));
    this.#seconds.push({ atMs: clock.now(), linked: this.#linked() });
  }

  /** Waits until everything heard is in the cloud; false when it does not get there in time. */
  async drain(): Promise<boolean> {
    let last = -1;
    let still = 0;
    for (let s = 0; s < DRAIN_S; s++) {
      await wait(this.#o.clock, SECOND_MS);
      const { spool } = this.#gateway!.status();
      const frames = this.#frames();
      still = frames === last && spool.frames === 0 ? still + 1 : 0;
      last = frames;
      // A live view makes a frame every two seconds: nothing new for one second is as still as it gets.
      if (still >= 1) return true;
    }
    return this.#gateway!.status().spool.frames === 0;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#gateway?.stop();
    await this.#cloud?.stop();
  }

  /** After `close`. Frames of the collar's life before second 0 are left out, by the uptime that its newest frame had then. */
  observation(drained: boolean): Observation {
    const { device, key } = this.#o.identity;
    const all = arrivalsIn(this.#storeFile).map((arrival) => ({
      arrival,
      frame: decodeFrame(arrival.bytes),
    }));
    const before = all.filter(({ arrival }) => arrival.receivedMs < this.#fromMs);
    const firstSeq = 1 + Math.max(0, ...before.map(({ frame }) => frame.seq));
    const arrivals: Arrival[] = [];
    const boots: Boot[] = [];
    let lastSeq = firstSeq - 1;
    for (const { arrival, frame } of all) {
      if (frame.seq < firstSeq) continue;
      arrivals.push(arrival);
      lastSeq = Math.max(lastSeq, frame.seq);
      if (boots.some(({ epoch }) => epoch === frame.epoch)) continue;
      boots.push({ epoch: frame.epoch, afterS: this.#startOf(frame.epoch, all) });
    }
    return {
      device,
      key: new Uint8Array(Buffer.from(key, "hex")),
      boots,
      seconds: this.#seconds,
      firstSeq,
      lastSeq,
      arrivals,
      heart: [],
      drained,
    };
  }

  /** Second of the scenario at which the collar's uptime was 0: by the frame that was on its way for the shortest time. */
  #startOf(
    epoch: number,
    all: readonly { arrival: Arrival; frame: ReturnType<typeof decodeFrame> }[],
  ): number {
    const starts = all
      .filter(({ frame }) => frame.epoch === epoch && frame.content.kind !== "minutes")
      .map(({ arrival, frame }) => (arrival.receivedMs - this.#fromMs) / SECOND_MS - frame.uptimeS);
    return Math.floor(Math.min(...starts, Number.POSITIVE_INFINITY));
  }

  #frames(): number {
    return arrivalsIn(this.#storeFile).length;
  }

  #linked(): boolean {
    return this.#gateway!.status().collars.some(({ state }) => state === "streaming");
  }

  #silent(): RigError {
    const [seen] = this.#gateway!.status().collars;
    const what = seen
      ? `${seen.name} is heard, but gives no frames: ${seen.lastError ?? "no reason"}`
      : "not heard";
    const hint = "is it in reach, is its identity the right one, and is no other hub holding it?";
    return new RigError("rig.board-silent", `${this.#o.wanted}: ${what}`, hint);
  }
}

/** A central that hears one collar and no other. */
class OneCollar implements Central {
  readonly #central: Central;
  readonly #wanted: string;

  constructor(central: Central, wanted: string) {
    this.#central = central;
    this.#wanted = wanted.toLowerCase();
  }

  start(): Promise<void> {
    return this.#central.start();
  }

  stop(): Promise<void> {
    return this.#central.stop();
  }

  reset(): Promise<void> {
    return this.#central.reset();
  }

  onFound(listener: (found: Found) => void): void {
    this.#central.onFound((found) => {
      const bare = (text: string) => text.toLowerCase().replaceAll(":", "");
      const named = found.name.toLowerCase().startsWith(this.#wanted);
      if (named || bare(found.id) === bare(this.#wanted)) listener(found);
    });
  }

  onAdapter(listener: (up: boolean) => void): void {
    this.#central.onAdapter(listener);
  }

  connect(id: string, options: { timeoutMs: number }): Promise<CollarLink> {
    return this.#central.connect(id, options);
  }
}
