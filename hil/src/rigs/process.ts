import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Observation, Rig } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ProcessPath } from "./process-path.ts";

/** A cloud at home may tell of alerts within this network. */
const PRIVATE = "PETPULSE_ALERTS_PRIVATE";

/**
 * Collar, hub and cloud as the programs that ship, each a process of its own over the air socket, at many simulated seconds a second.
 * Latencies are seconds of this machine's clock, never scaled. Scenarios that bound how soon an alert is told are lived in real time, on an
 * air that keeps its true intervals; else the air hurries, too. The hub always asks for live estimates.
 */
export class ProcessRig implements Rig {
  readonly name = "process";

  #private: string | undefined;

  async open(): Promise<void> {
    this.#private = process.env[PRIVATE];
    // What is started from here inherits it.
    process.env[PRIVATE] = "1";
  }

  async run(scenario: Scenario): Promise<Observation> {
    const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-"));
    const path = new ProcessPath(dir, scenario);
    try {
      return await path.run();
    } finally {
      await path.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    if (this.#private === undefined) delete process.env[PRIVATE];
    else process.env[PRIVATE] = this.#private;
  }
}
