import type { Breath } from "./breath.ts";
import type { Condition } from "./condition.ts";
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
/** An ectopic beat comes at this share of the interval, the next one so much later that the two fill two intervals. */
const PREMATURE = 0.6;

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
  /** The last beat came from the ventricle: early, and with a weak pulse. */
  ectopic = false;
  readonly #intrinsicMs: number;
  readonly #vagalMs: number;
  readonly #maximumBpm: number;
  readonly #condition: Condition;
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
  #early = false;

  /** `restingBpm`: lying awake and healthy. `dt`: step in seconds. */
  constructor(random: Random, restingBpm: number, condition: Condition, dt: number) {
    const restingMs = 60_000 / (restingBpm * condition.rate);
    this.#random = random;
    this.#condition = condition;
    // Lying awake the tone is 0.55, which makes up the rest of the interval; without a vagus the intrinsic rate is the resting rate.
    this.#vagalMs = 0.545 * restingMs * condition.vagal;
    this.#intrinsicMs = restingMs - 0.55 * this.#vagalMs;
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
    this.ectopic = this.#early;
    this.#threshold = this.#wait();
    return true;
  }

  /** How many of the node's cycles the next beat takes. */
  #wait(): number {
    const { scatter, ectopic, dropped } = this.#condition;
    const after = this.#early ? 2 - PREMATURE : 1;
    this.#early = !this.#early && this.#random.next() < ectopic;
    if (this.#early) return PREMATURE;
    const cycles = this.#random.next() < dropped ? after + 1 : after;
    const spread = JITTER + scatter;
    return cycles + Math.min(3 * spread, Math.max(-2 * spread, spread * this.#random.normal()));
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
