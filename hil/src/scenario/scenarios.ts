import type { Scenario } from "./scenario.ts";

const HOUR_S = 3600;
/** Unwatched, five minutes share a frame: at the end of hours, up to four may still wait for the fifth. */
const UNWATCHED_MINUTES = 0.98;
/** A dog lying awake with the light always on: what most faults happen to. */
const LYING = { dog: { script: [{ doing: "rest", seconds: HOUR_S }] } } as const;

/** The scenarios that every rig lives, in the order of the report. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "rest",
    about: "A healthy dog lies awake for five minutes beside the hub.",
    seconds: 300,
    seed: 11,
    wears: LYING,
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      never: ["off-collar", "bradycardia", "tachycardia", "low-battery", "dropped"],
      events: [{ kind: "boot", fromS: 0, toS: 0 }],
      frames: 60,
      minutes: 1,
      latencyP95S: 2,
      heart: { maeBpm: 3, coverage: 0.8 },
    },
  },
  {
    name: "walk",
    about: "Rest, eight minutes on the lead, rest: the heart through the movement.",
    seconds: 590,
    seed: 12,
    wears: {
      dog: {
        script: [
          { doing: "rest", seconds: 60 },
          { doing: "walk", seconds: 480 },
          { doing: "rest", seconds: HOUR_S },
        ],
      },
    },
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      never: ["off-collar", "bradycardia", "tachycardia", "dropped"],
      minutes: 1,
      latencyP95S: 2,
      heart: { maeBpm: 8, coverage: 0.4 },
    },
  },
  {
    name: "night",
    about: "Seven hours from eleven at night, light in bursts as in the product.",
    seconds: 7 * HOUR_S,
    seed: 13,
    wears: { dog: { profile: "day", startMs: 23 * HOUR_S * 1000 } },
    light: "bursts",
    watched: false,
    faults: [],
    expects: {
      never: ["off-collar", "bradycardia", "tachycardia", "dropped"],
      minutes: UNWATCHED_MINUTES,
      latencyP95S: 2,
      heart: { maeBpm: 6, coverage: 0.15 },
    },
  },
  {
    name: "off-collar",
    about: "The collar comes off for two minutes and is put on again.",
    seconds: 360,
    seed: 14,
    wears: {
      dog: {
        script: [
          { doing: "rest", seconds: 120 },
          { doing: "collar-off", seconds: 120 },
          { doing: "rest", seconds: HOUR_S },
        ],
      },
    },
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      events: [
        { kind: "off-collar", fromS: 125, toS: 160 },
        { kind: "on-collar", fromS: 245, toS: 290 },
      ],
      minutes: 1,
      latencyP95S: 2,
    },
  },
  {
    name: "hub-away-and-back",
    about: "Out of the hub's reach for ten minutes; everything kept, and told afterwards.",
    seconds: 900,
    seed: 15,
    wears: LYING,
    light: "continuous",
    watched: true,
    faults: [{ kind: "hub-away", atS: 150, seconds: 600 }],
    expects: {
      never: ["dropped"],
      minutes: 1,
      latencyP95S: 2,
      catchUpS: 60,
      heart: { maeBpm: 3, coverage: 0.75 },
    },
  },
  {
    name: "collar-reset",
    about: "The collar loses power twice; no number is used twice and nothing written is lost.",
    seconds: 420,
    seed: 16,
    wears: LYING,
    light: "continuous",
    watched: true,
    faults: [
      { kind: "collar-reset", atS: 150 },
      { kind: "collar-reset", atS: 290 },
    ],
    expects: {
      events: [
        { kind: "boot", fromS: 145, toS: 165 },
        { kind: "boot", fromS: 285, toS: 310 },
      ],
      never: ["dropped"],
      minutes: 0.6,
      latencyP95S: 2,
    },
  },
  {
    name: "link-loss",
    about: "A bad link: a third of the packets lost for three minutes, and twice no link at all.",
    seconds: 420,
    seed: 17,
    wears: LYING,
    light: "continuous",
    watched: true,
    faults: [
      { kind: "loss", atS: 60, seconds: 180, share: 0.33 },
      { kind: "hub-away", atS: 120, seconds: 20 },
      { kind: "hub-away", atS: 250, seconds: 40 },
    ],
    expects: { never: ["dropped"], minutes: 1, latencyP95S: 2, catchUpS: 60 },
  },
  {
    name: "run",
    about: "Trot and gallop for three minutes between two rests; only effort explains a heart that fast.",
    seconds: 420,
    seed: 18,
    wears: {
      dog: {
        script: [
          { doing: "rest", seconds: 90 },
          { doing: "trot", seconds: 120 },
          { doing: "gallop", seconds: 60 },
          { doing: "rest", seconds: HOUR_S },
        ],
      },
    },
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      never: ["off-collar", "bradycardia", "tachycardia", "dropped"],
      minutes: 1,
      latencyP95S: 2,
      heart: { maeBpm: 10, coverage: 0.4 },
    },
  },
  {
    name: "poor-contact",
    about: "Two minutes of a loose collar: whatever is not known is not said.",
    seconds: 360,
    seed: 19,
    wears: {
      dog: {
        script: [
          { doing: "rest", seconds: 120 },
          { doing: "poor-contact", seconds: 120 },
          { doing: "rest", seconds: HOUR_S },
        ],
      },
    },
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      never: ["bradycardia", "tachycardia", "dropped"],
      minutes: 1,
      latencyP95S: 2,
      heart: { maeBpm: 5, coverage: 0.5 },
    },
  },
  {
    name: "low-battery",
    about: "The battery falls below 15 %: said once, at once.",
    seconds: 300,
    seed: 20,
    wears: { dog: { script: [{ doing: "rest", seconds: HOUR_S }], batteryPercent: 16, batteryDays: 0.1 } },
    light: "continuous",
    watched: true,
    faults: [],
    expects: {
      events: [{ kind: "low-battery", fromS: 20, toS: 150 }],
      never: ["off-collar", "dropped"],
      minutes: 1,
      latencyP95S: 2,
      alertP95S: 2,
    },
  },
  {
    name: "flash-full",
    about: "A collar with 16 KB of flash, watched and out of reach: the oldest frames go and are named.",
    seconds: 700,
    seed: 21,
    wears: LYING,
    light: "continuous",
    watched: true,
    flashPages: 4,
    faults: [{ kind: "hub-away", atS: 60, seconds: 580 }],
    expects: { never: ["dropped"], lost: { least: 1, most: 300 }, latencyP95S: 2, catchUpS: 60 },
  },
  {
    name: "hub-away-overnight",
    about: "Eight hours of a night without a hub, light in bursts: every minute is told the next morning.",
    seconds: 10 * HOUR_S,
    seed: 22,
    wears: { dog: { profile: "day", startMs: 21 * HOUR_S * 1000 } },
    light: "bursts",
    watched: false,
    faults: [{ kind: "hub-away", atS: HOUR_S, seconds: 8 * HOUR_S }],
    expects: {
      never: ["dropped", "bradycardia", "tachycardia"],
      minutes: UNWATCHED_MINUTES,
      latencyP95S: 2,
      catchUpS: 120,
      heart: { maeBpm: 8, coverage: 0.1 },
    },
  },
];
