import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolError } from "@petpulse/firmware/tools/build/toolchain";
import type { CoreKind } from "@petpulse/firmware/tools/moddable/bundle";
import { type Prepared, prepareEmulated } from "@petpulse/firmware/tools/moddable/prepare";
import { Air } from "../air/air.ts";
import { Stacks } from "../air/stacks.ts";
import { type Observation, type Rig, RigError } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { AirRadio } from "./air-radio.ts";
import { LockstepPath } from "./lockstep-path.ts";
import { SimTime } from "./sim-time.ts";
import { XsCollar } from "./xs-collar.ts";

/** Scenarios that are longer are lived by the app with its native core: byte code would take minutes for a night. */
const LONG_S = 3600;

/**
 * The Moddable target: its own app as byte code on Moddable's engine, in a process that lives in lock-step with simulated time; its light
 * sensor, accelerometer, flash and BLE server are emulated, the rest of the path is that of the sim rig. In scenarios of more than an
 * hour the collar's own part of the app is the C library behind the FFI, as on an nRF52840. One per process.
 */
export class XsRig implements Rig {
  readonly name = "xs";
  readonly #time = new SimTime();
  readonly #air: Air;
  #stacks: Stacks | null = null;
  readonly #prepared = new Map<CoreKind, Prepared>();

  /** `seed`: of the air's losses. */
  constructor(seed: number) {
    this.#air = new Air({ mode: "real-time", seed, clock: this.#time });
  }

  /** Builds the engine, the first time, and the app's byte code. Throws RigError rig.missing. */
  async open(): Promise<void> {
    await this.#prepare("script");
    this.#stacks ??= new Stacks(this.#air);
  }

  async run(scenario: Scenario): Promise<Observation> {
    const source = await openWearing(scenario);
    const prepared = await this.#prepare(scenario.seconds > LONG_S ? "native" : "script");
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const [time, stacks] = [this.#time, this.#stacks!];
    const collar = new XsCollar({ dir, prepared, source, scenario, time, stacks });
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

  async #prepare(core: CoreKind): Promise<Prepared> {
    try {
      const prepared = this.#prepared.get(core) ?? (await prepareEmulated(core));
      this.#prepared.set(core, prepared);
      return prepared;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new RigError("rig.missing", error.message, error.hint, { cause: error });
    }
  }
}
