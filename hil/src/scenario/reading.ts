import { RULES, type RuleName } from "@petpulse/cloud/alerts/rules";
import { decodeFrame, type Frame, frameTagHolds } from "@petpulse/proto";
import type { Observation, Second } from "../rig.ts";
import { ALERTS, type EventName, eventName } from "./scenario.ts";

/** An estimate of the heart rate, placed in the scenario; confidence 0 … 100 %. */
export interface HeartPoint {
  atMs: number;
  bpm: number;
  confidence: number;
}

/** An event, placed in the scenario. */
export interface EventPoint {
  atS: number;
  kind: number;
  value: number;
}

/** A frame of a linked collar that left at once, and how long it took to the store. */
export interface Delay {
  atS: number;
  seconds: number;
}

/** An event that somebody has to be told of, said while there was a link, and how long that took; null: nobody was. */
export interface Alarm {
  atS: number;
  rule: RuleName;
  seconds: number | null;
}

/** When a frame was made, seconds of the scenario, and when the store had it, Unix ms. */
export interface Passage {
  madeS: number;
  receivedMs: number;
}

/** What the stored frames say, placed in the scenario by the starts of the collar. */
export interface Reading {
  stored: number;
  /** Made, not stored, but named by a gap record. */
  named: number;
  /** Made, and neither stored nor named. */
  missing: number;
  duplicates: number;
  /** Without a good tag of this collar, or of a start nobody saw. */
  forged: number;
  live: HeartPoint[];
  minutes: HeartPoint[];
  events: EventPoint[];
  delays: Delay[];
  alarms: Alarm[];
  passages: Passage[];
}

const MINUTE_S = 60;

/** Seconds of the collar's uptime at which the frame was written down. */
function madeAt({ uptimeS, content }: Frame): number {
  if (content.kind === "minutes") return uptimeS + content.count * MINUTE_S;
  if (content.kind === "live") return uptimeS + (content.count - 1) * content.stepS;
  if (content.kind === "events") return uptimeS + Math.max(...content.events.map((event) => event.afterS));
  return uptimeS;
}

/** Reads every stored frame and checks its tag again. Throws WireError on bytes that no store should have taken. */
export function read(seen: Observation): Reading {
  const reading: Reading = {
    stored: 0,
    named: 0,
    missing: 0,
    duplicates: 0,
    forged: 0,
    live: [],
    minutes: [],
    events: [],
    delays: [],
    alarms: [],
    passages: [],
  };
  const starts = new Map(seen.boots.map(({ epoch, afterS }) => [epoch, afterS]));
  const gaps: [number, number][] = [];
  const stored = new Set<number>();
  for (const { bytes, receivedMs } of seen.arrivals) {
    const frame = decodeFrame(bytes);
    const startS = starts.get(frame.epoch);
    if (frame.device !== seen.device || !frameTagHolds(seen.key, bytes) || startS === undefined) {
      reading.forged++;
      continue;
    }
    if (stored.has(frame.seq)) reading.duplicates++;
    stored.add(frame.seq);
    const { content } = frame;
    if (content.kind === "gap") gaps.push([content.fromSeq, content.toSeq]);
    place(reading, frame, startS);
    const madeS = startS + madeAt(frame);
    reading.passages.push({ madeS, receivedMs });
    // What was made at a start was made before there could be a link.
    if (madeAt(frame) > 0) delay(reading, seen, madeS, receivedMs, content.kind);
  }
  reading.stored = stored.size;
  for (let seq = seen.firstSeq ?? 1; seq <= seen.lastSeq; seq++) {
    if (stored.has(seq)) continue;
    if (gaps.some(([from, to]) => from <= seq && seq <= to)) reading.named++;
    else reading.missing++;
  }
  for (const list of [reading.live, reading.minutes]) list.sort((a, b) => a.atMs - b.atMs);
  reading.events.sort((a, b) => a.atS - b.atS);
  alarms(reading, seen);
  return reading;
}

function place(reading: Reading, { uptimeS, content }: Frame, startS: number): void {
  if (content.kind === "events") {
    for (const { kind, afterS, value } of content.events)
      reading.events.push({ atS: startS + uptimeS + afterS, kind, value });
  }
  if (content.kind !== "live" && content.kind !== "minutes") return;
  const live = content.kind === "live";
  const stepS = live ? content.stepS : MINUTE_S;
  for (let i = 0; i < content.count; i++) {
    const point = {
      // An estimate stands when it was given, a minute when it ended.
      atMs: (startS + uptimeS + (live ? i : i + 1) * stepS) * 1000,
      bpm: (content.columns.heartRate?.[i] ?? 0) / 10,
      confidence: content.columns.confidence?.[i] ?? 0,
    };
    reading[content.kind].push(point);
  }
}

/** Estimates and events leave at once, so their way is timed while there is a link to leave by. */
function delay(
  reading: Reading,
  { seconds }: Observation,
  madeS: number,
  receivedMs: number,
  kind: Frame["content"]["kind"],
): void {
  const made = saidAt(seconds, madeS);
  if (made && (kind === "live" || kind === "events"))
    reading.delays.push({ atS: madeS, seconds: Math.max(0, receivedMs - made.atMs) / 1000 });
}

/** The second at the end of which something was made, if it could leave then and there. */
function saidAt(seconds: readonly Second[], madeS: number): Second | null {
  const made = seconds[madeS - 1];
  return made?.linked && seconds[madeS]?.linked ? made : null;
}

/** Of events that follow each other closely, which are one alert, the first is told. */
function alarms(reading: Reading, { seconds, told }: Observation): void {
  if (!told) return;
  const lastS = new Map<RuleName, number>();
  for (const { atS, kind } of reading.events) {
    const rule = ALERTS[eventName(kind) as EventName];
    if (rule === undefined) continue;
    const joins = (atS - (lastS.get(rule) ?? Number.NEGATIVE_INFINITY)) * 1000 <= RULES[rule].joinMs;
    lastS.set(rule, atS);
    const made = saidAt(seconds, atS);
    if (joins || !made) continue;
    const heard = told.find((one) => one.rule === rule && one.atMs >= made.atMs);
    reading.alarms.push({ atS, rule, seconds: heard ? (heard.atMs - made.atMs) / 1000 : null });
  }
}
