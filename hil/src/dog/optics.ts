import type { Contact } from "./doing.ts";
import { type Random, Wander } from "./random.ts";

/** Full scale of the converter, counts (16 bits). */
export const FULL_SCALE = 65_535;
/** Light that reaches the photodiode with the collar off, counts. */
const AMBIENT = 900;
/** Longest lag of a motion artefact behind the acceleration, samples. */
const LAGS = 8;
/** Artefact per mg of acceleration, share of the level: walking moves about what the pulse does, trotting twice, galloping several times. */
const COUPLING = 1e-5;
/** Slipping on the skin: what no linear filter can take out. Share of the level per mg and sample; it settles within 0.6 s. */
const SLIP = 8e-7;
const SLIP_KEEP = 0.967;
/** Read and shot noise at a level of 40 000 counts (green sensors of wrist recordings show 7), counts. */
const NOISE = 7;
/** Breath's pull on the level through venous return, share. */
const VENOUS = 0.0025;
/** High-pass that takes gravity out of what shakes the sensor, share per sample (0.3 Hz at 50 Hz). */
const GRAVITY_KEEP = 0.037;

interface Channel {
  level: number;
  /** Pulse's share of the level at rest. */
  perfusion: number;
  /** Per axis: coefficient (share per mg over COUPLING) and lag in samples. */
  coefficient: Float64Array;
  lag: Int32Array;
  wander: Wander;
  drift: Wander;
  slip: number;
}

/**
 * The reflective sensor. Reflected light falls as blood volume rises (as raw counts of real sensors do), drifts, carries what
 * motion adds through each channel's own lagged coefficients, and depends on how the sensor sits.
 */
export class Optics {
  readonly #random: Random;
  readonly #channels: Channel[] = [];
  readonly #history = new Float64Array(3 * LAGS);
  readonly #gravity = new Float64Array(3);
  readonly #loose: Wander;
  #shaking = 0;
  #now = 0;
  #samples = 0;
  #fit = 1;

  constructor(random: Random, channels: number, dt: number) {
    this.#random = random;
    this.#loose = new Wander(random, 0.15, 1.5, dt);
    for (let i = 0; i < channels; i++) {
      this.#channels.push({
        level: random.between(36_000, 45_000),
        perfusion: random.between(0.006, 0.011),
        coefficient: Float64Array.from(
          [0, 0, 0],
          () => random.between(0.4, 1.2) * (random.next() < 0.5 ? -1 : 1),
        ),
        lag: Int32Array.from([0, 0, 0], () => Math.floor(random.between(1, 6))),
        wander: new Wander(random, 0.3, 20, dt),
        drift: new Wander(random, 0.012, 45, dt),
        slip: 0,
      });
    }
    this.#gravity[2] = 1000;
  }

  /** One sample of every channel into `out[0…]`, counts. `mg`: the collar's acceleration, `blood` and `breath`: volumes. */
  step(
    out: Int32Array,
    mg: Float64Array,
    blood: number,
    breath: number,
    contact: Contact,
    breathing: boolean,
  ): void {
    this.#remember(mg);
    this.#samples++;
    const aim = contact === "off" ? 0 : 1;
    this.#fit += (aim - this.#fit) * 0.08;
    const loose = this.#loose.step();
    for (let i = 0; i < this.#channels.length; i++) {
      out[i] = this.#channel(this.#channels[i]!, blood, breathing ? breath : 0, contact, loose);
    }
  }

  #channel(channel: Channel, blood: number, breath: number, contact: Contact, loose: number): number {
    const poor = contact === "poor";
    const wander = 1 + channel.wander.step();
    let artefact = 0;
    for (let axis = 0; axis < 3; axis++) {
      const at = (this.#now - channel.lag[axis]! + LAGS) % LAGS;
      artefact += channel.coefficient[axis]! * this.#history[3 * at + axis]!;
    }
    channel.slip = channel.slip * SLIP_KEEP + SLIP * this.#shaking * this.#random.normal();
    artefact = (artefact * COUPLING * wander + channel.slip) * (poor ? 3 : 1);
    const perfusion = channel.perfusion * (poor ? 0.15 : 1) * (1 - 0.12 * breath);
    const share =
      1 +
      channel.drift.step() -
      perfusion * blood +
      VENOUS * breath +
      artefact +
      (poor ? 0.25 * loose - 0.3 : 0);
    const gain = contact === "saturated" ? 2.2 : 1;
    const reflected = channel.level * gain * Math.max(0, share) * this.#fit;
    // Mains light at 100 Hz folds to a slow beat, because no collar's clock is exact.
    const ambient = AMBIENT * (1 - 0.9 * this.#fit) + 12 * (1 - this.#fit) * Math.sin(this.#samples * 0.11);
    const noise = NOISE * (poor ? 4 : 0.3 + 0.7 * this.#fit) * this.#random.normal();
    return Math.max(0, Math.min(FULL_SCALE, Math.round(reflected + ambient + noise)));
  }

  #remember(mg: Float64Array): void {
    this.#now = (this.#now + 1) % LAGS;
    this.#shaking = 0;
    for (let axis = 0; axis < 3; axis++) {
      const gravity = this.#gravity[axis]! + (mg[axis]! - this.#gravity[axis]!) * GRAVITY_KEEP;
      this.#gravity[axis] = gravity;
      const dynamic = mg[axis]! - gravity;
      this.#history[3 * this.#now + axis] = dynamic;
      this.#shaking += Math.abs(dynamic);
    }
  }
}
