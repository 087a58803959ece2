import * as op from "../../targets/tape/operations.ts";
import type { TapeWriter } from "./writer.ts";

/** What a trouble adds to an hour; rates and temperature in the units of minute.ts. */
interface Trouble {
  days: number;
  heart?: number;
  breaths?: number;
  temperature?: number;
  scratches?: number;
  irregularity?: number;
  asymmetry?: number;
  /** Share of the usual movement that is left. */
  movement?: number;
}

/** Well, ill in every way there is a sign for, well between; the last lasts until it is taken for the new normal. */
const WEEKS: Trouble[] = [
  { days: 5 },
  { days: 2, heart: 250 },
  { days: 2 },
  { days: 2, breaths: 180 },
  { days: 1, breaths: 400 },
  { days: 1, breaths: -150 },
  { days: 2, temperature: 180 },
  { days: 2, scratches: 9, movement: 0.2 },
  { days: 2, irregularity: 45, asymmetry: 50 },
  { days: 2 },
  { days: 2, heart: 40, breaths: 22, temperature: 45 },
  { days: 2 },
  { days: 16, heart: 220, breaths: 90 },
  { days: 3, heart: 220, breaths: 90 },
];

/** Confidence of every minute, %. */
const SURE = 90;

/** Hours of weeks, for what learns an animal over days. */
export function weeks(tape: TapeWriter, draw: () => number): void {
  const about = (value: number, spread: number) => Math.round(value + spread * (draw() - 0.5));
  for (const trouble of WEEKS) {
    const { heart = 0, breaths = 0, temperature = 0, scratches = 0 } = trouble;
    const { irregularity = 0, asymmetry = 0, movement = 1 } = trouble;
    for (let hour = 0; hour < trouble.days * 24; hour++) {
      const asleep = hour % 24 < 9;
      const steps = asleep ? 0 : about(60, 40);
      const counts =
        about(1 + scratches, 2) +
        (steps << 8) +
        (about(12 + irregularity, 6) << 16) +
        (about(12 + asymmetry, 8) << 24);
      tape.add(
        op.MINUTES,
        60,
        about((asleep ? 620 : 900) + heart, 60) + 65536 * SURE,
        about((asleep ? 180 : 260) + breaths, 30),
        about(3850 + temperature, 30),
        Math.round((asleep ? 8 : about(140, 60)) * movement) + 65536 * (asleep ? 98 : 20),
        counts,
      );
    }
    tape.add(op.TICK);
  }
}
