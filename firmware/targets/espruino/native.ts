import type { Bytes, Engine, Memory } from "./api.ts";

/**
 * The collar, native or interpreted: what targets/wasm/blob-entry.ts exports, with integers in and out, and its window. Order of the
 * calls: `begin`; device id and key `put` at 0, `make`; heads of the pages `put`, the `newest` page loaded; `start`; then the rest.
 */
export interface Collar {
  begin(): unknown;
  pages(): number;
  make(): unknown;
  newest(): number;
  load(page: number): number;
  start(epochFloor: number, resetReason: number): number;
  setProfile(profile: number): unknown;
  setBattery(percent: number, charging: number): unknown;
  setRate(hz100: number): unknown;
  /** Takes anything: what is no number arrives as 0, which is refused. */
  light(reading: number): number;
  /** mg; fractions are cut off. */
  motion(x: number, y: number, z: number): unknown;
  tick(): number;
  value(what: number): number;
  connected(): unknown;
  disconnected(): unknown;
  seed(a: number, b: number, c: number, d: number): unknown;
  receive(length: number): unknown;
  need(seq: number): number;
  needNext(): number;
  poll(size: number): number;
  pending(what: number): number;
  saved(): unknown;
  frame(seq: number, from: number): number;
  /** Copies bytes into the window, and out of it (2 or more). */
  put(at: number, bytes: Uint8Array): void;
  take(at: number, length: number): Uint8Array;
}

/** What came of looking for a collar: it, or why there is none. */
export interface Found {
  collar: Collar | null;
  /** Empty, or one of the codes below. */
  refusal: string;
}

/** No file, or too short to have a head. */
export const MISSING = "espruino.kernel-missing";
/** A blob of another version of the entry table: the script and the file are not of one build. */
export const OTHER_ABI = "espruino.kernel-abi";
/** Not the bytes that this script was built with: running them could hang the watch. */
export const DAMAGED = "espruino.kernel-damaged";
/** Not enough contiguous memory. */
export const NO_ROOM = "espruino.kernel-no-room";

/** "PETC" */
const MAGIC = 0x43544550;
const ABI = 1;
/** Words before the table of entries: magic, version, bytes of code, bytes of state. */
const HEAD_WORDS = 4;
const HEAD_BYTES = 108;
/** Boards with a Cortex-M4, by process.env.BOARD; anywhere else the code is not even instructions. */
const CORTEX_M4 = " BANGLEJS2 BANGLEJS PUCKJS PIXLJS JOLTJS MDBT42Q NRF52832DK NRF52840DK ";

/** Whether this board can run the blob. */
export function runsNative(board: string, engine: Engine): boolean {
  return engine.nativeCall !== undefined && CORTEX_M4.indexOf(` ${board} `) >= 0;
}

/** Loads the interpreted collar, a module in Storage whose CRC-32 the script knows. */
export function loadInterpreted(
  engine: Engine,
  text: Bytes | undefined,
  crc: number,
  load: () => { collar: Collar },
): Found {
  if (text === undefined) return { collar: null, refusal: MISSING };
  if (engine.CRC32(text) !== crc) return { collar: null, refusal: DAMAGED };
  return { collar: load().collar, refusal: "" };
}

/**
 * Makes the collar of `blob` (targets/thumb/blob.c, whose table ENTRIES follows). `crc`: CRC-32 of the blob this script was built
 * with, unsigned. The state lies behind the code in one flat string, which Espruino may move between two calls: entries are offsets,
 * and the window is looked for anew each time. It goes by peek and poke: the views of this interpreter end at 65,535.
 */
export function loadNative(engine: Engine, memory: Memory, blob: Bytes | undefined, crc: number): Found {
  if (blob === undefined || blob.length < HEAD_BYTES) return { collar: null, refusal: MISSING };
  const head = new DataView(engine.toArrayBuffer(engine.toString(blob.substr(0, HEAD_BYTES))));
  const word = (index: number) => head.getUint32(index * 4, true);
  if (word(0) !== MAGIC || word(1) !== ABI) return { collar: null, refusal: OTHER_ABI };
  if (word(2) !== blob.length || engine.CRC32(blob) !== crc) return { collar: null, refusal: DAMAGED };
  const code = engine.toFlatString(blob, { data: 0, count: word(3) });
  if (code === undefined) return { collar: null, refusal: NO_ROOM };
  const entry = (index: number, signature: string) =>
    engine.nativeCall!(word(HEAD_WORDS + index), signature, code);
  const begin = entry(0, "int()");
  let windowAt = 0;
  return {
    collar: {
      begin: () => {
        windowAt = begin();
      },
      pages: entry(1, "int()"),
      make: entry(2, "int()"),
      newest: entry(3, "int()"),
      load: entry(4, "int(int)"),
      start: entry(5, "int(int,int)"),
      setProfile: entry(6, "int(int)"),
      setBattery: entry(7, "int(int,int)"),
      setRate: entry(8, "int(int)"),
      light: entry(9, "int(int)"),
      motion: entry(10, "int(int,int,int)"),
      tick: entry(11, "int()"),
      value: entry(12, "int(int)"),
      connected: entry(13, "int()"),
      disconnected: entry(14, "int()"),
      seed: entry(15, "int(int,int,int,int)"),
      receive: entry(16, "int(int)"),
      need: entry(17, "int(int)"),
      needNext: entry(18, "int()"),
      poll: entry(19, "int(int)"),
      pending: entry(20, "int(int)"),
      saved: entry(21, "int()"),
      frame: entry(22, "int(int,int)"),
      put: (at, bytes) => memory.poke8(engine.getAddressOf(code, true) + windowAt + at, bytes),
      take: (at, length) => memory.peek8(engine.getAddressOf(code, true) + windowAt + at, length),
    },
    refusal: "",
  };
}
