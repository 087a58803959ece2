import type { Clock } from "@petpulse/gateway/clock";
import { type Identity, makeIdentity } from "../flash/identity.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { LIGHTS, packSecond } from "../serial/harness.ts";
import type { RigBoard } from "../serial/rig-board.ts";
import type { SampleSource } from "../source.ts";
import type { PathCollar } from "./lockstep-path.ts";
import type { SerialCentral } from "./serial-central.ts";

const FULL_PERCENT = 100;

export interface SerialCollarOptions {
  board: RigBoard;
  /** Its radio. */
  central: SerialCentral;
  /** Name of the harness on the board. */
  script: string;
  source: SampleSource;
  scenario: Scenario;
  /** Of simulated time. */
  clock: Clock;
}

/** The collar in the harness on a board, worn by the scenario's animal, under an identity of its own. */
export class SerialCollar implements PathCollar {
  readonly key: Uint8Array;
  readonly #o: SerialCollarOptions;
  readonly #who: Identity = makeIdentity();
  #percent = FULL_PERCENT;

  constructor(options: SerialCollarOptions) {
    this.#o = options;
    this.key = new Uint8Array(Buffer.from(this.#who.key, "hex"));
  }

  get device(): string {
    return this.#who.device;
  }

  get state() {
    const { epoch, frames, acknowledged, sending } = this.#o.board.state;
    return { epoch, nextSeq: frames + 1, ackedSeq: acknowledged, sending };
  }

  async boot(): Promise<void> {
    const { board, script, scenario, clock } = this.#o;
    const utcS = Math.floor(clock.now() / 1000);
    await board.start(script, this.#who, scenario.light === "continuous", utcS, this.#percent);
  }

  async second(): Promise<boolean> {
    const { board, source } = this.#o;
    const samples = takeSecond(source);
    if (!samples) return false;
    this.#percent = Math.round(source.batteryPercent ?? FULL_PERCENT);
    await board.second(packSecond(samples), this.#percent);
    return true;
  }

  /** Every answer of the board carries all that it has to say. */
  async pump(): Promise<void> {}

  async unplug(): Promise<void> {
    this.#o.central.cut();
  }
}

/** A whole second; null once the source has ended. */
function takeSecond(source: SampleSource): Int32Array[] | null {
  const samples: Int32Array[] = [];
  for (let i = 0; i < LIGHTS; i++) {
    const sample = new Int32Array(6);
    if (!source.next(sample)) return null;
    samples.push(sample);
  }
  return samples;
}
