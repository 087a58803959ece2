import type { Breath } from "./breath.ts";
import type { Behaviour } from "./doing.ts";
import { type Random, Wander } from "./random.ts";

// Corner frequencies of the canine sinus node's answer to its nerves, about 0.15 Hz vagal and 0.015 Hz sympathetic, the latter after
// 1.7 s of pure delay: Berger, Saul & Cohen 1989, Am J Physiol 256:H142.
const VAGAL_TAU_S = 1.06;
const SYMPATHETIC_TAU_S = 10.6;
const SYMPATHETIC_DELAY_S = 1.7;
/** Sympathetic drive dies away more slowly than it comes. */
const RECOVERY_TAU_S = 25;
/** Vagal tone is withdrawn within a beat or two and comes back over several breaths. */
const WITHDRAWAL_TAU_S = 0.8;
const RETURN_TAU_S = 6;
/** How far breathing swings the vagal nerve about its tone: silent in inspiration, busy in expiration. */
const GATING = 0.95;
/** Inspiratory share of the breath, so that the gate's mean over a breath is zero. */
const GATE_RATIO = 0.4 / 0.6;
/** Beat-to-beat scatter that no nerve explains, share of the interval. */
const JITTER = 0.012;

/**
 * The pacemaker. The interval is linear in vagal activity (Katona et al. 1970, Am J Physiol 218:1030, in dogs) and the rate is linear in
 * sympathetic activity; beats fall where the integral of the rate passes one (integral pulse frequency modulation). Breathing
 * gates the vagus: sinus arrhythmia with long expiratory intervals, fading by itself when breathing outruns the node.
 */
export class Heart {
  /** Interval the node aims at now, ms. */
  intervalMs: number;
  /** When the last beat fell, ms on the caller's clock. */
  beatMs = 0;
  readonly #intrinsicMs: number;
  readonly #vagalMs: number;
  readonly #maximumBpm: number;
  readonly #random: Random;
  readonly #slow: Wander;
  #tone = 0.55;
  #node = 0.55;
  #sympathetic = 0;
  #heard = 0;
  #asked = 0;
  #delay = 0;
  #phase = 0;
  #threshold = 1;

  /** `restingBpm`: lying awake. `dt`: step in seconds. */
  constructor(random: Random, restingBpm: number, dt: number) {
    const restingMs = 60_000 / restingBpm;
    this.#random = random;
    this.#intrinsicMs = 0.7 * restingMs;
    this.#vagalMs = 0.545 * restingMs;
    this.#maximumBpm = Math.min(300, 150 + 1.1 * restingBpm);
    this.#slow = new Wander(random, 0.22, 15, dt);
    this.intervalMs = restingMs;
    this.#phase = random.next();
  }

  /** Advances `dt` seconds to `nowMs`; true when a beat fell in this step. */
  step(nowMs: number, dt: number, behaviour: Behaviour, breath: Breath): boolean {
    this.#nerves(dt, behaviour, breath);
    const intrinsicBpm = 60_000 / this.#intrinsicMs;
    const bpm = intrinsicBpm + this.#sympathetic * (this.#maximumBpm - intrinsicBpm);
    this.intervalMs = 60_000 / bpm + this.#vagalMs * this.#node;
    const step = (1000 * dt) / this.intervalMs;
    this.#phase += step;
    if (this.#phase < this.#threshold) return false;
    const over = this.#phase - this.#threshold;
    this.beatMs = nowMs - (over / step) * 1000 * dt;
    this.#phase = over;
    this.#threshold = Math.min(1.05, Math.max(0.95, 1 + JITTER * this.#random.normal()));
    return true;
  }

  #nerves(dt: number, behaviour: Behaviour, breath: Breath): void {
    const towards = behaviour.vagal < this.#tone ? WITHDRAWAL_TAU_S : RETURN_TAU_S;
    this.#tone += ((behaviour.vagal - this.#tone) * dt) / towards;
    const gate = breath.inspiring ? -GATING : GATING * GATE_RATIO;
    const firing = Math.max(0, this.#tone * (1 + this.#slow.step()) * (1 + gate));
    this.#node += ((firing - this.#node) * dt) / VAGAL_TAU_S;

    if (behaviour.effort !== this.#asked) {
      this.#asked = behaviour.effort;
      this.#delay = SYMPATHETIC_DELAY_S;
    }
    this.#delay -= dt;
    if (this.#delay <= 0) this.#heard = this.#asked;
    const tau = this.#heard > this.#sympathetic ? SYMPATHETIC_TAU_S : RECOVERY_TAU_S;
    this.#sympathetic += ((this.#heard - this.#sympathetic) * dt) / tau;
  }
}
