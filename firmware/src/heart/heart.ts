import { Beats } from "../beats/beats.ts";
import { divide, divideSigned } from "../dsp/divide.ts";
import { exp2Fraction } from "../dsp/exp2.ts";
import { log2 } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { Band } from "./band.ts";
import { SPECTRUM_BINS } from "./bins.ts";
import { emit } from "./emission.ts";
import { MotionCanceller, REGRESSION_LIMIT } from "./motion-canceller.ts";
import { RateFilter } from "./rate-filter.ts";
import { Spectrum } from "./spectrum.ts";

/** Samples between two estimates: 2 s at 50 Hz. */
const HOP: i32 = 100;
/** Light looked at, in decimated samples: 7 s. With lags and what comes in during the work it just fits the ring's 128. */
const WINDOW: i32 = 116;
const WINDOW_PADDED: i32 = 128;
/** Hops before the window is full: until then there is no confidence. */
const WARM_UP_HOPS: i32 = 4;
/** Ring rows: light 0–2, acceleration 3–5. */
const AXES: i32 = 3;
const ROWS: i32 = 6;
// How likely it is that an estimate lies within 5 bpm, as log odds in Q10 doublings: fitted by logistic regression over all sets of
// recordings, each set judged by the others, forwards, backwards and begun in the midst. White noise gets 20–40 %.
const ODDS_BASE: i32 = -4432;
/** Per doubling of the line above the spectrum's floor, per doubling of the odds of the posterior mass, per bpm moved in a hop; Q8. */
const ODDS_LINE: i32 = 346;
const ODDS_MASS: i32 = 92;
const ODDS_MOVE: i32 = 61;
/** What a move of the rate can cost is limited, tenths of a beat per minute; so is what mass can bring, Q10 doublings. */
const MOVE_LIMIT: i32 = 100;
const MASS_LIMIT: i32 = 10240;
const LINE_LIMIT: i32 = 7168;
/** Below this, in per cent, an estimate is kept back. */
const LEAST_CONFIDENCE: i32 = 88;
// Beats counted one by one speak of the rate more finely than a spectrum does, where they are clean (nothing skipped is as strong as the
// weakest beat, Q8) and agree with it to a fifth: they then get 6 tenths of the say.
const CLEAN: i32 = 256;
const AGREE: i32 = 5;
const SAY: i32 = 154;
/** Beats are heeded at rest: below about 20 mg in the band (the canceller's `stir`). A gait's beats are clean, too. */
const STILL: i32 = 1000;
const LEAST_PULSE: i32 = 50;
/** The whole of a posterior, Q24. */
const WHOLE: i32 = 16777216;
/** Acceleration in the ring: mg × 9 × 32 >> 9, so 9/16 of a mg. */
const ACCELERATION_SHIFT: i32 = 9;

/**
 * Heart rate from one to three light channels and three axes of acceleration at 50 Hz, every 2 s. The walk: decimate, remove the
 * level, keep 7 s; at each hop take away what follows the acceleration, look at the spectra before and after, weigh every rate
 * by its line and its second harmonic, and follow the rate through time.
 *
 * A hop's work is spread over the samples before its end, one step a sample; the longest is one channel's transform with its
 * spectra (about 2,000 butterflies). The estimate is out with samples 100, 200, … (counted from 0), over a window that ended
 * 3 to 7 samples before.
 */
export class Heart {
  /** Finished estimates since construction. */
  hops: i32 = 0;
  /** Tenths of a beat per minute. */
  rate: i32 = 0;
  /** 0–100 %: in so many of a hundred such cases the rate is within 5 bpm; 0 abstains. */
  confidence: i32 = 0;
  /**
   * Whether there is a pulse at all, for the judgement of the contact: 0 when an estimate is more likely wrong than right, 1–49 when
   * it is doubtful and kept back, else the confidence.
   */
  pulse: i32 = 0;
  /** Mean size of the light over the window, the largest channel's, 1/261 of a count. */
  swing: i32 = 0;
  /** 1 until the window has filled since the start or the last restart. */
  warmingUp: i32 = 1;

  /** The beats, from the first light channel; worth looking at while `resting`. */
  beats: Beats;
  /** 1 when the last hop's beats can be believed one by one: the wearer is still, they are clean, and they agree with the spectra. */
  resting: i32 = 0;

  private channels: i32;
  private bands: Band[];
  private canceller: MotionCanceller;
  private spectrum: Spectrum;
  private filter: RateFilter;
  /** Samples since the last estimate was due; -1 before the first sample. */
  private phase: i32 = -1;
  /** Where the ring stood when the hop's work began. */
  private end: i32 = 0;
  private hopsSinceRestart: i32 = 0;
  /** Strength of the rate's line over the last hops, Q10 doublings above the floor. */
  private line: i32 = 0;

  constructor(channels: i32) {
    this.channels = channels;
    const bands: Band[] = new Array<Band>(ROWS);
    for (let row: i32 = 0; row < ROWS; row++) bands[row] = new Band();
    this.bands = bands;
    this.beats = new Beats();
    this.canceller = new MotionCanceller(channels);
    this.spectrum = new Spectrum();
    this.filter = new RateFilter();
  }

  /** One sample at 50 Hz: light in counts within ±2^23, acceleration in mg within ±16000. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
    this.beats.sample(ppg0);
    let due: i32 = this.bands[0].push(ppg0);
    if (this.channels > 1) due = this.bands[1].push(ppg1);
    if (this.channels > 2) due = this.bands[2].push(ppg2);
    this.bands[AXES].push(ax);
    this.bands[AXES + 1].push(ay);
    this.bands[AXES + 2].push(az);
    if (due !== 0) this.keep();
    this.phase = this.phase + 1;
    const last: i32 = 1 + (this.channels << 1);
    const step: i32 = this.phase - (HOP - last);
    if (step === 0) this.beginHop();
    else if (step > 0 && step < last) {
      const channel: i32 = (step - 1) >> 1;
      if ((step & 1) !== 0) this.clean(channel);
      else this.spectrum.add();
    } else if (step === last) this.endHop();
  }

  /**
   * Forgets the signal (after a gap, or when what was seen was no animal), not the count of hops nor their beat: estimates stay
   * 100 samples apart, and the one under way does not count for warming up.
   */
  restart(): void {
    for (let row: i32 = 0; row < ROWS; row++) this.bands[row].restart();
    this.canceller.restart();
    this.filter.restart();
    this.beats.restart();
    this.hopsSinceRestart = this.phase > 0 ? -1 : 0;
    this.resting = 0;
    this.confidence = 0;
    this.pulse = 0;
    this.line = 0;
    this.swing = 0;
    this.warmingUp = 1;
  }

  private keep(): void {
    for (let channel: i32 = 0; channel < this.channels; channel++) {
      this.canceller.putLight(channel, this.bands[channel].value);
    }
    for (let axis: i32 = AXES; axis < ROWS; axis++) {
      const move: i32 = saturate(this.bands[axis].value >> ACCELERATION_SHIFT, REGRESSION_LIMIT);
      this.canceller.putMove(axis - AXES, move);
    }
    this.canceller.advance();
  }

  private beginHop(): void {
    this.end = this.canceller.next;
    this.canceller.beginHop();
    this.spectrum.begin();
    this.swing = 0;
  }

  /** Lays one channel's window into the transform, as it came and without motion, each without its mean. */
  private clean(channel: i32): void {
    const canceller = this.canceller;
    const spectrum = this.spectrum;
    canceller.solve(channel);
    // Two bits finer than the regression: within ±2^14.
    const down: i32 = canceller.down(channel) - 2;
    let size: i32 = 0;
    let rawSum: i32 = 0;
    let cleanedSum: i32 = 0;
    for (let n: i32 = 0; n < WINDOW; n++) {
      const back: i32 = WINDOW - 1 - n;
      const value: i32 = canceller.light(channel, this.end, back);
      size += value < 0 ? 0 - value : value;
      const raw: i32 = down >= 0 ? value >> down : value << (0 - down);
      const cleaned: i32 = saturate(raw - canceller.motion(this.end, back), 32767);
      rawSum += raw;
      cleanedSum += cleaned;
      spectrum.put(n, raw, cleaned);
    }
    spectrum.level(divideSigned(rawSum, WINDOW), divideSigned(cleanedSum, WINDOW));
    for (let n: i32 = WINDOW; n < WINDOW_PADDED; n++) spectrum.put(n, 0, 0);
    const up: i32 = canceller.fine[channel] - 7;
    const swing: i32 = up >= 0 ? size << up : size >> (0 - up);
    if (swing > this.swing) this.swing = swing;
  }

  private endHop(): void {
    this.canceller.endHop();
    this.spectrum.finish();
    this.filter.walk();
    const spectrum = this.spectrum;
    const atRest: bool = this.canceller.stir <= STILL;
    emit(spectrum.raw, spectrum.cleaned, spectrum.motion, this.channels, atRest, this.filter.likelihood);
    this.filter.weigh();
    this.phase = 0;
    this.hops = this.hops + 1;
    this.hopsSinceRestart = this.hopsSinceRestart + 1;
    this.warmingUp = this.hopsSinceRestart < WARM_UP_HOPS ? 1 : 0;
    const before: i32 = this.rate;
    this.rate = this.filter.rate;
    this.followLine();
    this.heed();
    const moved: i32 = this.rate > before ? this.rate - before : before - this.rate;
    const trust: i32 = this.warmingUp !== 0 ? 0 : this.trust(moved);
    this.confidence = trust < LEAST_CONFIDENCE ? 0 : trust;
    this.pulse = trust < LEAST_PULSE ? 0 : trust < LEAST_CONFIDENCE ? trust - LEAST_PULSE + 1 : trust;
  }

  /** Settles the beats, and lets them have their say. */
  private heed(): void {
    const spectral: i32 = this.filter.rate;
    this.beats.endHop(spectral);
    this.resting = 0;
    const counted: i32 = this.beats.rate;
    const off: i32 = counted - spectral;
    if (counted === 0 || this.beats.clean < CLEAN || this.canceller.stir > STILL) return;
    const apart: i32 = ((off < 0 ? 0 - off : off) * AGREE) | 0;
    if (apart >= spectral) return;
    this.resting = 1;
    this.rate = spectral + (((off * SAY) | 0) >> 8);
  }

  /** Follows how far the rate's line, the higher of three bins, stands out of both spectra; a quarter of the way at each hop. */
  private followLine(): void {
    const bin: i32 = divide((this.rate << 5) + 312, 625);
    let line: i32 = 0;
    for (let k: i32 = bin - 1; k <= bin + 1 && k < SPECTRUM_BINS; k++) {
      const raw: i32 = this.spectrum.raw[k];
      const cleaned: i32 = this.spectrum.cleaned[k];
      const both: i32 = (raw + cleaned) >> 1;
      if (both > line) line = both;
    }
    this.line = this.hopsSinceRestart <= 1 ? line : this.line + ((line - this.line) >> 2);
  }

  /** The odds by line, mass and move, as per cent. */
  private trust(moved: i32): i32 {
    const odds: i32 = log2(this.filter.mass) - log2(WHOLE - this.filter.mass);
    const mass: i32 = odds < MASS_LIMIT ? odds : MASS_LIMIT;
    const line: i32 = this.line < LINE_LIMIT ? this.line : LINE_LIMIT;
    const move: i32 = ((moved < MOVE_LIMIT ? moved : MOVE_LIMIT) * 1024) | 0;
    const speaks: i32 =
      ((line * ODDS_LINE) | 0) + ((mass * ODDS_MASS) | 0) - ((divide(move, 10) * ODDS_MOVE) | 0);
    const sure: i32 = ODDS_BASE + (speaks >> 8);
    const size: i32 = sure < 0 ? 0 - sure : sure;
    // 1 / (1 + 2^-size), then from the side it lies on.
    const other: i32 = size >> 10 > 15 ? 0 : exp2Fraction(size & 1023) >> (size >> 10);
    const more: i32 = divide(3276800, 32768 + other);
    return sure < 0 ? 100 - more : more;
  }
}
