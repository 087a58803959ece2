import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolError } from "@petpulse/firmware/tools/build/toolchain";
import { type Prepared, prepareEmulated } from "@petpulse/firmware/tools/moddable/prepare";
import { Air } from "../air/air.ts";
import { Stacks } from "../air/stacks.ts";
import { type Observation, type Rig, RigError } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { QemuPath } from "./qemu-path.ts";
import { SimTime } from "./sim-time.ts";
import { XsCollar } from "./xs-collar.ts";

/**
 * The Moddable target: its own app as byte code on Moddable's engine, in a process that lives in lock-step with simulated time; its light
 * sensor, accelerometer, flash and BLE server are emulated, the rest of the path is that of the sim rig. One per process.
 */
export class XsRig implements Rig {
  readonly name = "xs";
  readonly #time = new SimTime();
  readonly #air: Air;
  #stacks: Stacks | null = null;
  #prepared: Prepared | null = null;

  /** `seed`: of the air's losses. */
  constructor(seed: number) {
    this.#air = new Air({ mode: "real-time", seed, clock: this.#time });
  }

  /** Builds the engine, the first time, and the app's byte code. Throws RigError rig.missing. */
  async open(): Promise<void> {
    try {
      this.#prepared = await prepareEmulated("script");
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new RigError("rig.missing", error.message, error.hint, { cause: error });
    }
    this.#stacks ??= new Stacks(this.#air);
  }

  async run(scenario: Scenario): Promise<Observation> {
    const source = await openWearing(scenario);
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const [time, air, stacks, prepared] = [this.#time, this.#air, this.#stacks!, this.#prepared!];
    const collar = new XsCollar({ dir, prepared, source, scenario, time, stacks });
    const path = new QemuPath({ dir, collar, source, scenario, time, air, stacks });
    try {
      await path.open();
      for (let s = 0; s < scenario.seconds; s++) if (!(await path.second(s))) break;
      await path.drain();
      await path.close();
      return path.observation();
    } finally {
      await path.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    this.#air.stop();
  }
}
