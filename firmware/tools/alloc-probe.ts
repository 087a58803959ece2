/**
 * The inner process of alloc.ts: plays a tape to the kernel, or to a control that allocates on purpose, and prints as JSON by how
 * many bytes the heap grew, and by how many it grows when nothing is played. alloc.ts starts it with the flags that make V8 honest.
 */
import { getHeapStatistics } from "node:v8";
import { Vitals } from "../src/vitals.ts";
import { type Player, Tape } from "./tape.ts";

/** 50 hops: every path has run, every feedback cell is made. */
const WARM_UP = 5_000;
const SAMPLES = 20_000;

/** What the gate must catch. The field keeps the value, or there would be nothing to make. */
class Control {
  kept: unknown = null;
  private readonly make: (light: number) => unknown;

  constructor(make: (light: number) => unknown) {
    this.make = make;
  }

  sample(light: number): void {
    this.kept = this.make(light);
  }

  tick(): void {}
}

const controls: Record<string, (light: number) => unknown> = {
  object: (light) => ({ light }),
  array: (light) => [light],
  closure: (light) => () => light,
  string: (light) => `light ${light}`,
  double: (light) => light * 0.3,
  "negative-zero": (light) => (light & 1) * -2 * 0,
};

function player(name: string): Player {
  const control = controls[name];
  return control === undefined ? new Vitals(3) : new Control(control);
}

function used(): number {
  return getHeapStatistics().used_heap_size;
}

const subject = player(process.argv[2] ?? "kernel");
const tape = new Tape(4711);
// The first round warms up, the measuring itself included; the second counts.
let empty = 0;
let grown = 0;
for (let round = 0; round < 2; round++) {
  const beforeNothing = used();
  tape.play(0, subject);
  empty = used() - beforeNothing;
  const before = used();
  tape.play(round === 0 ? WARM_UP : SAMPLES, subject);
  grown = used() - before;
  // The sensor stops for two seconds: the way back from there is part of the sample path too.
  subject.tick();
  subject.tick();
}
process.stdout.write(JSON.stringify({ samples: SAMPLES, empty, grown }));
