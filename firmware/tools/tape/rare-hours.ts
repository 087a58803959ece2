import { HEAT, MEASURED } from "../../src/anomaly/signs.ts";
import * as op from "../../targets/tape/operations.ts";
import type { TapeWriter } from "./writer.ts";

const MINUTES = 60;
/** The usual skin temperature, 0.01 °C, and how a baseline holds it: 6 bits behind the point. */
const USUAL = 3850;
const BITS = 6;
/** The least spread of HEAT, 0.01 °C. */
const LEAST = 15;
/** Hours after which learning slows no further. */
const KNOWN = 96;
/** HEAT of an animal awake. */
const AWAKE = HEAT + MEASURED;

/** Minutes alike that tell of nothing but the temperature: somewhat at rest, breathing as told. */
function warm(tape: TapeWriter, minutes: number, temperature: number, breaths = 200, sure = 90): void {
  tape.add(op.MINUTES, minutes, 800 + 65536 * sure, breaths, temperature, 20 + 65536 * 60, 0);
}

/** What an animal's history comes to in months, or never; begins and ends with an hour of the anomaly score. */
export function rareHours(tape: TapeWriter): void {
  // Half a minute has been lived: the first hour ends with a minute of the collar's own, and so does every one of the fever.
  const minute = (seconds: number) => {
    for (let i = 0; i < seconds; i++) tape.add(op.TICK);
  };
  tape.add(op.LEARNT, AWAKE, USUAL << BITS, LEAST << BITS, KNOWN);
  for (let hour = 0; hour < 6; hour++) {
    warm(tape, MINUTES - 1, USUAL + 600);
    minute(hour === 0 ? MINUTES - tape.samples / 50 : MINUTES);
  }
  // 1.5 spreads above what it knows, for longer than a score counts; then a spread of nothing.
  tape.add(op.LEARNT, AWAKE, USUAL << BITS, 16 << BITS, KNOWN);
  for (let hour = 0; hour < 40; hour++) warm(tape, MINUTES, USUAL - 100);
  tape.add(op.LEARNT, AWAKE, USUAL << BITS, 16 << BITS, KNOWN);
  for (let hour = 0; hour < 2; hour++) warm(tape, MINUTES, USUAL + 200);
  warm(tape, 1030 * MINUTES, USUAL + 24);
  warm(tape, MINUTES, USUAL - 100);
  tape.add(op.LEARNT, AWAKE, USUAL << BITS, 1, KNOWN);
  for (let hour = 0; hour < 12; hour++) warm(tape, MINUTES, USUAL);
  // Heart and breath asleep, without a temperature, and without a heart rate to be sure of.
  for (let hour = 0; hour < 30; hour++)
    tape.add(
      op.MINUTES,
      MINUTES,
      620 + (hour % 2) * 200 + 65536 * (hour > 24 ? 20 : 90),
      180,
      0,
      65536 * 98,
      0,
    );
  // No breath is faster than the last that is counted, or slower than the first; and none to be sure of.
  warm(tape, 20, USUAL, 700);
  warm(tape, 20, USUAL, 20);
  warm(tape, 20, USUAL, 200, 50);
  // A wild chase, and a day that ends.
  tape.add(op.MINUTES, 20, 1500 + 65536 * 90, 0, USUAL, 900, 0);
  tape.add(op.MINUTES, 20, 0, 0, USUAL, 900, 0);
  // Numbers that no baseline has.
  for (const [level, spread, hours] of [
    [-1, 1, 1],
    [1 << 21, 1, 1],
    [1, -1, 1],
    [1, 1 << 21, 1],
    [1, 1, -1],
    [1, 1, KNOWN + 1],
  ] as const)
    tape.add(op.LEARNT, AWAKE, level, spread, hours);
  warm(tape, MINUTES, USUAL);
}
