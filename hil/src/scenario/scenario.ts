import type { RuleName } from "@petpulse/cloud/alerts/rules";
import type { DogOptions } from "../dog/dog.ts";

/** What the collar is on: a virtual animal (dog/), or a recording (recordings/), by its path under $PETPULSE_DATA or its own. */
export type Wearing = { dog: Omit<DogOptions, "seed"> } | { recording: string };

/** Flash pages of 4 KB of a collar where nothing else is said: a month of minutes. */
export const FLASH_PAGES = 256;

/** Names of petpulse.v1.EventKind as scenarios write them. */
export const EVENT_NAMES = {
  boot: 1,
  "off-collar": 2,
  "on-collar": 3,
  bradycardia: 4,
  tachycardia: 5,
  "breathing-fast": 6,
  heat: 7,
  stillness: 8,
  anomaly: 9,
  "low-battery": 10,
  "time-set": 11,
  dropped: 12,
} as const;

/** An event that a collar can say. */
export type EventName = keyof typeof EVENT_NAMES;

/** Name of an event's number, as scenarios write it; the number itself where this version knows none. */
export function eventName(kind: number): EventName | `${number}` {
  const names = Object.keys(EVENT_NAMES) as EventName[];
  return names.find((name) => EVENT_NAMES[name] === kind) ?? `${kind}`;
}

/** Events that somebody has to be told of at once, and the cloud's rule that tells. */
export const ALERTS: Partial<Record<EventName, RuleName>> = {
  bradycardia: "collar-bradycardia",
  tachycardia: "collar-tachycardia",
  "breathing-fast": "collar-breathing",
  heat: "collar-heat",
  stillness: "collar-stillness",
  anomaly: "collar-anomaly",
  "low-battery": "battery",
  dropped: "collar-dropped",
};

/** What is done to the collar or its link, at a second of the scenario. */
export type Fault =
  /** Out of the hub's reach for so long; neither side is told. */
  | { kind: "hub-away"; atS: number; seconds: number }
  /** So large a share of packets (0 … 0.9) fails its check for so long. */
  | { kind: "loss"; atS: number; seconds: number; share: number }
  /** The collar loses power and starts again. */
  | { kind: "collar-reset"; atS: number };

/** An event that has to be said between two seconds of the scenario. */
export interface ExpectedEvent {
  kind: EventName;
  fromS: number;
  toS: number;
}

/** Bounds on what is seen. Frames neither stored nor named, doubles, forgeries, alerts that nobody is told of and missing starts are failures in every scenario. */
export interface Expectations {
  events?: readonly ExpectedEvent[];
  /** Events that must not be said at all. */
  never?: readonly EventName[];
  /** Frames of the scenario at least. */
  frames?: number;
  /** Share of the scenario's whole minutes that are stored as minute records, at least. */
  minutes?: number;
  /** Frames that the collar's full flash gives up, and names, at least and at most; none unless said otherwise. */
  lost?: { least: number; most: number };
  /** From an estimate or event on a linked collar to the store, 95th percentile, s, at most. */
  latencyP95S?: number;
  /**
   * From an event of ALERTS on a linked collar until the cloud has told a channel of it, 95th percentile, s, at most; a scenario without
   * any fails. One that is never told fails every scenario.
   */
  alertP95S?: number;
  /** From the end of a time without a link until everything made in it is stored, s, at most. */
  catchUpS?: number;
  /** Name in bench/budgets.json of the most that it may take from the cell in the mean, µA. */
  energy?: string;
  /** Against the source's reference: mean absolute error, bpm, at most; share of windows with an estimate, at least. */
  heart?: { maeBpm: number; coverage: number };
}

/** One story, told once, lived on every rig: data only. */
export interface Scenario {
  name: string;
  /** One sentence for people. */
  about: string;
  seconds: number;
  /** Of the animal and the air. */
  seed: number;
  wears: Wearing;
  /** Whether the light burns in bursts, as in the product, or always. */
  light: "bursts" | "continuous";
  /** Somebody looks: an estimate every two seconds beside the minutes. A rig may show more than asked, never less. */
  watched: boolean;
  /** Flash pages of 4 KB; FLASH_PAGES unless said otherwise. */
  flashPages?: number;
  faults: readonly Fault[];
  expects: Expectations;
}
