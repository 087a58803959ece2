import { emptyTally } from "@petpulse/bench/energy/day";
import { values } from "@petpulse/bench/energy/figures";
import { chargesMah, total, USUAL_CYCLES } from "@petpulse/bench/energy/model";
import { Collar } from "@petpulse/firmware/collar";
import { MemoryFlash } from "@petpulse/firmware/log/memory-flash";
import { Entropy } from "@petpulse/firmware/ports";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import type { Observation } from "../rig.ts";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";

const SAMPLE_HZ = 50;
const ID_BYTES = 8;
const KEY_BYTES = 32;
/** mAh of one second as µA. */
const UA_OF_MAH = 3.6e6;

class NoEntropy extends Entropy {
  fill(into: Uint8Array): void {
    into.fill(7);
  }
}

/**
 * What the battery model (bench/energy) says of every second of a run, µA out of the cell: a twin of the collar lives the scenario's own
 * samples, which tells when there is light; link and frames are those that were seen. Self-discharge is left out: no instrument at the
 * terminals sees it. The model's parts are the product's; another board's differ, and the ratio says by how much.
 */
export async function expectedUa(scenario: Scenario, seen: Observation): Promise<number[]> {
  const source = await openWearing(scenario);
  const flash = new MemoryFlash(scenario.flashPages ?? FLASH_PAGES);
  const [id, key] = [new Uint8Array(ID_BYTES).fill(1), new Uint8Array(KEY_BYTES).fill(1)];
  const collar = new Collar(flash, new NoEntropy(), source.ppgChannels, id, key);
  collar.start(0, 0);
  collar.settings.profile = scenario.light === "bursts" ? BURSTS : CONTINUOUS;
  const figures = { ...values(), selfDischarge: 0 };
  const bytes = seen.arrivals.reduce((sum, frame) => sum + frame.bytes.length, 0);
  const bytesEach = seen.arrivals.length > 0 ? bytes / seen.arrivals.length : 0;
  const sample = new Int32Array(6);
  return seen.seconds.map(({ linked }) => {
    const before = collar.framesMade;
    const lit = collar.ppg.on;
    for (let i = 0; i < SAMPLE_HZ && source.next(sample); i++) {
      const [ax, ay, az] = [sample[3]!, sample[4]!, sample[5]!];
      if (lit) collar.sample(sample[0]!, sample[1]!, sample[2]!, ax, ay, az);
      else collar.motion(ax, ay, az);
    }
    collar.tick();
    const frames = collar.framesMade - before;
    const wakes = 1000 / collar.radio.everyMs;
    const tally = {
      ...emptyTally(),
      seconds: 1,
      [lit ? "lit" : "dark"]: SAMPLE_HZ,
      frames,
      [linked ? "connections" : "advertisements"]: wakes,
      connectedS: linked ? 1 : 0,
      sent: frames,
      sentBytes: frames * bytesEach,
    };
    return total(chargesMah(figures, tally, USUAL_CYCLES)) * UA_OF_MAH;
  });
}
