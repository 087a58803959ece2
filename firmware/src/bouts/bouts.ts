/** Places of `Bouts.takeDay`, minutes each unless said otherwise. */
export const RESTING: i32 = 0;
export const LIGHT: i32 = 1;
export const MODERATE: i32 = 2;
export const VIGOROUS: i32 = 3;
/** Not worn, or on the charger. */
export const UNKNOWN: i32 = 4;
/** Asleep: in a bout of ten minutes of rest or more. */
export const ASLEEP: i32 = 5;
/** The longest such bout. */
export const LONGEST: i32 = 6;
/** How many such bouts ended in the day. */
export const SLEEPS: i32 = 7;
/** How many places there are. */
export const DAY_COLUMNS: i32 = 8;

/**
 * Mean ENMO of a minute, mg, from which movement is moderate, and vigorous: 100.6 and 428.8 (Hildebrand et al., Med Sci Sports
 * Exerc 2014; 46: 1816-1824, wrist, adults; no figures of this unit are published for dogs' collars). Below 44.8 it is
 * rest by intensity (Hildebrand et al., Scand J Med Sci Sports 2017; 27: 1814-1823).
 */
const MODERATE_FROM: i32 = 101;
const VIGOROUS_FROM: i32 = 429;
const REST_BELOW: i32 = 45;
/** Share of a minute at rest, %, of a resting minute. */
const REST_SHARE: i32 = 75;
/** A dog sleeps some 16 minutes at a time and is awake for 5 (Adams & Johnson, Appl Anim Behav Sci 1993; 36: 233-248). */
const SLEEP_FROM: i32 = 10;
/** Minutes of movement that a sleeper turning over may take. */
const TURNING: i32 = 1;

/** A day's minutes by intensity, and its sleep in bouts, from the minutes of the collar. 40 bytes of state. */
export class Bouts {
  /** Minutes the bout of rest has lasted; 0 awake. */
  bout: i32 = 0;
  private moved: i32 = 0;
  private day: Int32Array;

  constructor() {
    this.day = new Int32Array(DAY_COLUMNS);
  }

  /** One minute: mean ENMO, mg; share at rest, %; whether the collar was worn. */
  minute(intensity: i32, restShare: i32, worn: bool): void {
    if (!worn) {
      this.count(UNKNOWN);
      this.end();
      return;
    }
    const rest: bool = restShare >= REST_SHARE && intensity < REST_BELOW;
    this.count(
      rest ? RESTING : intensity >= VIGOROUS_FROM ? VIGOROUS : intensity >= MODERATE_FROM ? MODERATE : LIGHT,
    );
    if (rest) {
      this.bout = this.bout + 1 + this.moved;
      this.moved = 0;
    } else if (this.bout > 0 && this.moved < TURNING) this.moved = this.moved + 1;
    else this.end();
  }

  /** True while the animal sleeps as far as movement tells. */
  asleep(): bool {
    return this.bout >= SLEEP_FROM;
  }

  /** Writes the day so far into out[0 … DAY_COLUMNS) and begins the next; a bout that goes on is counted where it ends. */
  takeDay(out: Int32Array): void {
    for (let column: i32 = 0; column < DAY_COLUMNS; column++) out[column] = this.day[column];
    this.day.fill(0);
  }

  private count(column: i32): void {
    this.day[column] = this.day[column] + 1;
  }

  private end(): void {
    if (this.bout >= SLEEP_FROM) {
      this.day[ASLEEP] = this.day[ASLEEP] + this.bout;
      this.day[SLEEPS] = this.day[SLEEPS] + 1;
      if (this.bout > this.day[LONGEST]) this.day[LONGEST] = this.bout;
    }
    this.bout = 0;
    this.moved = 0;
  }
}
