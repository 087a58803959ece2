import { type Contact, DOINGS, type Doing } from "./doing.ts";
import { DogError } from "./errors.ts";
import type { Random } from "./random.ts";

/** One thing after another: what, for how long, and (to override) how the collar sits meanwhile. */
export interface Segment {
  doing: Doing;
  /** More than 0, up to a week. */
  seconds: number;
  contact?: Contact;
}

/** Ready-made lives: `demo` shows something of everything within five minutes, `calm` lies and sleeps, `day` follows the clock. */
export type Profile = "demo" | "calm" | "day";

const WEEK_S = 604_800;
const CONTACTS: readonly string[] = ["good", "poor", "saturated", "off"];

const DEMO: readonly Segment[] = [
  { doing: "rest", seconds: 50 },
  { doing: "walk", seconds: 30 },
  { doing: "trot", seconds: 25 },
  { doing: "pant", seconds: 20 },
  { doing: "rest", seconds: 45 },
  { doing: "scratch", seconds: 7 },
  { doing: "rest", seconds: 25 },
  { doing: "poor-contact", seconds: 12 },
  { doing: "rest", seconds: 30 },
  { doing: "shake", seconds: 2.5 },
  { doing: "stand", seconds: 6 },
  { doing: "drink", seconds: 12 },
  { doing: "walk", seconds: 20 },
];

const CALM: readonly Segment[] = [
  { doing: "rest", seconds: 120 },
  { doing: "sleep", seconds: 600 },
  { doing: "rest", seconds: 60 },
  { doing: "stand", seconds: 10 },
];

/** Where a step of the day may lead at a given hour: share of the choices, and seconds from–to. */
interface Choice {
  doing: Doing;
  weight: number;
  from: number;
  to: number;
}

const NIGHT: readonly Choice[] = [
  { doing: "sleep", weight: 85, from: 900, to: 3600 },
  { doing: "rest", weight: 10, from: 30, to: 180 },
  { doing: "scratch", weight: 2, from: 4, to: 10 },
  { doing: "drink", weight: 2, from: 10, to: 25 },
  { doing: "stand", weight: 1, from: 10, to: 30 },
];
const HOME: readonly Choice[] = [
  { doing: "sleep", weight: 22, from: 300, to: 1800 },
  { doing: "rest", weight: 38, from: 120, to: 900 },
  { doing: "stand", weight: 10, from: 10, to: 60 },
  { doing: "walk", weight: 14, from: 10, to: 40 },
  { doing: "scratch", weight: 5, from: 4, to: 12 },
  { doing: "shake", weight: 3, from: 1.5, to: 2.5 },
  { doing: "drink", weight: 5, from: 10, to: 30 },
  { doing: "poor-contact", weight: 3, from: 10, to: 60 },
];
const OUT: readonly Choice[] = [
  { doing: "walk", weight: 50, from: 60, to: 300 },
  { doing: "trot", weight: 22, from: 20, to: 120 },
  { doing: "gallop", weight: 7, from: 8, to: 30 },
  { doing: "stand", weight: 12, from: 5, to: 30 },
  { doing: "pant", weight: 6, from: 30, to: 90 },
  { doing: "shake", weight: 3, from: 1.5, to: 2.5 },
];

/** Hour of the day (local) to what a house dog does: out after breakfast, at noon and in the evening. */
function choicesAt(hour: number): readonly Choice[] {
  if (hour < 6 || hour >= 23) return NIGHT;
  return hour === 7 || hour === 12 || hour === 18 ? OUT : HOME;
}

/** Hands out segment after segment without end. */
export class Plan {
  readonly #random: Random;
  readonly #list: readonly Segment[] | null;
  readonly #vary: number;
  #next = 0;

  /** A `script` is followed to the letter, again and again; a profile varies with the seed. */
  constructor(random: Random, profile: Profile, script?: readonly Segment[]) {
    this.#random = random;
    if (script) checkScript(script);
    this.#list = script ?? (profile === "demo" ? DEMO : profile === "calm" ? CALM : null);
    this.#vary = script ? 0 : 0.2;
  }

  /** `clockMs`: local time of day at which the segment begins, ms since midnight. */
  next(clockMs: number): Segment {
    if (!this.#list) return this.#choose(choicesAt(Math.floor(clockMs / 3_600_000) % 24));
    const segment = this.#list[this.#next++ % this.#list.length]!;
    const stretch = this.#vary === 0 ? 1 : this.#random.between(1 - this.#vary, 1 + this.#vary);
    return { ...segment, seconds: segment.seconds * stretch };
  }

  #choose(choices: readonly Choice[]): Segment {
    let left = this.#random.next() * choices.reduce((sum, choice) => sum + choice.weight, 0);
    let chosen = choices[0]!;
    for (const choice of choices) {
      chosen = choice;
      left -= choice.weight;
      if (left < 0) break;
    }
    return { doing: chosen.doing, seconds: this.#random.between(chosen.from, chosen.to) };
  }
}

function checkScript(script: readonly Segment[]): void {
  if (script.length === 0)
    throw new DogError("dog.bad-script", "the script is empty", "give at least one { seconds, doing }");
  script.forEach((segment, i) => {
    if (!Object.hasOwn(DOINGS, segment.doing)) {
      throw new DogError(
        "dog.bad-script",
        `segment ${i}: no dog does "${segment.doing}"`,
        `one of ${Object.keys(DOINGS).join(", ")}`,
      );
    }
    if (!(segment.seconds > 0 && segment.seconds <= WEEK_S)) {
      throw new DogError(
        "dog.bad-script",
        `segment ${i}: ${segment.seconds} seconds`,
        `more than 0, up to ${WEEK_S}`,
      );
    }
    if (segment.contact !== undefined && !CONTACTS.includes(segment.contact)) {
      throw new DogError(
        "dog.bad-script",
        `segment ${i}: contact "${segment.contact}"`,
        `one of ${CONTACTS.join(", ")}`,
      );
    }
  });
}
