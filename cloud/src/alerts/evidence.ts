import { type Columns, type Frame, type MinuteColumn, petpulse } from "@petpulse/proto";
import { eventValue } from "../vitals/names.ts";
import { type Baseline, unusual } from "./baseline.ts";
import type { Evidence } from "./episode.ts";
import { type Limits, limitsOf, type Profile } from "./limits.ts";
import type { RuleName } from "./rules.ts";

const { EventKind, Flag } = petpulse.v1;
const MINUTE_MS = 60_000;
/** The collar measures heart and breath surely enough to be believed from here, %. */
const SURE = 50;
/** Share of a minute spent lying still from which its heart and breath count as resting, %. */
const REST = 80;
/**
 * A minute in which the light rested, which is a burst of measuring, stands for so long: bursts are four to five minutes apart at rest, and
 * with a rule's joinMs the evidence of one reaches the next, but not the one after it. ms.
 */
const BURST_STANDS_MS = 240_000;
/** Below this the owner has about a day left, %. */
const BATTERY = 15;

/** Rule of an event. */
const EVENTS: Partial<Record<number, RuleName>> = {
  [EventKind.EVENT_BRADYCARDIA]: "collar-bradycardia",
  [EventKind.EVENT_TACHYCARDIA]: "collar-tachycardia",
  [EventKind.EVENT_BREATHING_FAST]: "collar-breathing",
  [EventKind.EVENT_HEAT]: "collar-heat",
  [EventKind.EVENT_STILLNESS]: "collar-stillness",
  [EventKind.EVENT_ANOMALY]: "collar-anomaly",
  [EventKind.EVENT_LOW_BATTERY]: "battery",
  [EventKind.EVENT_DROPPED]: "collar-dropped",
};
/** An event cannot say that something lasts longer than a frame may reach back, s. */
const MAX_LASTS_S = 86_400;

/** What is known about the animal for one day. */
export interface Known {
  profile: Profile;
  /** Of the day in which `atMs` lies. */
  baseline(atMs: number): Baseline;
}

function ofEvents(pet: number, frame: Frame, startMs: number): Evidence[] {
  if (frame.content.kind !== "events") return [];
  const found: Evidence[] = [];
  for (const { kind, afterS, value } of frame.content.events) {
    const rule = EVENTS[kind];
    if (!rule) continue;
    const toMs = startMs + afterS * 1000;
    // Stillness says for how many seconds it has lasted.
    const lastsS = kind === EventKind.EVENT_STILLNESS ? Math.min(MAX_LASTS_S, Math.max(0, value)) : 0;
    const said = eventValue(kind, value);
    const evidence = { pet, rule, fromMs: toMs - lastsS * 1000, toMs, value: said.value };
    found.push(said.detail === "" ? evidence : { ...evidence, detail: said.detail });
  }
  return found;
}

/** The rules that resting minute `i` breaks, with its value. */
function broken(
  columns: Columns<MinuteColumn>,
  i: number,
  limits: Limits,
  baseline: Baseline,
): [RuleName, number][] {
  const found: [RuleName, number][] = [];
  if ((columns.confidence?.[i] ?? 0) >= SURE) {
    const heart = (columns.heartRate?.[i] ?? 0) / 10;
    if (heart < limits.heartLow) found.push(["heart-low", heart]);
    if (heart > limits.heartHigh) found.push(["heart-high", heart]);
    if (unusual(heart, baseline.heart)) found.push(["heart-unusual", heart]);
  }
  const breaths = (columns.breaths?.[i] ?? 0) / 10;
  if (breaths > 0) {
    if (breaths > limits.breathsHigh) found.push(["breathing-high", breaths]);
    if (unusual(breaths, baseline.breaths)) found.push(["breathing-unusual", breaths]);
  }
  return found;
}

/**
 * The evidence in a frame of pet row `pet` that starts at `startMs`, Unix ms. A function of the frame and of what is known about
 * the animal alone; what came before or after it does not matter.
 */
export function evidenceOf(pet: number, frame: Frame, startMs: number, known: Known): Evidence[] {
  const { content } = frame;
  if (content.kind !== "minutes") return ofEvents(pet, frame, startMs);
  const found: Evidence[] = [];
  const { columns } = content;
  for (let i = 0; i < content.count; i++) {
    const t = startMs + i * MINUTE_MS;
    const minute = (rule: RuleName, value: number | null, lastsMs = MINUTE_MS) =>
      found.push({ pet, rule, fromMs: t, toMs: t + lastsMs, value });
    const flags = columns.flags?.[i] ?? 0;
    const battery = columns.battery?.[i] ?? 0;
    const off = (flags & Flag.FLAG_OFF_COLLAR) !== 0;
    const charging = (flags & Flag.FLAG_CHARGING) !== 0;
    if (off) minute("off-collar", null);
    if (battery > 0 && battery <= BATTERY && !charging) minute("battery", battery);
    if (off || charging || (columns.restShare?.[i] ?? 0) < REST) continue;
    const burst = (flags & Flag.FLAG_PPG_RESTING) !== 0;
    for (const [rule, value] of broken(columns, i, limitsOf(known.profile, t), known.baseline(t)))
      minute(rule, value, burst ? BURST_STANDS_MS : MINUTE_MS);
  }
  return found;
}
