import { expect, test } from "vitest";
import { OK, PAGE_BYTES } from "../ports.ts";
import { FrameLog, LOG_TOO_LARGE, LOST_DAMAGED } from "./frame-log.ts";
import { MemoryFlash } from "./memory-flash.ts";
import { FaultyFlash, PowerCut } from "./testdata/faulty-flash.ts";

/** A frame that can be told from every other. */
function frame(seq: number): Uint8Array {
  const bytes = new Uint8Array(50 + ((seq * 37) % 180));
  for (let i = 0; i < bytes.length; i++) bytes[i] = (seq * 31 + i) & 255;
  return bytes;
}

function mounted(flash: MemoryFlash): FrameLog {
  const log = new FrameLog(flash);
  expect(log.mount(0)).toBe(OK);
  return log;
}

function fill(log: FrameLog, count: number): void {
  for (let i = 0; i < count; i++) {
    const bytes = frame(log.nextSeq);
    expect(log.append(bytes, bytes.length)).toBe(OK);
  }
}

function holds(log: FrameLog, seq: number): boolean {
  const out = new Uint8Array(1024);
  const length = log.read(seq, out);
  if (length === 0) return false;
  if (Buffer.compare(out.subarray(0, length), frame(seq)) === 0) return true;
  throw new Error(`frame ${seq} is not what was written`);
}

test("gives back what was appended, in any order, as often as asked", () => {
  const log = mounted(new MemoryFlash(16));
  fill(log, 200);
  for (const seq of [1, 200, 57, 57, 58, 3, 199]) expect(holds(log, seq)).toBe(true);
  expect(holds(log, 201)).toBe(false);
  expect([log.oldestSeq, log.nextSeq, log.lostTo]).toEqual([1, 201, 0]);
});

test("goes on after a reset with the same numbers and a new epoch", () => {
  const flash = new MemoryFlash(8);
  const first = mounted(flash);
  fill(first, 30);
  first.acknowledge(20);
  first.flush();
  const second = mounted(flash);
  expect([second.epoch, second.nextSeq, second.ackedSeq]).toEqual([2, 31, 20]);
  fill(second, 5);
  expect(holds(mounted(flash), 35)).toBe(true);
});

test("the epoch grows past what the target remembers, even over a blank part", () => {
  const log = new FrameLog(new MemoryFlash(4));
  log.mount(41);
  expect(log.epoch).toBe(42);
});

test("overflow loses the oldest, names all of it, and survives a reset with the name", () => {
  const flash = new MemoryFlash(5);
  const log = mounted(flash);
  fill(log, 40);
  log.acknowledge(10);
  fill(log, 400);
  expect(log.lostFrom).toBe(11);
  expect(log.lostTo).toBe(log.oldestSeq - 1);
  for (let seq = log.oldestSeq; seq < log.nextSeq; seq++) expect(holds(log, seq)).toBe(true);
  const again = mounted(flash);
  expect([again.lostFrom, again.lostTo]).toEqual([11, log.oldestSeq - 1]);
  again.gapNamed();
  expect(again.lostTo).toBe(0);
});

test("a gap frame that is overwritten itself is made up for, though the mark has passed what it named", () => {
  for (const resets of [false, true]) {
    const flash = new MemoryFlash(4);
    let log = mounted(flash);
    const said: [number, number][] = [];
    const name = () => {
      if (log.lostTo === 0) return;
      said.push([log.lostFrom, log.lostTo]);
      fill(log, 1);
      log.gapNamed();
    };
    while (log.lostTo === 0) fill(log, 1);
    const first = log.lostTo;
    name();
    const gap = log.nextSeq - 1;
    // The hub has what is before the gap frame, and goes before it could fetch that.
    fill(log, 5);
    log.acknowledge(gap - 1);
    log.flush();
    while (log.oldestSeq <= gap) fill(log, 1);
    if (resets) log = mounted(flash);
    said.length = 0;
    name();
    expect(said).toHaveLength(1);
    expect(said[0]![0]).toBe(1);
    expect(said[0]![1]).toBeGreaterThanOrEqual(Math.max(first, gap));
    // Once a hub has that, the story is over.
    log.acknowledge(log.nextSeq - 1);
    fill(log, 3);
    while (log.lostTo === 0) fill(log, 1);
    expect(log.lostFrom).toBe(log.ackedSeq + 1);
  }
});

test("what was acknowledged is overwritten without a word", () => {
  const log = mounted(new MemoryFlash(4));
  for (let i = 0; i < 40; i++) {
    fill(log, 10);
    log.acknowledge(log.nextSeq - 1);
  }
  expect(log.lostTo).toBe(0);
});

test("damage is stepped over and named", () => {
  const flash = new MemoryFlash(8);
  const log = mounted(flash);
  fill(log, 100);
  flash.bytes.fill(0, PAGE_BYTES + 500, PAGE_BYTES + 700);
  const again = mounted(flash);
  const held: number[] = [];
  for (let seq = again.seek(1); seq < again.nextSeq; seq = again.seek(seq + 1)) held.push(seq);
  expect(again.lostReason).toBe(LOST_DAMAGED);
  for (let seq = 1; seq < again.nextSeq; seq++) {
    expect(held.includes(seq) || (again.lostFrom <= seq && seq <= again.lostTo), `frame ${seq}`).toBe(true);
  }
});

test("a part full of garbage is taken as blank", () => {
  const flash = new MemoryFlash(4);
  flash.bytes.forEach((_, i) => {
    flash.bytes[i] = (i * 2654435761) >>> 24;
  });
  const log = mounted(flash);
  fill(log, 60);
  expect(holds(log, 60)).toBe(true);
});

test("a failing part loses nothing: the append says so and is made again", () => {
  const flash = new FaultyFlash(6, 1);
  const log = mounted(flash);
  fill(log, 20);
  flash.refuses = true;
  const bytes = frame(21);
  for (let i = 0; i < 5; i++) expect(log.append(bytes, bytes.length)).not.toBe(OK);
  expect(log.nextSeq).toBe(21);
  flash.refuses = false;
  fill(log, 10);
  for (let seq = 1; seq <= 30; seq++) expect(holds(log, seq)).toBe(true);
});

test("refuses a frame of no bytes and one over the limit", () => {
  const log = mounted(new MemoryFlash(4));
  expect(log.append(new Uint8Array(2000), 1025)).toBe(LOG_TOO_LARGE);
  expect(log.append(new Uint8Array(1), 0)).toBe(LOG_TOO_LARGE);
});

test("one append erases at most one page", () => {
  const flash = new FaultyFlash(5, 1);
  const log = mounted(flash);
  for (let i = 0; i < 500; i++) {
    const before = flash.erases;
    fill(log, 1);
    expect(flash.erases - before).toBeLessThanOrEqual(1);
  }
});

test("power cut at a thousand places of a schedule of appends, acknowledgements and resets loses nothing unnamed", () => {
  const TOTAL = 60_000;
  for (let cut = 1; cut < TOTAL; cut += 59) {
    const flash = new FaultyFlash(4, cut);
    flash.budget = cut;
    let made = 0;
    let acked = 0;
    let log = new FrameLog(flash);
    try {
      if (log.mount(0) !== OK) throw new PowerCut();
      for (let step = 0; step < 260; step++) {
        const bytes = frame(log.nextSeq);
        if (log.append(bytes, bytes.length) === OK) made = log.nextSeq - 1;
        if (step % 29 === 28) {
          acked = made - 9;
          log.acknowledge(acked);
        }
        if (step % 71 === 70) {
          log = new FrameLog(flash);
          log.mount(0);
        }
      }
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
    flash.budget = Number.POSITIVE_INFINITY;
    const after = mounted(flash);
    // The frame under way may have made it, as one whose append never returned.
    expect(after.nextSeq - 1, `cut ${cut}`).toBeGreaterThanOrEqual(made);
    expect(after.nextSeq - 1, `cut ${cut}`).toBeLessThanOrEqual(made + 1);
    for (let seq = acked + 1; seq <= made; seq++) {
      if (!holds(after, seq)) after.seek(seq);
      const named = after.lostFrom <= seq && seq <= after.lostTo;
      expect(
        holds(after, seq) || named,
        `cut ${cut}: frame ${seq} of ${made} is neither here nor named`,
      ).toBe(true);
    }
    fill(after, 3);
  }
});
