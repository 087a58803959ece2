import { PowerError } from "./errors.ts";

/** Measuring ranges, the least current first. */
const RANGES = 5;
/** Reference voltage and gain before the converter: volts a count. */
const VOLTS_PER_COUNT = 1.8 / 163840;
const MICRO = 1e6;
/** Samples a second, and the counter that numbers them. */
export const SAMPLE_S = 1e-5;
const COUNTER_MASK = 63;
const SAMPLE_BYTES = 4;
/** Wrong numbers in a row that are taken for damaged samples; after them for lost ones. */
const MOST_DAMAGED = 4;
/** Smoothing right after a change of range, where the instrument rings: weights, in the highest range, and for how many samples. */
const SMOOTH = 0.18;
const SMOOTH_HIGHEST = 0.06;
const RINGING = 3;
/** In the highest range the first samples are not even smoothed into the rest. */
const BLIND = 2;

/** How this instrument turns counts into current, by range. */
export interface Modifiers {
  /** Shunt, Ω; offset, counts; gains and offsets of the correction; the user's gain. */
  r: number[];
  o: number[];
  gs: number[];
  gi: number[];
  s: number[];
  i: number[];
  ug: number[];
}

/** What holds until the instrument says otherwise. */
function usual(): Modifiers {
  const all = (value: number) => Array.from({ length: RANGES }, () => value);
  return {
    r: [1031.64, 101.65, 10.15, 0.94, 0.043],
    o: all(0),
    gs: all(1),
    gi: all(1),
    s: all(0),
    i: all(0),
    ug: all(1),
  };
}

/** Reads the instrument's answer to GetMetadata: lines of `R0: 1003.35`, ending with END. Throws PowerError power.metadata. */
export function readMetadata(text: string): Modifiers {
  const modifiers = usual();
  let found = 0;
  for (const line of text.split("\n")) {
    const [, name, range, value] = /^\s*(R|GS|GI|O|S|I|UG)([0-4]):\s*(\S+)\s*$/i.exec(line) ?? [];
    const number = Number(value);
    // Instruments that were never calibrated say -nan, or 0 for a shunt.
    if (name === undefined || !Number.isFinite(number)) continue;
    const key = name.toLowerCase() as keyof Modifiers;
    found++;
    if (number !== 0 || (key !== "r" && key !== "gi" && key !== "ug")) modifiers[key][Number(range)] = number;
  }
  if (found > 0) return modifiers;
  throw new PowerError(
    "power.metadata",
    `no calibration in what the instrument says: ${JSON.stringify(text.slice(0, 80))}`,
    "is it a Power Profiler Kit II?",
  );
}

/** One sample; NaN µA: it was lost on the way. */
export type TakeSample = (currentUa: number, bits: number) => void;

/**
 * Decodes the instrument's stream: 4 bytes a sample, little-endian, of 14 bits of reading, 3 of range, 6 of counter and 8 of logic (one
 * bit between range and counter is not used). Protocol and formulas as in Nordic's own reader, NordicSemiconductor/pc-nrfconnect-ppk,
 * src/device/serialDevice.ts; its smoothing after changes of range included.
 */
export class Ppk2Samples {
  /** Samples that the counter says are missing. */
  lost = 0;
  readonly #modifiers: Modifiers;
  readonly #volts: number;
  readonly #take: TakeSample;
  #rest = Buffer.alloc(0);
  #expected = -1;
  #damaged: { currentUa: number; bits: number }[] = [];
  #mean = Number.NaN;
  #meanHighest = Number.NaN;
  #range = -1;
  #ringing = 0;
  #inRange = 0;

  /** `volts`: of the supply. */
  constructor(modifiers: Modifiers, volts: number, take: TakeSample) {
    this.#modifiers = modifiers;
    this.#volts = volts;
    this.#take = take;
  }

  /** Any piece of the stream, cut anywhere. */
  push(bytes: Uint8Array): void {
    const all = Buffer.concat([this.#rest, bytes]);
    let at = 0;
    for (; at + SAMPLE_BYTES <= all.length; at += SAMPLE_BYTES) this.#sample(all.readUInt32LE(at));
    this.#rest = all.subarray(at);
  }

  #sample(word: number): void {
    const range = Math.min((word >>> 14) & 7, RANGES - 1);
    const counter = (word >>> 18) & COUNTER_MASK;
    const bits = word >>> 24;
    const currentUa = this.#amperes(range, (word & 0x3fff) * 4) * MICRO;
    const next = () => {
      this.#expected = (counter + 1) & COUNTER_MASK;
    };
    if (this.#expected < 0 || counter === this.#expected) {
      for (const one of this.#damaged.splice(0)) this.#take(one.currentUa, one.bits);
      next();
      this.#take(currentUa, bits);
      return;
    }
    // A wrong number may be a damaged sample: the count goes on; several in a row mean that some are missing.
    this.#damaged.push({ currentUa, bits });
    if (this.#damaged.length <= MOST_DAMAGED) {
      this.#expected = (this.#expected + 1) & COUNTER_MASK;
      return;
    }
    const missing = (counter - this.#expected) & COUNTER_MASK;
    this.lost += missing;
    for (let i = 0; i < missing; i++) this.#take(Number.NaN, 0);
    for (const one of this.#damaged.splice(0)) this.#take(one.currentUa, one.bits);
    next();
  }

  #amperes(range: number, counts: number): number {
    const m = this.#modifiers;
    const plain = ((counts - m.o[range]!) * VOLTS_PER_COUNT) / m.r[range]!;
    const corrected = plain * (m.gs[range]! * plain + m.gi[range]!);
    return this.#calm(range, m.ug[range]! * (corrected + m.s[range]! * this.#volts + m.i[range]!));
  }

  #calm(range: number, amperes: number): number {
    const [mean, meanHighest] = [this.#mean, this.#meanHighest];
    this.#mean = Number.isNaN(mean) ? amperes : SMOOTH * amperes + (1 - SMOOTH) * mean;
    this.#meanHighest = Number.isNaN(meanHighest)
      ? amperes
      : SMOOTH_HIGHEST * amperes + (1 - SMOOTH_HIGHEST) * meanHighest;
    if (this.#range === -1) this.#range = range;
    const changed = this.#range !== range;
    this.#range = range;
    if (!changed && this.#ringing === 0) return amperes;
    if (changed) this.#ringing = RINGING;
    this.#inRange = changed ? 0 : this.#inRange + 1;
    this.#ringing--;
    if (range !== RANGES - 1) return this.#mean;
    if (this.#inRange < BLIND) [this.#mean, this.#meanHighest] = [mean, meanHighest];
    return this.#meanHighest;
  }
}
