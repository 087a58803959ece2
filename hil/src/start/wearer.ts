import { CONTINUOUS } from "@petpulse/firmware/settings";
import type { NodeCollar } from "@petpulse/firmware/targets/node/collar-node";
import type { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import type { SampleSource } from "../source.ts";
import type { Paced } from "./pace.ts";

/** Samples per second of PPG and acceleration. */
const SAMPLE_HZ = 50;

/** One collar on one animal: pulls the source's samples into the kernel, a second at a time. */
export class Wearer implements Paced {
  readonly name: string;
  readonly source: SampleSource;
  readonly node: NodeCollar;
  /** Set once the radio is on. */
  peripheral: Peripheral | null = null;
  #ended = false;
  readonly #sample = new Int32Array(6);

  constructor(name: string, source: SampleSource, node: NodeCollar) {
    this.name = name;
    this.source = source;
    this.node = node;
    // Somebody looks, or a recording is judged to its last second: no pauses.
    node.collar.settings.profile = CONTINUOUS;
  }

  second(): boolean {
    if (this.#ended) return false;
    const { collar } = this.node;
    const sample = this.#sample;
    for (let i = 0; i < SAMPLE_HZ; i++) {
      if (!this.source.next(sample)) {
        this.#ended = true;
        break;
      }
      if (collar.ppg.on)
        collar.sample(sample[0]!, sample[1]!, sample[2]!, sample[3]!, sample[4]!, sample[5]!);
      else collar.motion(sample[3]!, sample[4]!, sample[5]!);
    }
    const { skinCelsius, batteryPercent } = this.source;
    if (skinCelsius !== undefined) collar.setTemperature(Math.round(skinCelsius * 100));
    if (batteryPercent !== undefined) collar.setBattery(Math.round(batteryPercent), false);
    if (!this.#ended) collar.tick();
    this.peripheral?.pump();
    return !this.#ended;
  }

  /** Every frame made so far is acknowledged by a hub. */
  get caughtUp(): boolean {
    const { log } = this.node.collar;
    return log.ackedSeq === log.nextSeq - 1;
  }
}
