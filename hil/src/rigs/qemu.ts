import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCollarLibrary } from "@petpulse/firmware/tools/build/cortex-m-collar";
import { requireTool, ToolError } from "@petpulse/firmware/tools/build/toolchain";
import { Air } from "../air/air.ts";
import { Stacks } from "../air/stacks.ts";
import { type Observation, type Rig, RigError } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { AirRadio } from "./air-radio.ts";
import { LockstepPath } from "./lockstep-path.ts";
import { QemuCollar } from "./qemu-collar.ts";
import { SimTime } from "./sim-time.ts";

/**
 * The Cortex-M library under its example, on a board that QEMU emulates in lock-step with simulated time: sensors, flash and radio are
 * emulated, the code is the one that a board is flashed with; the rest of the path is that of the sim rig. One per process.
 */
export class QemuRig implements Rig {
  readonly name = "qemu";
  readonly #time = new SimTime();
  readonly #air: Air;
  #stacks: Stacks | null = null;
  #image = "";

  /** `seed`: of the air's losses. */
  constructor(seed: number) {
    this.#air = new Air({ mode: "real-time", seed, clock: this.#time });
  }

  /** Builds library and image. Throws RigError rig.missing. */
  async open(): Promise<void> {
    try {
      requireTool("qemu-system-arm");
      this.#image = (await buildCollarLibrary()).image;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new RigError("rig.missing", error.message, error.hint, { cause: error });
    }
    this.#stacks ??= new Stacks(this.#air);
  }

  async run(scenario: Scenario): Promise<Observation> {
    const source = await openWearing(scenario);
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const [time, stacks] = [this.#time, this.#stacks!];
    const collar = new QemuCollar({ dir, image: this.#image, source, scenario, time, stacks });
    const radio = new AirRadio(this.#air, stacks, collar);
    try {
      return await new LockstepPath({ dir, collar, radio, source, scenario, time }).live();
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    this.#air.stop();
  }
}
