import { noise } from "../../src/dsp/testdata/double.ts";
import type { Recording } from "../recordings.ts";

/** Makes of a recording what a poor sensor would have made of it; of the same one always the same. */
type Spoiler = (recording: Recording) => Recording;

const COLUMNS = 6;
const RATE = 50;
/** The converter's upper rail, counts. */
const RAIL = 2 ** 23;
/** What comes by turns spoils so many seconds of so many. */
const BAD_S = 10;
const TURN_S = 30;
/** A stumbling clock repeats one sample in a hundred and skips one in a hundred. */
const STUMBLE = 100;
/** A trembling clock takes each sample up to so many samples early or late: 10 ms. */
const TREMBLE = 0.5;
/** Where light is cut off above and below, as shares of its values in order. */
const CLIP = 0.15;

/** Every spoiler by what it does. */
export const SPOILERS: Record<string, Spoiler> = {
  "as recorded": (recording) => recording,
  "ten times as loud": (recording) => withLight(recording, (value) => value * 10),
  "upside down": (recording) => withLight(recording, (value) => 0 - value),
  "cut off above and below": clipped,
  "at the rail by turns": (recording) => withLight(recording, (value, row) => (isBad(row) ? RAIL : value)),
  "stuck by turns": (recording) => held(recording, isBad),
  "dark by turns": (recording) => withLight(recording, (value, row) => (isBad(row) ? 0 : value)),
  "samples dropped": (recording) => held(recording, losses(recording)),
  "a stumbling clock": stumbling,
  "a trembling clock": trembling,
};

/** A recording's own seed, from its name (FNV-1a). */
function seedOf({ name }: Recording): number {
  return [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
}

function isBad(row: number): boolean {
  return row % (TURN_S * RATE) >= (TURN_S - BAD_S) * RATE;
}

function rows(recording: Recording): number {
  return recording.samples.length / COLUMNS;
}

/** The recording with each light value changed by its row. */
export function withLight(
  recording: Recording,
  change: (value: number, row: number, channel: number) => number,
): Recording {
  const samples = recording.samples.map((value, i) => {
    const channel = i % COLUMNS;
    return channel < recording.channels ? Math.round(change(value, Math.floor(i / COLUMNS), channel)) : value;
  });
  return { ...recording, samples };
}

function clipped(recording: Recording): Recording {
  const limits = [0, 1, 2].map((channel) => {
    const values = Array.from(
      { length: rows(recording) },
      (_, row) => recording.samples.at(row * COLUMNS + channel)!,
    ).sort((a, b) => a - b);
    return [values[Math.floor(values.length * CLIP)]!, values[Math.floor(values.length * (1 - CLIP))]!];
  });
  return withLight(recording, (value, _, channel) => {
    const [low, high] = limits[channel]!;
    return Math.min(high!, Math.max(low!, value));
  });
}

/** Where it is bad, each column keeps its last value. */
function held(recording: Recording, bad: (row: number) => boolean): Recording {
  const samples = recording.samples.slice();
  for (let row = 1; row < rows(recording); row++) {
    if (bad(row)) samples.copyWithin(row * COLUMNS, (row - 1) * COLUMNS, row * COLUMNS);
  }
  return { ...recording, samples };
}

/** A tenth of all samples lost, in runs of 1 to 10. */
function losses(recording: Recording): (row: number) => boolean {
  const chance = noise(seedOf(recording), rows(recording), 500);
  const lost = new Uint8Array(rows(recording) + 10);
  chance.forEach((value, row) => {
    if (value >= 482) lost.fill(1, row, row + 1 + (Math.abs(chance[row - 1] ?? 0) % 10));
  });
  return (row) => lost[row] === 1;
}

/** The recording as a clock would take it that takes row `at(n)`, a fraction too, for row n. */
function retimed(recording: Recording, at: (row: number) => number): Recording {
  const { samples } = recording;
  const last = rows(recording) - 1;
  const taken = samples.map((_, i) => {
    const row = Math.min(last, Math.max(0, at(Math.floor(i / COLUMNS))));
    const from = Math.floor(row);
    const part = row - from;
    const before = samples[from * COLUMNS + (i % COLUMNS)]!;
    const after = samples[Math.min(last, from + 1) * COLUMNS + (i % COLUMNS)]!;
    return Math.round(before + (after - before) * part);
  });
  return { ...recording, samples: taken };
}

function stumbling(recording: Recording): Recording {
  let at = 0;
  const order = noise(seedOf(recording), rows(recording), STUMBLE / 2).map((value) => {
    const here = at;
    at += value === STUMBLE / 2 ? 2 : value === STUMBLE / -2 ? 0 : 1;
    return here;
  });
  return retimed(recording, (row) => order[row]!);
}

function trembling(recording: Recording): Recording {
  const tremble = noise(seedOf(recording), rows(recording), 1000);
  return retimed(recording, (row) => row + (tremble[row]! / 1000) * TREMBLE);
}
