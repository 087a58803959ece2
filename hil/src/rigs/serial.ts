import { randomBytes } from "node:crypto";
import type { Clock } from "@petpulse/gateway/clock";
import { encodeFrame, type FrameContent, petpulse } from "@petpulse/proto";
import type { Firmware } from "../flash/firmware.ts";
import { suitable } from "../flash/flash.ts";
import { BoardStorage } from "../flash/storage.ts";
import { type Arrival, type Boot, type Observation, type Rig, RigError, type Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { askBoard } from "../serial/board.ts";
import { Console } from "../serial/console.ts";
import {
  checkedRow,
  checkedTold,
  harnessed,
  LIGHTS,
  packSecond,
  RING_FILES,
  type Told,
} from "../serial/harness.ts";
import type { Line } from "../serial/line.ts";
import { conditionsAt } from "./schedule.ts";

/** Every estimate takes two seconds of light (firmware/src/heart). */
const HOP_S = 2;
const MINUTE_S = 60;
const KEY_BYTES = 32;
/** What the board's clock says at second 0, Unix s: its frames carry the host's. */
const ORIGIN_S = Date.UTC(2026, 5, 1) / 1000;
/** A second of samples takes a watch some tenths of one; a flash that compacts itself blocks, ms. */
const SECOND_MS = 30_000;
const FULL_PERCENT = 100;
const DEVICE = /^[0-9a-f]{16}$/;

export interface SerialRigOptions {
  line: Line;
  clock: Clock;
  /** Built when it is first needed. */
  firmware: () => Promise<Firmware>;
}

/**
 * A real board over its console: the shipped script runs there inside a harness that feeds it samples, and says after every second what
 * it has made. Time is the samples', so a scenario lasts as long as the board computes. The Espruino target has no sealed link yet:
 * its estimates and minutes are written as frames here, under a key of the rig's, and it says no events but its starts; what a hub out
 * of reach misses is fetched from the board's ring afterwards, which keeps minutes alone.
 */
export class SerialRig implements Rig {
  readonly name: string;
  readonly #o: SerialRigOptions;
  readonly #console: Console;
  #script = "";

  constructor(options: SerialRigOptions) {
    this.name = `serial:${options.line.name}`;
    this.#o = options;
    this.#console = new Console(options.line, options.clock);
  }

  /** Throws ConsoleError, FlashError flash.wrong-board and its like, ToolError. */
  async open(): Promise<void> {
    try {
      await this.#prepare();
    } catch (error) {
      await this.#console.stop();
      throw error;
    }
  }

  async #prepare(): Promise<void> {
    await this.#console.start();
    const board = await askBoard(this.#console);
    const firmware = await this.#o.firmware();
    suitable(board, { firmware, leastBattery: 0 });
    const storage = new BoardStorage(this.#console);
    const script = harnessed(firmware);
    for (const file of [...firmware.generation.slice(1), script]) await storage.put(file);
    this.#script = script.name;
  }

  async run(scenario: Scenario): Promise<Observation> {
    if (scenario.faults.some(({ kind }) => kind === "loss") || scenario.flashPages !== undefined)
      throw new RigError(
        "rig.fault",
        `${scenario.name}: a console loses no packets, and a board's flash is as large as it is`,
        "the sim and process rigs can",
      );
    const storage = new BoardStorage(this.#console);
    for (const name of await storage.list(RING_FILES)) await storage.erase(name);
    const life = new BoardLife(this.#console, this.#o.clock, scenario, this.#script);
    return life.live();
  }

  /** The board runs again what it ran before. */
  async close(): Promise<void> {
    try {
      if (this.#script !== "") {
        const storage = new BoardStorage(this.#console);
        for (const name of [...(await storage.list(RING_FILES)), this.#script]) await storage.erase(name);
        await this.#console.restart("load()");
      }
    } catch {
      // A board that is gone has its button; what is left on it is swept by the next flash.
    }
    await this.#console.stop();
  }
}

/** One scenario on the board. */
class BoardLife {
  readonly #console: Console;
  readonly #clock: Clock;
  readonly #scenario: Scenario;
  readonly #script: string;
  readonly #key = new Uint8Array(randomBytes(KEY_BYTES));
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  readonly #arrivals: Arrival[] = [];
  #device = "";
  #bootS = 0;
  #seq = 0;
  /** Rows of the ring that were fetched, and where the first of this start was. */
  #fetched = 0;
  #firstRow = 1;
  #percent = FULL_PERCENT;

  constructor(console: Console, clock: Clock, scenario: Scenario, script: string) {
    this.#console = console;
    this.#clock = clock;
    this.#scenario = scenario;
    this.#script = script;
  }

  async live(): Promise<Observation> {
    const { faults, seconds } = this.#scenario;
    const source = await openWearing(this.#scenario);
    await this.#boot(0);
    for (let s = 0; s < seconds; s++) {
      const { away, reset } = conditionsAt(faults, s);
      // The rig's reset waits for the rows of the life that ends: afterwards nobody could say whose they are.
      if (reset) {
        await this.#fetch();
        await this.#boot(s);
      }
      const samples = takeSecond(source);
      if (!samples) break;
      this.#percent = Math.round(source.batteryPercent ?? FULL_PERCENT);
      const atMs = this.#clock.now();
      const told = await this.#second(packSecond(samples));
      this.#seconds.push({ atMs, linked: !away });
      if (!away) await this.#collect(told, s + 1);
    }
    const drained = await this.#fetch();
    return {
      device: this.#device,
      key: this.#key,
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq: this.#seq,
      arrivals: this.#arrivals,
      heart: source.heart(),
      drained,
    };
  }

  async #boot(afterS: number): Promise<void> {
    await this.#console.restart(`load(${JSON.stringify(this.#script)})`);
    const settings = JSON.stringify({ continuous: this.#scenario.light === "continuous" });
    const said = (await this.#console.ask(
      `petpulseRig.start(${settings},${ORIGIN_S + afterS},${this.#percent})`,
      SECOND_MS,
    )) as { refusal?: string; device?: string; minutes?: number } | undefined;
    if (typeof said?.device !== "string" || !DEVICE.test(said.device))
      throw new RigError(
        "rig.part-died",
        `${this.#console.name}: the collar does not start: ${said?.refusal ?? "it says nothing"}`,
        "flash the board anew",
      );
    this.#device = said.device;
    this.#bootS = afterS;
    this.#firstRow = (said.minutes ?? 0) + 1;
    this.#boots.push({ epoch: this.#boots.length + 1, afterS });
    this.#store(0, {
      kind: "events",
      events: [{ kind: petpulse.v1.EventKind.EVENT_BOOT, afterS: 0, value: 0 }],
    });
  }

  async #second(text: string): Promise<Told> {
    const told = checkedTold(
      await this.#console.ask(`petpulseRig.second("${text}",${this.#percent})`, SECOND_MS),
    );
    if (told) return told;
    throw new RigError(
      "rig.board-silent",
      `${this.#console.name}: no answer of this version to a second`,
      "flash the board anew",
    );
  }

  async #collect({ heartRate, confidence, flags, light, minutes }: Told, s: number): Promise<void> {
    const uptimeS = s - this.#bootS;
    if (light && uptimeS % HOP_S === 0) {
      const columns = { heartRate: [heartRate], confidence: [confidence], flags: [flags] };
      this.#store(uptimeS, { kind: "live", count: 1, stepS: HOP_S, columns });
    }
    if (minutes > this.#fetched) await this.#fetch();
  }

  /** Rows of the ring that were not fetched yet; false when one of them is damaged or gone. */
  async #fetch(): Promise<boolean> {
    const minutes = Number(await this.#console.ask("petpulse.status().minutes"));
    while (this.#fetched < minutes) {
      const seq = this.#fetched + 1;
      const columns = checkedRow(await this.#console.ask(`petpulse.row(${seq})`));
      if (!columns) return false;
      this.#fetched = seq;
      this.#store((seq - this.#firstRow) * MINUTE_S, { kind: "minutes", count: 1, columns });
    }
    return true;
  }

  #store(uptimeS: number, content: FrameContent): void {
    const epoch = this.#boots.length;
    const frame = { device: this.#device, epoch, seq: ++this.#seq, uptimeS, utcS: null, content };
    this.#arrivals.push({ bytes: encodeFrame(frame, this.#key), receivedMs: this.#clock.now() });
  }
}

/** A whole second; null once the source has ended. */
function takeSecond(source: Awaited<ReturnType<typeof openWearing>>): Int32Array[] | null {
  const samples: Int32Array[] = [];
  for (let i = 0; i < LIGHTS; i++) {
    const sample = new Int32Array(6);
    if (!source.next(sample)) return null;
    samples.push(sample);
  }
  return samples;
}
