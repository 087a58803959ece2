import { CHARGING, OFF_COLLAR } from "../../src/contact/flags.ts";
import { COW_MODEL } from "../../src/movement/cow.gen.ts";
import { COW, SEAL } from "../../src/movement/movement.ts";
import { SEAL_MODEL } from "../../src/movement/seal.gen.ts";
import * as op from "../../targets/tape/operations.ts";
import { type Scene, wear } from "./wearer.ts";
import type { TapeWriter } from "./writer.ts";

type Sample = [number, number, number];

/** Acceleration of a scene. */
function* moves(scene: Partial<Scene>, draw: () => number): Generator<Sample> {
  for (const sample of wear({ seconds: 30, bpm: [60, 60], level: 0, pulse: 0, ...scene }, draw))
    yield [sample[3], sample[4], sample[5]];
}

/** A swing of `mg` about one axis, `hertz` fast. */
function* swing(seconds: number, hertz: number, mg: number): Generator<Sample> {
  for (let i = 0; i < seconds * 50; i++)
    yield [Math.round(mg * Math.sin((2 * Math.PI * hertz * i) / 50)), 60, 990];
}

/** Animals that no dog's collar is worn by: at rest, in every gait, scratching, upside down, and with a sensor that is off. */
export function otherAnimals(tape: TapeWriter, draw: () => number): void {
  const move = (samples: Iterable<Sample>, off: Sample = [0, 0, 0]) => {
    for (const [x, y, z] of samples) tape.add(op.PART_MOVE, x + off[0], y + off[1], z + off[2]);
  };
  for (const [species, model] of [
    [COW, COW_MODEL],
    [SEAL, SEAL_MODEL],
  ] as const) {
    for (let at = 0; at < model.length; at += 5) tape.add(op.PART_TABLE, at, ...model.slice(at, at + 5));
    tape.add(op.PART_WEARER, species);
    move(moves({ seconds: 8 }, draw), [5000, 0, 0]);
    move(moves({}, draw));
    move(moves({ cadence: 50, stride: 300 }, draw));
    move(swing(15, 0.9, 9000));
    move(moves({ cadence: 300, stride: 1500 }, draw));
    move(moves({ seconds: 8 }, draw), [0, 0, -1970]);
    move(swing(4, 5, 700));
    move(moves({ seconds: 8 }, draw));
    move(swing(2, 6, 4000));
    move(moves({ seconds: 8 }, draw));
    move(moves({ seconds: 8 }, draw), [6000, 0, 4000]);
    move(swing(8, 0.2, 300));
  }
}

/** Walks, and what looks like one for a while. */
export function walks(tape: TapeWriter, draw: () => number): void {
  const step = (samples: Iterable<Sample>) => {
    for (const sample of samples) tape.add(op.PART_STEP, ...sample);
  };
  for (const shortest of [400, 760]) {
    tape.add(op.PART_WALKER, shortest);
    for (const cadence of [60, 80, 100, 130, 160, 200, 260]) {
      step(moves({ seconds: 12, cadence, stride: 250 }, draw));
      step(moves({ seconds: 2, cadence: cadence * 1.37, stride: 250 }, draw));
      step(moves({ seconds: 12, cadence: cadence / 2, stride: 900 }, draw));
      step(moves({ seconds: 3 }, draw));
    }
  }
}

/** Intervals between beats: at a heart's limits, more than a ring of them counts to, and too few for a minute. */
export function intervals(tape: TapeWriter): void {
  const push = (...all: number[]) => {
    for (const ms of all) tape.add(op.PART_INTERVAL, ms);
  };
  push(0, 199, 3001, 300, 2900, 310, 2950, 0);
  for (let i = 0; i < 560; i++) push(600 + 40 * (i % 3));
  push(0, 900, 300, 300, 300, 300, 300, 0);
}

/** The light's schedule: a rate worth a second look, an empty battery, the charger, and a collar that lies somewhere. */
export function lights(tape: TapeWriter): void {
  let hops = 0;
  const seconds = (count: number, activity: number, flags: number, battery: number, suspicious = 0) => {
    for (let i = 0; i < count; i++) {
      hops += i & 1;
      tape.add(op.PART_SECOND, activity, hops, 90, flags, battery, suspicious);
    }
  };
  seconds(70, 0, 0, 80, 1);
  seconds(400, 0, 0, 4);
  seconds(400, 0, 0, 12);
  seconds(30, 1, CHARGING, 12);
  seconds(300, 1, OFF_COLLAR, 80);
  seconds(900, 0, 0, 80);
}

/** Rates of heart and breath from evidence for all, for one, and for those at the ends; and how sure a breath is. */
export function rates(tape: TapeWriter): void {
  for (const bin of [-1, 0, 53, 137, 20, 20, 0])
    for (const here of [0, 3000, 40_000]) tape.add(op.PART_EVIDENCE, bin, here, 0);
  for (const mass of [0, 1 << 16, 1 << 22, 1 << 23, 1 << 24])
    for (const contrast of [-200_000, 0, 4000, 200_000])
      for (const rate of [50, 99, 100, 300])
        for (const sways of [0, 1]) tape.add(op.PART_SURETY, mass, contrast, rate, sways);
  for (const worth of [100, 1 << 24, (1 << 24) + 700_000]) tape.add(op.PART_WORTH, worth);
}

/** Windows of one pure line in three rows, of every place, height and phase: as sure as evidence can be. */
export function lines(tape: TapeWriter): void {
  for (let cycles = 2; cycles < 30; cycles++) {
    const height = [100, 1000, 4000][cycles % 3]!;
    const wave = (i: number, phase: number) =>
      Math.round(height * Math.cos((2 * Math.PI * (cycles * i + phase)) / 64));
    for (let i = 0; i < 64; i += 2) {
      const column = (at: number) => [wave(at, 8), wave(at, 8) * (cycles & 1), wave(at, 24)];
      tape.add(op.PART_COLUMNS, ...column(i), ...column(i + 1));
    }
    tape.add(op.PART_LINES, 0);
    tape.add(op.PART_LINES, 1);
  }
}

/** Pulses at the converter's rails, two samples wide: the steepest there can be. */
function rails(i: number): number {
  const high = [0, 4, 5].includes(i % 40);
  return high === i % 2000 < 1000 ? 8_388_607 : -8_388_607;
}

/** Breaths without a pulse, as pure as a line can be; pulses at the rails; a chest that moves along one axis at a time. */
export function breaths(tape: TapeWriter): void {
  const breathe = (seconds: number, period: number, light: (i: number) => number, mg: Sample) => {
    for (let i = 0; i < seconds * 50; i++) {
      const chest = Math.sin((2 * Math.PI * i) / period);
      const at = (axis: number) => Math.round((axis === 2 ? 1000 : 0) + mg[axis]! * chest);
      tape.add(op.PART_BREATH, Math.round(light(i)), at(0), at(1), at(2));
    }
  };
  const pulse = (i: number) => Math.sin((2 * Math.PI * i) / 40) + 0.5 * Math.sin((2 * Math.PI * i) / 20 + 1);
  // A period that is a whole part of the window.
  breathe(70, 70.4, () => 0, [0, 10, 0]);
  breathe(30, 150, (i) => 50_000 + 900 * pulse(i) + 400 * Math.sin((2 * Math.PI * i) / 150), [0, 0, 30]);
  breathe(40, 150, rails, [0, 0, 30]);
  breathe(40, 150, (i) => 50_000 + 900 * pulse(i) + 4000 * Math.sin((2 * Math.PI * i) / 200), [0, 0, 0]);
}
