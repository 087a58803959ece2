// What the WASM build of the movement models shows the workshop: one animal per instance, the model's table handed in word by word.
import { Recogniser } from "../../src/movement/recogniser.ts";

/** The longest table. */
const WORDS: i32 = 1024;
const table: i32[] = new Array<i32>(WORDS);
let recogniser: Recogniser | null = null;

/** Word `at` of the model's table; before `begin`. */
export function weigh(at: i32, word: i32): void {
  table[at] = word;
}

/** A new animal whose hops have this many samples; pace as Features has it. */
export function begin(hop: i32, pace: i32): void {
  recogniser = new Recogniser(hop, pace, table);
}

export function sample(x: i32, y: i32, z: i32): void {
  recogniser!.sample(x, y, z);
}

export function restart(): void {
  recogniser!.restart();
}

/** Hops the features stand on: 2 once they are whole. */
export function hops(): i32 {
  return recogniser!.features.hops;
}

export function feature(index: i32): i32 {
  return recogniser!.features.values[index];
}

/** Ends the pending inference now instead of over the coming samples. */
export function settle(): void {
  const before = recogniser!.estimates;
  for (let slice: i32 = 0; slice < 8 && recogniser!.estimates === before; slice++) recogniser!.work();
}

export function best(): i32 {
  return recogniser!.best;
}
