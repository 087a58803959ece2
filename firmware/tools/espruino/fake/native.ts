import { crc32 } from "node:zlib";
import { ENTRIES } from "../../build/thumb.ts";
import { bytesOf, type Strictness } from "./strict.ts";
import type { Trace } from "./trace.ts";

/** targets/wasm/blob-entry.ts as WASM: arrays are addresses in its memory. */
interface Collar extends Record<Exclude<(typeof ENTRIES)[number], "begin">, (...args: number[]) => unknown> {
  window(): number;
  memory: { buffer: ArrayBuffer };
}
type Entry = (...args: unknown[]) => number;

const SIGNATURE = /^(void|bool|int)\(((?:bool|int)(?:,(?:bool|int))*)?\)$/;
const HEAD_BYTES = 16;
/** 3 bits a type in 16: the result and four arguments (src/jsnative.c). */
const MOST_ARGUMENTS = 4;
/** 12,000 variables of 14 bytes, of which an app finds some 10,000 free. */
const FREE_BYTES = 140_000;
/** Where RAM begins, and how far flat strings are moved each time that their address is asked for. */
const RAM = 0x20000000;
const MOVE = 4;
/** What takes a sensor's word as it came: with a fraction, or no number. */
const SENSED: readonly string[] = ["light", "motion"];

/** `E` of the fake, with `peek8` and `poke8`: strings of bytes, and native code that is the WASM collar in disguise. */
export class FakeEngine {
  battery = 80;
  readonly kill: (() => void)[] = [];
  /** Bytes that flat strings may still take in one piece. */
  free = FREE_BYTES;
  /** Native calls so far, by entry. */
  readonly calls = new Map<string, number>();
  /** What the generator gives, 32 bits, signed. */
  random: () => number;
  /** Hears everything that goes over the border to native code. */
  trace: Trace | null = null;
  readonly #strict: Strictness;
  readonly #module: WebAssembly.Module;
  /** Flat strings by content, each with the collar whose state lies in it. */
  readonly #flat = new Map<string, Collar | null>();
  /** The address given last, and of what. */
  #address = RAM;
  #addressed = "";

  constructor(strict: Strictness, module: WebAssembly.Module) {
    this.#strict = strict;
    this.#module = module;
    let state = 1;
    this.random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state;
    };
  }

  readonly getBattery = () => this.battery;
  readonly hwRand = () => this.random();
  readonly CRC32 = (data: unknown) => crc32(bytesOf(data));
  readonly toString = (...parts: unknown[]) => bytesOf(parts).toString("latin1");
  readonly toArrayBuffer = (text: string) => {
    const bytes = bytesOf(text);
    this.#strict.check(
      bytes.length <= 0xffff,
      `an ArrayBuffer of ${bytes.length} bytes: its length has 16 bits`,
    );
    return new Uint8Array(bytes).buffer;
  };
  readonly on = (event: string, handler: () => void) => {
    this.#strict.check(event === "kill", `E has no event ${event}`);
    this.kill.push(handler);
  };

  readonly toFlatString = (...parts: unknown[]) => {
    const flat = bytesOf(parts).toString("latin1");
    if (flat.length > this.free) return undefined;
    this.free -= flat.length;
    this.#flat.set(flat, null);
    return flat;
  };

  readonly getAddressOf = (text: string, flat: boolean) => {
    this.#strict.check(
      flat && this.#flat.has(text),
      "the address of something that is not flat is not that of its bytes",
    );
    this.#address += MOVE;
    this.#addressed = text;
    return this.#address;
  };

  readonly peek8 = (address: number, count: number) => {
    this.#strict.check(count > 1, "peek8 of one byte gives a number");
    const bytes = this.#state(address, count).slice();
    this.trace?.take(this.#windowAt(address), bytes);
    return bytes;
  };

  readonly poke8 = (address: number, bytes: unknown) => {
    // A string would be poked as the numbers that its characters are not.
    if (!(ArrayBuffer.isView(bytes) || Array.isArray(bytes))) this.#strict.breach("poke8 takes bytes");
    const data = bytesOf(bytes);
    this.#state(address, data.length).set(data);
    this.trace?.put(this.#windowAt(address), data);
  };

  readonly nativeCall = (address: number, signature: string, code: string): Entry => {
    const strict = this.#strict;
    const types = SIGNATURE.exec(signature) ?? strict.breach(`no signature: ${signature}`);
    const wanted = types[2] === undefined ? 0 : types[2].split(",").length;
    strict.check(wanted <= MOST_ARGUMENTS, `${signature}: more than four arguments shift all of them`);
    strict.check(this.#flat.has(code), "code that is not flat is copied for each nativeCall");
    strict.check((address & 1) === 1, `entry ${address} without the Thumb bit`);
    const head = bytesOf(code.slice(0, HEAD_BYTES + ENTRIES.length * 4));
    const index = ENTRIES.findIndex((_, at) => head.readUInt32LE(HEAD_BYTES + at * 4) === address);
    strict.check(index >= 0, `nothing begins at ${address}`);
    const name = ENTRIES[index]!;
    return (...args) => {
      strict.check(args.length === wanted, `${name} takes ${wanted} arguments`);
      const words = args.map(asInteger);
      strict.check(
        SENSED.includes(name) || words.every((word, at) => word === args[at]),
        `${name}(${args}): not 32-bit integers`,
      );
      this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
      const result =
        name === "begin" ? this.#begin(code) : Number(this.#made(code, name)[name](...words) ?? 0) | 0;
      this.trace?.call(index, words, name === "begin" ? 0 : result);
      return result;
    };
  };

  #begin(code: string): number {
    const collar = new WebAssembly.Instance(this.#module, {}).exports as unknown as Collar;
    this.#flat.set(code, collar);
    return codeBytes(code) + collar.window();
  }

  #made(code: string, what: string): Collar {
    return this.#flat.get(code) ?? this.#strict.breach(`${what} before begin: the state is not yet made`);
  }

  /** The bytes there, which have to be state of a flat string whose address was asked for just now. */
  #state(address: number, length: number): Uint8Array {
    const at = address - this.#address - codeBytes(this.#addressed);
    this.#strict.check(
      this.#addressed !== "" && at >= 0 && address + length <= this.#address + this.#addressed.length,
      `${length} bytes at ${address}: not the script's`,
    );
    const { memory } = this.#made(this.#addressed, "peek or poke");
    this.#addressed = "";
    return new Uint8Array(memory.buffer, at, length);
  }

  #windowAt(address: number): number {
    return address - this.#address;
  }
}

/** What native code is given for an argument that was declared an int (jsvGetInteger in src/jsvar.c). */
function asInteger(arg: unknown): number {
  if (typeof arg === "string") return /^\s*-?\d+$/.test(arg) ? Number(arg) | 0 : 0;
  return typeof arg === "number" || typeof arg === "boolean" ? Number(arg) | 0 : 0;
}

/** As its head says. */
function codeBytes(code: string): number {
  return code === "" ? 0 : bytesOf(code.slice(8, 12)).readUInt32LE(0);
}
