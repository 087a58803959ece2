import * as op from "../../targets/tape/operations.ts";
import { NOW, TapeHub } from "./hub.ts";
import { breaths, intervals, lights, lines, otherAnimals, rates, walks } from "./parts.ts";
import { rareHours } from "./rare-hours.ts";
import { crowded, outOfRange, poorFlash, rangeless, rudeHubs } from "./troubles.ts";
import { random, type Scene, wear } from "./wearer.ts";
import { weeks } from "./weeks.ts";
import { TapeWriter } from "./writer.ts";

/** One tape and what is on it. */
export interface Tape {
  name: string;
  channels: number;
  samples: number;
  words: Int32Array;
}

const rest: Scene = { seconds: 90, bpm: [72, 64], arrhythmia: 0.25, level: 60_000, pulse: 500 };
const walk: Scene = {
  seconds: 60,
  bpm: [95, 120],
  level: 60_000,
  pulse: 300,
  cadence: 100,
  stride: 220,
  coupling: 2,
};
const run: Scene = {
  seconds: 60,
  bpm: [120, 210],
  level: 60_000,
  pulse: 200,
  cadence: 180,
  stride: 1100,
  coupling: 1,
};
const panting: Scene = { seconds: 60, bpm: [110, 100], level: 60_000, pulse: 400, cadence: 340, stride: 25 };
const asleep: Scene = { seconds: 120, bpm: [48, 35], arrhythmia: 0.3, level: 40_000, pulse: 350, noise: 2 };
const racing: Scene = { seconds: 60, bpm: [230, 290], level: 60_000, pulse: 400 };
const faint: Scene = { seconds: 40, bpm: [80, 80], level: 60_000, pulse: 3, lightNoise: 20 };
const dark: Scene = { seconds: 40, bpm: [60, 60], level: 40, pulse: 0, lightNoise: 1 };
const glare: Scene = { seconds: 30, bpm: [60, 60], level: 12_000_000, pulse: 0 };
const wild: Scene = { seconds: 40, bpm: [90, 90], level: 60_000, pulse: 400, wild: 0.02 };
const flat: Scene = { seconds: 20, bpm: [60, 60], level: 0, pulse: 0, lightNoise: 0, noise: 0 };
const huge: Scene = { seconds: 30, bpm: [70, 75], level: 7_000_000, pulse: 900_000, noise: 15_000 };
const trot: Scene = { ...run, seconds: 30, bpm: [150, 130], cadence: 150, stride: 720 };
const gasping: Scene = { seconds: 90, bpm: [90, 90], arrhythmia: 1.3, level: 60_000, pulse: 500, noise: 2 };

/** The wearer's day, in an order that makes each state follow several others. */
const DAY: Scene[] = [
  rest,
  walk,
  run,
  rest,
  dark,
  rest,
  panting,
  asleep,
  racing,
  faint,
  rest,
  glare,
  walk,
  wild,
  rest,
  flat,
  asleep,
  huge,
  rest,
  run,
  dark,
  asleep,
  walk,
  faint,
  run,
  trot,
  gasping,
];

/** What a radio, a battery, a hub and a flash do to the collar between two scenes. Each comes twice in a day. */
function interlude(tape: TapeWriter, hub: TapeHub, at: number, draw: () => number): void {
  switch (at % 13) {
    case 0:
      hub.connect();
      hub.hello();
      hub.time();
      hub.configure({ liveS: 120, minutesPerFrame: 1 });
      hub.sendFrom();
      break;
    case 1:
      hub.hear(400);
      hub.acknowledge(3);
      tape.add(op.TEMPERATURE, 3830);
      break;
    case 2:
      // Garbage of every length, then a replay and a counter that ran back.
      for (let length = 2; length <= 20; length += 3)
        hub.fragment(new Uint8Array(length).map(() => Math.floor(draw() * 256)));
      hub.connect();
      hub.hello();
      hub.replay();
      break;
    case 3:
      hub.disconnect();
      tape.add(op.BATTERY, 14, 0);
      break;
    case 4:
      // The sensor is gone for a while.
      for (let i = 0; i < 90; i++) tape.add(op.TICK);
      break;
    case 5:
      tape.add(op.FLASH_FAULT, 3);
      break;
    case 6:
      hub.connect();
      hub.stranger({ scope: 0 });
      hub.hello();
      hub.time();
      hub.sendFrom();
      hub.stranger({ notAfterS: NOW - 5000 });
      hub.raw(new Uint8Array([0x7f, 1, 2, 3]));
      break;
    case 7:
      tape.add(op.BATTERY, 40, 1);
      break;
    case 8:
      hub.connect();
      hub.hello();
      hub.time(-4000);
      hub.sendFrom(2);
      hub.acknowledge(1_000_000);
      break;
    case 9:
      tape.add(op.BATTERY, 90, 0);
      hub.configure({ minutesPerFrame: 5 });
      break;
    case 10:
      tape.add(op.FLASH_FAULT, 40);
      break;
    case 11:
      // Hours without a hub: the ring overflows. Then what was learnt is read back.
      hub.disconnect();
      for (let i = 0; i < 4 * 3600; i++) tape.add(op.TICK);
      tape.add(op.MOUNT, 0, 2);
      break;
    default:
      tape.add(op.TEMPERATURE, 4120);
  }
}

/** Seconds played before costs are counted: the collar is made, its window is full. */
const WARM_UP_S = 12;

function generated(name: string, seed: number, channels: number, shorter: number): Tape {
  const tape = new TapeWriter();
  const draw = random(seed);
  const hub = new TapeHub(tape);
  tape.add(op.BEGIN, channels);
  // A life before the reset leaves a log to be mounted.
  hub.connect();
  hub.hello();
  hub.configure({ minutesPerFrame: 1 });
  for (let i = 0; i < 3600; i++) tape.add(op.TICK);
  hub.sendFrom();
  hub.acknowledge(5);
  tape.add(op.RESTART, channels);
  hub.collarRestarted();
  for (const sample of wear({ ...rest, seconds: WARM_UP_S }, draw)) tape.add(op.SAMPLE, ...sample);
  tape.add(op.COUNT);
  DAY.forEach((scene, at) => {
    const scaled = { ...scene, seconds: Math.round(scene.seconds / shorter) };
    // Every third scene the light rests for a while in its middle.
    const dim = at % 3 === 1 ? scaled.seconds * 20 : Number.POSITIVE_INFINITY;
    let i = 0;
    for (const sample of wear(scaled, draw)) {
      if (i >= dim && i < dim + 750) tape.add(op.MOTION, ...sample.slice(3));
      else tape.add(op.SAMPLE, ...sample);
      i++;
    }
    interlude(tape, hub, at, draw);
  });
  weeks(tape, draw);
  return { name, channels, samples: tape.samples, words: tape.words() };
}

/** A collar whose hubs know no manners and whose flash does not keep what it is given. */
function troubled(): Tape {
  const tape = new TapeWriter();
  const hub = new TapeHub(tape);
  tape.add(op.BEGIN, 1);
  const draw = random(8);
  for (const sample of wear({ ...rest, seconds: WARM_UP_S }, draw)) tape.add(op.SAMPLE, ...sample);
  tape.add(op.COUNT);
  rareHours(tape);
  rudeHubs(hub);
  rangeless(tape, hub);
  poorFlash(tape, hub, op.FLASH_PAGES);
  crowded(tape, hub, wear({ ...rest, seconds: 10 }, draw));
  outOfRange(tape, op.FLASH_PAGES);
  for (const sample of wear({ ...rest, seconds: WARM_UP_S }, draw)) tape.add(op.SAMPLE, ...sample);
  return { name: "troubled", channels: 1, samples: tape.samples, words: tape.words() };
}

/** Parts of the kernel by themselves: of no sample is there a collar, and what is made is made as it is asked for. */
function inParts(): Tape {
  const tape = new TapeWriter();
  const draw = random(12);
  tape.add(op.BEGIN, 1);
  rates(tape);
  intervals(tape);
  lights(tape);
  walks(tape, draw);
  otherAnimals(tape, draw);
  lines(tape);
  breaths(tape);
  tape.add(op.COUNT);
  return { name: "parts", channels: 1, samples: tape.samples, words: tape.words() };
}

/**
 * The generated tapes, over 100,000 samples together: a whole day with one light channel, and days four and eight times as short
 * with three and two; then what befalls a collar without a sample, and its parts by themselves. They are as
 * long as they may be for the engines that take a millisecond and more for a sample.
 */
export function generatedTapes(): Tape[] {
  return [
    generated("one", 31, 1, 1),
    generated("two", 77, 2, 8),
    generated("three", 4711, 3, 4),
    troubled(),
    inParts(),
  ];
}

/** A wearer on a walk and nothing else, from the first sample on: for what follows every instruction. */
export function walkTape(seconds: number): Tape {
  const tape = new TapeWriter();
  tape.add(op.BEGIN, 3);
  for (const sample of wear({ ...walk, seconds }, random(5))) tape.add(op.SAMPLE, ...sample);
  return { name: "walk", channels: 3, samples: tape.samples, words: tape.words() };
}

/** A recording as a tape: what was measured, and nothing else. */
export function recordedTape(name: string, channels: number, samples: Int32Array): Tape {
  const tape = new TapeWriter();
  tape.add(op.BEGIN, channels);
  for (let at = 0; at + 6 <= samples.length; at += 6) {
    if (at === WARM_UP_S * 50 * 6) tape.add(op.COUNT);
    tape.add(op.SAMPLE, ...samples.subarray(at, at + 6));
  }
  return { name, channels, samples: tape.samples, words: tape.words() };
}
