import type { Central } from "@petpulse/gateway/central";
import type { Clock } from "@petpulse/gateway/clock";
import type { Boot, Observation, Second } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import { type Conditions, conditionsAt } from "./schedule.ts";
import type { SimTime } from "./sim-time.ts";
import { SimulatedHome, simulatedClock } from "./simulated-home.ts";

const SECOND_MS = 1000;
/** While frames wait, the radio asks for more so often: about a connection event, ms. */
const PUMP_MS = 30;
/** With nothing acknowledged for so long, nothing will be, s: longer than a hub's longest pause between two tries. */
const PATIENCE_S = 120;

/** A collar that lives outside this path, second by second. Everything may throw RigError, ConsoleError. */
export interface PathCollar {
  /** 16 hex digits, from the first boot on. */
  readonly device: string;
  readonly key: Uint8Array;
  /** What it said of itself last. `sending`: a hub takes frames. */
  readonly state: {
    readonly epoch: number;
    readonly nextSeq: number;
    readonly ackedSeq: number;
    readonly sending: boolean | number;
  };
  /** Power is on: it boots and advertises. */
  boot(): Promise<void>;
  /** Lives a second; false once its animal has no more. */
  second(): Promise<boolean>;
  /** Carries what it has to say, as far as the radio has room. */
  pump(): Promise<void>;
  /** The power goes. */
  unplug(): Promise<void>;
}

/** What is between the collar and the hub. */
export interface PathRadio {
  /** The hub's end; asked for once, after the collar's first boot. */
  central(clock: Clock): Central;
  /** Reach and loss from now on. */
  hold(conditions: Conditions): void;
}

export interface LockstepPathOptions {
  dir: string;
  collar: PathCollar;
  radio: PathRadio;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
}

/** One scenario of a collar that lives in lock-step with a hub and a cloud under simulated time. */
export class LockstepPath {
  readonly #o: LockstepPathOptions;
  readonly #clock: Clock;
  readonly #boots: Boot[] = [];
  readonly #seconds: Second[] = [];
  #home: SimulatedHome | null = null;
  #lastSeq = 0;
  #drained = false;
  #pumping = false;
  #closed = false;

  constructor(options: LockstepPathOptions) {
    this.#o = options;
    this.#clock = simulatedClock(options.time);
  }

  /** Lives the whole scenario. Throws RigError, ConsoleError. */
  async live(): Promise<Observation> {
    const { scenario } = this.#o;
    try {
      await this.#open();
      for (let s = 0; s < scenario.seconds; s++) if (!(await this.#second(s))) break;
      await this.#drain();
      await this.#close();
      return this.#observation();
    } finally {
      await this.#close();
    }
  }

  /** Second 0 begins: the collar boots, the hub begins to look for it. */
  async #open(): Promise<void> {
    const { dir, time, scenario, collar, radio } = this.#o;
    await this.#boot(0);
    const { device, key } = collar;
    this.#home = new SimulatedHome({
      dir,
      time,
      clock: this.#clock,
      collar: { device, key, name: scenario.name },
      central: radio.central(this.#clock),
      watched: scenario.watched,
    });
    await this.#home.start();
  }

  /** Lives second `s`; false once the source has no more. */
  async #second(s: number): Promise<boolean> {
    const { time, scenario, collar, radio } = this.#o;
    const now = conditionsAt(scenario.faults, s);
    if (now.reset) {
      await this.#unplug();
      await this.#boot(s);
    }
    radio.hold(now);
    await time.advanceTo(this.#home!.fromMs + (s + 1) * SECOND_MS);
    const lives = await collar.second();
    await collar.pump();
    this.#pump();
    if (lives)
      this.#seconds.push({ atMs: this.#clock.now(), linked: Boolean(collar.state.sending) && !now.away });
    return lives;
  }

  /** Waits until everything made is stored, or nothing moves any more. */
  async #drain(): Promise<void> {
    const { time, radio, collar } = this.#o;
    radio.hold({ away: false, loss: 0, reset: false });
    let last = -1;
    let stillS = 0;
    while (stillS < PATIENCE_S && !this.#drained) {
      await time.advanceTo(time.nowMs + SECOND_MS);
      await collar.pump();
      this.#pump();
      this.#drained = this.#caughtUp && this.#home!.spooled === 0;
      const { ackedSeq } = collar.state;
      stillS = ackedSeq === last ? stillS + 1 : 0;
      last = ackedSeq;
    }
  }

  /** After `#close`: the store is read as it was left. */
  #observation(): Observation {
    const { collar, source } = this.#o;
    return {
      device: collar.device,
      key: collar.key,
      boots: this.#boots,
      seconds: this.#seconds,
      lastSeq: this.#lastSeq,
      arrivals: this.#home!.arrivals,
      told: this.#home!.told,
      heart: source.heart(),
      drained: this.#drained,
    };
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#home?.stop();
    await this.#unplug();
  }

  async #boot(afterS: number): Promise<void> {
    const { collar } = this.#o;
    await collar.boot();
    this.#boots.push({ epoch: collar.state.epoch, afterS });
  }

  async #unplug(): Promise<void> {
    const { collar } = this.#o;
    if (this.#boots.length > 0) this.#lastSeq = collar.state.nextSeq - 1;
    await collar.unplug();
  }

  /** Every frame made so far is acknowledged by a hub. */
  get #caughtUp(): boolean {
    const { ackedSeq, nextSeq } = this.#o.collar.state;
    return ackedSeq === nextSeq - 1;
  }

  #pump(): void {
    const { collar, time } = this.#o;
    if (this.#pumping || !collar.state.sending || this.#caughtUp) return;
    this.#pumping = true;
    time.later(PUMP_MS, () => {
      this.#pumping = false;
      // A collar that died is found by the next second.
      if (!this.#closed)
        void collar.pump().then(
          () => this.#pump(),
          () => {},
        );
    });
  }
}
