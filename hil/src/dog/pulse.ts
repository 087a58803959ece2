/** From R to the foot of the pulse at the neck: pre-ejection period and a short transit, ms. */
const ARRIVAL_MS = 110;
/** Elastic run-off of the arterial tree (two-element Windkessel), seconds. */
const RUNOFF_S = 0.3;
/** Second, reflected push that makes the dicrotic wave: begins after the ejection, ms; lasts, ms; strength. */
const DICROTIC_LAG_MS = 45;
const DICROTIC_MS = 110;
const DICROTIC = 0.32;
/** Share of the ejection time by which the first push has ended at a rate of one beat a second, ms. */
const EJECTION_MS = 170;

/**
 * Blood volume under the sensor: each beat pushes half a sine of flow into a Windkessel, and a weaker one follows as the reflected wave.
 * Ejection shortens, and the stroke shrinks, with the interval that filled the heart. Peak to peak about 1 at 80 bpm.
 */
export class Pulse {
  /** Volume above empty, no unit. */
  volume = 0;
  /** Onset ms, ejection ms, strength of the last two beats: at 300 bpm two overlap. */
  readonly #onset = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  readonly #ejection = [EJECTION_MS, EJECTION_MS];
  readonly #strength = [0, 0];
  #last = 0;

  /** A beat at `beatMs` that ended an interval of `intervalMs`; an ectopic one throws less blood. */
  beat(beatMs: number, intervalMs: number, ectopic: boolean): void {
    this.#last = 1 - this.#last;
    const filling = Math.sqrt(Math.min(1.5, Math.max(0.2, intervalMs / 750)));
    this.#onset[this.#last] = beatMs + ARRIVAL_MS;
    this.#ejection[this.#last] = EJECTION_MS * (0.45 + 0.55 * filling);
    this.#strength[this.#last] = ectopic ? 0.45 * filling : filling;
  }

  /** Advances `dt` seconds to `nowMs`. */
  step(nowMs: number, dt: number): void {
    const flow = this.#flow(0, nowMs) + this.#flow(1, nowMs);
    this.volume += dt * (flow - this.volume / RUNOFF_S);
  }

  #flow(which: number, nowMs: number): number {
    const since = nowMs - this.#onset[which]!;
    const ejection = this.#ejection[which]!;
    if (since < 0) return 0;
    // Scaled so that the whole push moves 1.25 units whatever its length.
    if (since < ejection)
      return ((1.25 * 1571) / ejection) * this.#strength[which]! * Math.sin((Math.PI * since) / ejection);
    const reflected = since - ejection - DICROTIC_LAG_MS;
    if (reflected < 0 || reflected > DICROTIC_MS) return 0;
    return (
      ((1.25 * 1571) / DICROTIC_MS) *
      DICROTIC *
      this.#strength[which]! *
      Math.sin((Math.PI * reflected) / DICROTIC_MS)
    );
  }
}
