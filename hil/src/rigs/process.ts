import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Observation, Rig } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ProcessPath } from "./process-path.ts";

/**
 * Collar, hub and cloud as the programs that ship, each a process of its own over the air socket, in real time at many simulated seconds
 * a second. Latencies are those of this machine, the air's intervals not being kept. The hub always asks for live estimates.
 */
export class ProcessRig implements Rig {
  readonly name = "process";

  async open(): Promise<void> {}

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

  async close(): Promise<void> {}
}
