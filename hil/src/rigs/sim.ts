import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Air } from "../air/air.ts";
import { Stacks } from "../air/stacks.ts";
import type { Observation, Rig } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { AirRadio } from "./air-radio.ts";
import { LockstepPath } from "./lockstep-path.ts";
import { SimCollar } from "./sim-collar.ts";
import { SimTime } from "./sim-time.ts";

/**
 * The whole path in this process under simulated time: the true collar, the true BLE stacks over the virtual air at its true intervals,
 * gateway and cloud. Latencies are those of the radio and the parts' own waiting; computing takes no time. One per process, because the
 * BLE stacks keep the first adapter driver they are given.
 */
export class SimRig implements Rig {
  readonly name = "sim";
  readonly #time = new SimTime();
  readonly #air: Air;
  #stacks: Stacks | null = null;

  /** `seed`: of the air's losses. */
  constructor(seed: number) {
    this.#air = new Air({ mode: "real-time", seed, clock: this.#time });
  }

  async open(): Promise<void> {
    this.#stacks ??= new Stacks(this.#air);
  }

  async run(scenario: Scenario): Promise<Observation> {
    const source = await openWearing(scenario);
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const [time, stacks] = [this.#time, this.#stacks!];
    const collar = new SimCollar({ dir, source, scenario, time, stacks });
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
