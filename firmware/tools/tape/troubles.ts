import { PAGE_BYTES } from "../../src/ports.ts";
import * as op from "../../targets/tape/operations.ts";
import { NOW, type TapeHub } from "./hub.ts";
import type { TapeWriter } from "./writer.ts";

const TIME = 2;
const SEND_FROM = 3;
const CONFIGURE = 5;
/** Field 2 of a control message as a varint, and its value 2^31: negative in 32 bits. */
const FIELD_2 = 0x10;
const FIELD_3 = 0x18;
const HIGH_BIT = [0x80, 0x80, 0x80, 0x80, 0x08];

/** Bodies of control messages that are no protobuf, each broken where a reader looks next. */
const BROKEN = [
  [0x80],
  [0x00],
  [FIELD_2],
  [FIELD_2, ...new Array<number>(11).fill(0x80)],
  [0x12, 0x80],
  [0x12, 0x05, 1],
  [0x12, ...HIGH_BIT],
  [0x13],
  [0x11, 1, 2, 3],
  [0x15, 1],
];
/** … and bodies with fields of other kinds and numbers, which are stepped over. */
const STRANGE = [
  [0x79, 1, 2, 3, 4, 5, 6, 7, 8],
  [0x7d, 1, 2, 3, 4],
  [FIELD_2, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
];

/** What a hub without manners, or none at all, says to a collar. */
export function rudeHubs(hub: TapeHub): void {
  hub.connect();
  hub.raw(Uint8Array.of(TIME, 8, 1));
  hub.raw(Uint8Array.of(0x7f, 1, 2, 3));
  // One byte, one that continues nothing, one out of order, and a message over all limits.
  hub.fragment(Uint8Array.of(0xc0));
  hub.fragment(Uint8Array.of(0x05, 1, 2));
  hub.fragment(Uint8Array.of(0x80, 1, 2));
  hub.fragment(Uint8Array.of(0x07, 1, 2));
  hub.connect();
  hub.raw(new Uint8Array(1100).fill(2));
  for (const body of BROKEN) hub.raw(Uint8Array.of(1, ...body));
  hub.stranger({ version: 2 });
  hub.stranger({ hub: new Uint8Array(7) });
  hub.connect();
  hub.stranger({ nonce: new Uint8Array(15) });
  hub.stranger({ scope: 0 });
  hub.stranger({ scope: 4 });
  // More refusals than a connection gets to hear.
  for (let i = 0; i < 20; i++) hub.raw(Uint8Array.of(0x55, i));
  hub.connect();
  hub.hello();
  hub.raw(Uint8Array.of(TIME, 8, 1));
  hub.raw(new Uint8Array(20).fill(TIME));
  for (const body of BROKEN) hub.sealed(TIME, ...body);
  hub.connect();
  hub.hello();
  for (const body of STRANGE) hub.sealed(CONFIGURE, ...body);
  hub.replay();
  hub.hear(1, 1);
}

/** Times, places and settings at and beyond their limits. */
export function rangeless(tape: TapeWriter, hub: TapeHub): void {
  hub.connect();
  hub.hello(1);
  hub.configure({ liveS: 60 });
  hub.hello(2);
  hub.time();
  hub.hello();
  hub.time(-NOW + 1000);
  hub.time(0, 1000);
  hub.sealed(TIME, FIELD_2, ...HIGH_BIT, FIELD_3, ...HIGH_BIT);
  hub.time(0, 700);
  tape.add(op.TICK);
  for (const offset of [1, 2, 0, 90, 90, 4000, -3600, -86_401 - 3600]) {
    hub.time(offset);
    tape.add(op.TICK);
  }
  hub.stranger({ notAfterS: NOW - 100_000 });
  hub.sendFrom(1_000_000);
  hub.sealed(SEND_FROM, FIELD_2, ...HIGH_BIT);
  hub.acknowledge(1_000_000);
  hub.sealed(4, FIELD_2, ...HIGH_BIT);
  hub.connect();
  hub.hello();
  hub.configure({ minutesPerFrame: 0 });
  hub.sealed(CONFIGURE, FIELD_2, 0);
  hub.configure({ minutesPerFrame: 61 });
  hub.sealed(CONFIGURE, FIELD_3, ...HIGH_BIT);
  hub.configure({ liveS: 3601 });
  hub.configure({ minutesPerFrame: 1 });
  hub.sendFrom(1);
  hub.sendFrom(0);
}

/** Makes so many frames of a minute each. */
function frames(tape: TapeWriter, count: number): void {
  for (let i = 0; i < count; i++) {
    tape.add(op.ROW, 60 * i, 1000 + i, 90, 250, 2, 7);
    tape.add(op.TICK);
  }
}

/** Flash that fails, forgets and rots while the log is written, read and opened. Leaves a hub that has asked for frames. */
export function poorFlash(tape: TapeWriter, hub: TapeHub, pages: number): void {
  const reset = (floor = 0) => tape.add(op.MOUNT, floor, 1);
  const ask = () => {
    hub.connect();
    hub.hello();
    hub.sendFrom();
  };
  frames(tape, 20);
  reset(9);
  ask();
  hub.acknowledge(5);
  hub.disconnect();
  reset();
  // Marks that go back, that are written down at once, and that a reset finds.
  frames(tape, 90);
  ask();
  hub.acknowledge(90);
  hub.acknowledge(7);
  hub.disconnect();
  reset();
  // The ring has overflowed, nothing of it was acknowledged; and once more, while the hub is away and flash fails.
  frames(tape, 200);
  reset();
  frames(tape, 30);
  for (const after of [0, 1]) {
    tape.add(op.FLASH_FAULT, 1, after);
    frames(tape, 1);
  }
  for (let after = 0; after < 40; after++) {
    tape.add(op.FLASH_FAULT, 1, after);
    frames(tape, 20);
  }
  tape.add(op.FLASH_FAULT, 100_000, 12);
  frames(tape, 40);
  // An acknowledgement may still pass what was lost before that could be said.
  ask();
  for (let seq = 600; seq < 1400; seq += 60) hub.acknowledge(seq);
  tape.add(op.FLASH_FAULT);
  frames(tape, 3);
  // Every byte that tells what lies behind it rots once and heals: page heads, the first entry, the last word.
  for (let page = 0; page < pages; page++) {
    const at = page * PAGE_BYTES;
    for (const place of [0, 4, 7, 30, 32, 33, 35, 40, PAGE_BYTES - 4]) {
      tape.add(op.ROT, at + place, 0xa5);
      ask();
      reset();
      ask();
      tape.add(op.ROT, at + place, 0xa5);
    }
  }
  // What rots amid a page is gone; the frames behind it go out all the same, until the last one is hit.
  for (let at = 300; at < pages * PAGE_BYTES; at += 777) tape.add(op.ROT, at, 0x10);
  ask();
  reset();
  ask();
  frames(tape, 5);
  for (let after = 0; after < 30; after++) {
    tape.add(op.READ_FAULT, 1, after);
    if (after % 2 === 0) reset();
    ask();
    frames(tape, 1);
  }
  tape.add(op.READ_FAULT, 100_000);
  ask();
  tape.add(op.READ_FAULT);
  tape.add(op.FLASH_FAULT, 1);
  reset();
  reset();
  tape.add(op.TICK);
}

/**
 * What waits for a flash that does not answer: a live view over `worn`, more events than fit, minutes too many and too large for a
 * frame.
 */
export function crowded(tape: TapeWriter, hub: TapeHub, worn: Iterable<number[]>): void {
  hub.connect();
  hub.hello();
  hub.configure({ liveS: 60 });
  tape.add(op.TICK);
  tape.add(op.FLASH_FAULT, 1000);
  for (const sample of worn) tape.add(op.SAMPLE, ...sample);
  hub.configure({ liveS: 0, minutesPerFrame: 1 });
  tape.add(op.FLASH_FAULT, 100_000);
  for (let i = 0; i < 12; i++) {
    tape.add(op.BATTERY, 90);
    tape.add(op.TICK);
    tape.add(op.BATTERY, 10);
    tape.add(op.TICK);
  }
  // Differences of 31 bits, five bytes each.
  const wide = (i: number) => (i % 2) * 2 ** 30;
  const row = (i: number) => tape.add(op.ROW, 60 * i, wide(i), wide(i + 1), i, wide(i), 7);
  for (let i = 0; i < 70; i++) row(i);
  tape.add(op.ROW, 17, 1, 2, 3, 4, 5);
  for (let i = 0; i < 60; i++) row(i);
  tape.add(op.TICK);
  tape.add(op.FLASH_FAULT);
  tape.add(op.TICK);
  hub.sendFrom();
}

/** Flash and log, asked for what no collar asks. */
export function outOfRange(tape: TapeWriter, pages: number): void {
  const end = pages * PAGE_BYTES;
  const ask = (what: number, ...rest: number[]) => tape.add(op.ASK, what, ...rest);
  for (const [address, length] of [
    [-4, 4],
    [end - 4, 8],
    [0, -4],
  ] as const) {
    ask(op.ASK_READ, address, length);
    ask(op.ASK_WRITE, address, length);
  }
  ask(op.ASK_WRITE, 2, 4);
  ask(op.ASK_WRITE, 4, 6);
  ask(op.ASK_WRITE, PAGE_BYTES - 4, 8);
  ask(op.ASK_ERASE, -1);
  ask(op.ASK_ERASE, pages);
  ask(op.ASK_APPEND, 0);
  ask(op.ASK_APPEND, 1025);
  ask(op.ASK_GAP, 0);
  ask(op.ASK_FRAME, 0);
  ask(op.ASK_FRAME, 1_000_000);
}
