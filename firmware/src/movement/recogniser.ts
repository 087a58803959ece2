import { Features } from "./features.ts";
import { Network, STICKINESS } from "./network.ts";
import { Sticky } from "./sticky.ts";

/** From acceleration at a model's own rate to a class every 2.5 s: features, network, sticky filter. */
export class Recogniser {
  /** Estimates since construction. */
  estimates: i32 = 0;
  /** Class of the last five seconds, an output of the model; -1 before the first estimate and after a gap. */
  best: i32 = -1;
  features: Features;
  private network: Network;
  private sticky: Sticky;
  private outputs: i32;
  private hop: i32;
  private count: i32 = 0;

  /** hop: samples in 2.5 s, at most 64; pace: as Features has it; model: a table as network.ts describes it. */
  constructor(hop: i32, pace: i32, model: i32[]) {
    this.features = new Features(pace);
    this.network = new Network(model);
    this.sticky = new Sticky(model[STICKINESS]);
    this.outputs = model[2];
    this.hop = hop;
  }

  /** One sample, mg, each axis within ±16000. */
  sample(x: i32, y: i32, z: i32): void {
    this.work();
    this.features.sample(x, y, z);
    this.count = this.count + 1;
    if (this.count < this.hop) return;
    this.count = 0;
    this.features.endHop();
    if (this.features.hops >= 2) this.network.begin(this.features.values);
  }

  /** A slice of the pending inference, if there is one; `sample` calls it, and a host in a hurry may. */
  work(): void {
    if (!this.network.step()) return;
    this.sticky.add(this.network.outputs, this.outputs);
    this.best = this.sticky.best;
    this.estimates = this.estimates + 1;
  }

  /** The samples stopped: what comes does not continue what came. */
  restart(): void {
    this.features.restart();
    this.sticky.restart();
    this.count = 0;
    this.best = -1;
  }
}
