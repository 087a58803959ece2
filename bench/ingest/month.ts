import {
  type Batch,
  decodeFrame,
  encodeFrame,
  type FrameContent,
  idFromHex,
  petpulse,
} from "@petpulse/proto";
import { type Collar, nextFrame, T0 } from "./fleet.ts";

const { EventKind, GapReason } = petpulse.v1;

export const DAYS = 30;
const DAY_S = 86_400;
/** Somebody looks on for the last minutes of every day; meanwhile the collar says how it is every so many seconds. */
const LOOK_S = 600;
const LIVE_STEP_S = 2;
/** Estimates in a live frame: it sends one every minute. */
const LIVE_RECORDS = 60 / LIVE_STEP_S;
/** Things that happen on a day, at least and at most. */
const EVENTS = { least: 2, most: 6 };
/** Frames are lost every so many days, at most so many in a row: in turn on the collar and on the hub. */
const LOSS_EVERY_DAYS = 3;
const MOST_LOST = 24;

/** What happens, in the units of frame.proto. */
const HAPPENINGS = [
  { kind: EventKind.EVENT_OFF_COLLAR, value: 60 },
  { kind: EventKind.EVENT_ON_COLLAR, value: 0 },
  { kind: EventKind.EVENT_TACHYCARDIA, value: 1950 },
  { kind: EventKind.EVENT_BREATHING_FAST, value: 480 },
  { kind: EventKind.EVENT_STILLNESS, value: 900 },
] as const;

/** What one collar's month leaves to be stored: its frames, and the ranges of which the hub says that it lost them. */
export interface Month {
  frames: Uint8Array[];
  lost: Batch["gaps"];
}

interface Said {
  uptimeS: number;
  content: FrameContent;
}

/** A month of `collar` from T0 on, its minutes in frames of `minutes`. `chance`: 0 ≤ x < 1; the same ones make the same month. */
export function monthOf(collar: Collar, minutes: number, chance: () => number): Month {
  const below = (n: number) => Math.floor(chance() * n);
  const animal = { ...collar, seq: 1 };
  const month: Month = { frames: [], lost: [] };
  let seq = 1;
  const say = ({ uptimeS, content }: Said) => {
    const frame = { device: collar.device, epoch: 1, seq: seq++, uptimeS, utcS: T0 + uptimeS, content };
    month.frames.push(encodeFrame(frame, collar.key));
  };
  for (let day = 0; day < DAYS; day++) {
    const said = [...measured(animal, day, minutes), ...happened(day, below), ...looked(day)];
    said.sort((a, b) => a.uptimeS - b.uptimeS);
    const losses = day % LOSS_EVERY_DAYS === 1 ? 1 + below(MOST_LOST) : 0;
    const from = below(said.length - losses - 1);
    for (const [i, one] of said.entries()) {
      if (i < from || i >= from + losses) say(one);
      else seq++;
      if (losses === 0 || i !== from + losses - 1) continue;
      const range = { fromSeq: seq - losses, toSeq: seq - 1 };
      if (day % (2 * LOSS_EVERY_DAYS) === 1) {
        say({ ...one, content: { kind: "gap", ...range, reason: GapReason.GAP_LOG_OVERFLOW } });
      } else {
        month.lost.push({
          device: idFromHex(collar.device),
          ...range,
          reason: GapReason.GAP_SPOOL_OVERFLOW,
        });
      }
    }
  }
  return month;
}

/** A day of the minutes that the fleet's animals live; `animal` goes on by it. */
function measured(animal: Collar, day: number, minutes: number): Said[] {
  return Array.from({ length: DAY_S / 60 / minutes }, (_, i) => ({
    uptimeS: day * DAY_S + i * minutes * 60,
    content: decodeFrame(nextFrame(animal, minutes)).content,
  }));
}

function happened(day: number, below: (n: number) => number): Said[] {
  return Array.from({ length: EVENTS.least + below(EVENTS.most - EVENTS.least + 1) }, () => ({
    uptimeS: day * DAY_S + below(DAY_S - LOOK_S),
    content: { kind: "events", events: [{ ...HAPPENINGS[below(HAPPENINGS.length)]!, afterS: 0 }] },
  }));
}

function looked(day: number): Said[] {
  const each = (value: (i: number) => number) => Array.from({ length: LIVE_RECORDS }, (_, i) => value(i));
  return Array.from({ length: LOOK_S / 60 }, (_, i) => ({
    uptimeS: (day + 1) * DAY_S - LOOK_S + i * 60,
    content: {
      kind: "live",
      count: LIVE_RECORDS,
      stepS: LIVE_STEP_S,
      columns: { heartRate: each((k) => 900 + ((k * 37) % 41)), confidence: each((k) => 80 + (k % 7)) },
    },
  }));
}
