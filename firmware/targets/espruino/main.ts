// Where the script begins: what this board has, which collar it can run, and the start.
import type { Board, Engine, Radio, Screen, Storage, Watch } from "./api.ts";
import { type Running, start } from "./app.ts";
import { type Collar, loadInterpreted, loadNative, runsNative } from "./native.ts";

declare const E: Engine;
declare const NRF: Radio | undefined;
declare const Bangle: Watch | undefined;
declare const g: Screen | undefined;
declare const process: { env: { BOARD: string } };
declare const global: { petpulse?: Running | { refusal: string } };
declare function require(name: string): unknown;
declare function getTime(): number;
declare function setInterval(call: () => void, ms: number): number;
declare function setTimeout(call: () => void, ms: number): number;
declare function peek8(address: number, count: number): Uint8Array;
declare function poke8(address: number, bytes: Uint8Array): void;
declare function print(text: string): void;
/** Set by the build: CRC-32 of the two collars that belong to this script, and its version. */
declare const PETPULSE_CRC: number;
declare const PETPULSE_KERNEL_CRC: number;
declare const PETPULSE_VERSION: string;

/** Espruino's own module: nothing that a bundler could find. */
const STORAGE = "Storage";
const BLOB_FILE = "petpulse.bin";
const KERNEL_FILE = "petpulse.kernel";

const board: Board = {
  name: process.env.BOARD,
  engine: E,
  memory: { peek8: peek8, poke8: poke8 },
  storage: require(STORAGE) as Storage,
  watch: typeof Bangle === "undefined" ? null : Bangle,
  radio: typeof NRF === "undefined" ? null : NRF,
  screen: typeof g === "undefined" ? null : g,
  now: getTime,
  every: (ms, call) => {
    setInterval(call, ms);
  },
  after: (ms, call) => {
    setTimeout(call, ms);
  },
  print: print,
};

const native = runsNative(board.name, board.engine);
if (!native)
  board.print(`PetPulse: no native code on ${board.name}: the collar is interpreted, slower than real time`);
const found = native
  ? loadNative(board.engine, board.memory, board.storage.read(BLOB_FILE), PETPULSE_CRC)
  : loadInterpreted(
      board.engine,
      board.storage.read(KERNEL_FILE),
      PETPULSE_KERNEL_CRC,
      () => require(KERNEL_FILE) as { collar: Collar },
    );
if (found.collar !== null) {
  const how = native ? "native kernel" : "interpreted, slow";
  global.petpulse = start(board, found.collar, how, PETPULSE_VERSION);
} else {
  // Nothing that is not ours is run: the watch says why and does nothing.
  global.petpulse = { refusal: found.refusal };
  board.print(`PetPulse ${PETPULSE_VERSION} does not start: ${found.refusal}. Install the app again.`);
  if (board.screen !== null)
    board.screen.reset().setFont("6x8", 1).setFontAlign(-1, -1).drawString(found.refusal, 4, 40);
}
