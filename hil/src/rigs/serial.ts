import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@petpulse/gateway/clock";
import type { Firmware } from "../flash/firmware.ts";
import { suitable } from "../flash/flash.ts";
import { BoardStorage } from "../flash/storage.ts";
import { type Observation, type Rig, RigError } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { askBoard } from "../serial/board.ts";
import { Console } from "../serial/console.ts";
import { harnessed, RIG_FILES } from "../serial/harness.ts";
import type { Line } from "../serial/line.ts";
import { RigBoard } from "../serial/rig-board.ts";
import { LockstepPath } from "./lockstep-path.ts";
import { SerialCentral } from "./serial-central.ts";
import { SerialCollar } from "./serial-collar.ts";
import { SimTime } from "./sim-time.ts";
import { simulatedClock } from "./simulated-home.ts";

export interface SerialRigOptions {
  line: Line;
  /** For the console's patience: real time. */
  clock: Clock;
  /** Built when it is first needed. */
  firmware: () => Promise<Firmware>;
}

/**
 * A real board over its console: the shipped script and its native code run there inside a harness that feeds them samples and carries
 * their radio's fragments to the real hub and cloud in this process. Simulated time stands still while the board computes, so latencies
 * are those of the parts' own waiting. Everything the collar keeps on flash is kept beside the real collar's, under an identity of the
 * rig's; afterwards the board runs what it ran before.
 */
export class SerialRig implements Rig {
  readonly name: string;
  readonly #o: SerialRigOptions;
  readonly #console: Console;
  readonly #time = new SimTime();
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

  /** Throws ConsoleError, RigError. */
  async run(scenario: Scenario): Promise<Observation> {
    if (scenario.faults.some(({ kind }) => kind === "loss") || scenario.flashPages !== undefined)
      throw new RigError(
        "rig.fault",
        `${scenario.name}: a console loses no packets, and a board's flash is as large as it is`,
        "the sim, process, xs and qemu rigs can",
      );
    await this.#clear();
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const source = await openWearing(scenario);
    const board = new RigBoard(this.#console);
    const time = this.#time;
    const central = new SerialCentral(board, time);
    const clock = simulatedClock(time);
    const collar = new SerialCollar({ board, central, script: this.#script, source, scenario, clock });
    try {
      return await new LockstepPath({ dir, collar, radio: central, source, scenario, time }).live();
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  /** The board runs again what it ran before. */
  async close(): Promise<void> {
    try {
      if (this.#script !== "") {
        await this.#clear();
        await new BoardStorage(this.#console).erase(this.#script);
        await this.#console.restart("load()");
      }
    } catch {
      // A board that is gone has its button; what is left on it is swept by the next flash.
    }
    await this.#console.stop();
  }

  async #clear(): Promise<void> {
    const storage = new BoardStorage(this.#console);
    for (const name of await storage.list(RIG_FILES)) await storage.erase(name);
  }
}
