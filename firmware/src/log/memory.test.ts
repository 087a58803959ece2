import { expect, test } from "vitest";
import { Collar } from "../collar.ts";
import { MINUTE_COLUMNS, REST_SHARE, TEMPERATURE } from "../minute.ts";
import { Entropy, OK } from "../ports.ts";
import { FrameLog } from "./frame-log.ts";
import { ENTRY_BYTES, HEAD_BYTES } from "./layout.ts";
import { Memory } from "./memory.ts";
import { MemoryFlash } from "./memory-flash.ts";
import { FaultyFlash } from "./testdata/faulty-flash.ts";

function opened(flash: MemoryFlash): { log: FrameLog; memory: Memory } {
  const log = new FrameLog(flash);
  expect(log.mount(0)).toBe(OK);
  return { log, memory: new Memory(log, 3) };
}

function keep({ memory }: { memory: Memory }, ...words: number[]): number {
  memory.words.set(words);
  return memory.keep();
}

function recalled(flash: MemoryFlash): number[] | null {
  const { memory } = opened(flash);
  return memory.recall() ? [...memory.words] : null;
}

const frame = new Uint8Array(500).fill(7);

test("the newest that was kept is recalled after a reset, from whichever page holds it", () => {
  const flash = new MemoryFlash(8);
  const first = opened(flash);
  expect(first.memory.recall()).toBe(false);
  keep(first, 1, -2, 2147483647);
  keep(first, 4, 5, -2147483648);
  for (let i = 0; i < 20; i++) expect(first.log.append(frame, frame.length)).toBe(OK);
  expect(recalled(flash)).toEqual([4, 5, -2147483648]);
});

test("what the ring has overwritten is not known any more; frames are numbered as ever", () => {
  const flash = new MemoryFlash(4);
  const first = opened(flash);
  keep(first, 1, 2, 3);
  for (let i = 0; i < 40; i++) expect(first.log.append(frame, frame.length)).toBe(OK);
  expect(recalled(flash)).toBeNull();
  expect(opened(flash).log.nextSeq).toBe(41);
});

test("a damaged entry leaves the one before it", () => {
  const flash = new MemoryFlash(4);
  const first = opened(flash);
  keep(first, 1, 2, 3);
  keep(first, 4, 5, 6);
  // Page 0: the epoch's entry, then two of twelve bytes.
  const second = HEAD_BYTES + ENTRY_BYTES + (ENTRY_BYTES + 12) + ENTRY_BYTES;
  flash.bytes[second]! ^= 1;
  expect(recalled(flash)).toEqual([1, 2, 3]);
});

test("a flash that refuses is said, and what was kept before still stands", () => {
  const flash = new FaultyFlash(4, 1);
  const first = opened(flash);
  expect(keep(first, 1, 2, 3)).toBe(OK);
  flash.refuses = true;
  expect(keep(first, 4, 5, 6)).not.toBe(OK);
  flash.refuses = false;
  expect(recalled(flash)).toEqual([1, 2, 3]);
});

class Zeros extends Entropy {
  fill(into: Uint8Array, length: number): void {
    into.fill(0, 0, length);
  }
}

test("a collar that was reset knows its wearer as it did six hours into the day", () => {
  const flash = new MemoryFlash(64);
  const collar = () => {
    const made = new Collar(flash, new Zeros(), 1, new Uint8Array(8), new Uint8Array(32));
    expect(made.start(0, 0)).toBe(OK);
    return made;
  };
  const learnt = (of: Collar) => {
    const into = new Int32Array(of.memory.words.length);
    of.vitals.anomaly.save(into);
    return [...into];
  };
  const first = collar();
  const guessed = learnt(first);
  // Asleep, warm and well: seven hours of minutes.
  const row = new Int32Array(MINUTE_COLUMNS);
  row[REST_SHARE] = 100;
  row[TEMPERATURE] = 3700;
  for (let i = 0; i < 7 * 60; i++) first.vitals.anomaly.minute(row, 0, -1);
  for (let second = 0; second < 6 * 3600; second++) first.tick();
  const after = learnt(first);
  expect(after).not.toEqual(guessed);
  expect(learnt(collar())).toEqual(after);
});
