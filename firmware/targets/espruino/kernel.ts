import type { Bytes, Engine } from "./api.ts";

/** The kernel, native or interpreted: one wearer, one light channel. Integers in and out; see targets/wasm/entry.ts. */
export interface Kernel {
  begin(channels: number): unknown;
  /** Light in counts, acceleration in mg; gives the estimates finished so far. */
  sample(light: number, x: number, y: number, z: number): number;
  motion(x: number, y: number, z: number): unknown;
  tick(): unknown;
  setBattery(percent: number, charging: number): unknown;
  heartRate(): number;
  confidence(): number;
  flags(): number;
  activity(): number;
  takeMinute(): unknown;
  column(index: number): number;
}

/** What came of looking for a kernel: it, or why there is none. */
export interface Found {
  kernel: Kernel | null;
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

/** "PETK" */
const MAGIC = 0x4b544550;
const ABI = 1;
/** Words before the table of entries: magic, version, bytes of code, bytes of state. */
const HEAD_WORDS = 4;
const HEAD_BYTES = 68;
/** Boards with a Cortex-M4, by process.env.BOARD; anywhere else the code is not even instructions. */
const CORTEX_M4 = " BANGLEJS2 BANGLEJS PUCKJS PIXLJS JOLTJS MDBT42Q NRF52832DK NRF52840DK ";

/** Whether this board can run the blob. */
export function runsNative(board: string, engine: Engine): boolean {
  return engine.nativeCall !== undefined && CORTEX_M4.indexOf(` ${board} `) >= 0;
}

/** Loads the interpreted kernel, a module in Storage whose CRC-32 the script knows. */
export function loadInterpreted(
  engine: Engine,
  text: Bytes | undefined,
  crc: number,
  load: () => { kernel: Kernel },
): Found {
  if (text === undefined) return { kernel: null, refusal: MISSING };
  if (engine.CRC32(text) !== crc) return { kernel: null, refusal: DAMAGED };
  return { kernel: load().kernel, refusal: "" };
}

/**
 * Makes the kernel of `blob` (targets/thumb/blob.c, whose table ENTRIES follows). `crc`: CRC-32 of the blob this script was built
 * with, unsigned. The state lies behind the code in one flat string: Espruino may move both together, entries are offsets.
 */
export function loadNative(engine: Engine, blob: Bytes | undefined, crc: number): Found {
  if (blob === undefined || blob.length < HEAD_BYTES) return { kernel: null, refusal: MISSING };
  const head = new DataView(engine.toArrayBuffer(engine.toString(blob.substr(0, HEAD_BYTES))));
  const word = (index: number) => head.getUint32(index * 4, true);
  if (word(0) !== MAGIC || word(1) !== ABI) return { kernel: null, refusal: OTHER_ABI };
  if (word(2) !== blob.length || engine.CRC32(blob) !== crc) return { kernel: null, refusal: DAMAGED };
  const code = engine.toFlatString(blob, { data: 0, count: word(3) });
  if (code === undefined) return { kernel: null, refusal: NO_ROOM };
  const entry = (index: number, signature: string) =>
    engine.nativeCall!(word(HEAD_WORDS + index), signature, code);
  // In the order of the blob's table; temperature (4) and intensity (9) are not used.
  return {
    kernel: {
      begin: entry(0, "int(int)"),
      sample: entry(1, "int(int,int,int,int)"),
      motion: entry(2, "int(int,int,int)"),
      tick: entry(3, "int()"),
      setBattery: entry(5, "int(int,int)"),
      heartRate: entry(6, "int()"),
      confidence: entry(7, "int()"),
      flags: entry(8, "int()"),
      activity: entry(10, "int()"),
      takeMinute: entry(11, "int()"),
      column: entry(12, "int(int)"),
    },
    refusal: "",
  };
}
