import { crc32 } from "node:zlib";
import { ENTRIES } from "../../build/thumb.ts";
import { bytesOf, type Strictness } from "./strict.ts";

type Entries = typeof import("../../../targets/wasm/entry.ts");
type Entry = (...args: number[]) => number;

const SIGNATURE = /^(void|bool|int)\(((?:bool|int)(?:,(?:bool|int))*)?\)$/;
const HEAD_BYTES = 16;
/** 3 bits a type in 16: the result and four arguments (src/jsnative.c). */
const MOST_ARGUMENTS = 4;
/** 12,000 variables of 14 bytes, of which an app finds some 10,000 free. */
const FREE_BYTES = 140_000;

/** What the blob's entry of this name does (targets/thumb/blob.c), by the same kernel as WASM. */
function entryOf(kernel: Entries, name: (typeof ENTRIES)[number]): Entry {
  const hops = (call: () => void) => {
    call();
    return kernel.hops();
  };
  if (name === "sample") return (light, x, y, z) => hops(() => kernel.sample(light!, 0, 0, x!, y!, z!));
  if (name === "motion") return (x, y, z) => hops(() => kernel.motion(x!, y!, z!));
  if (name === "tick")
    return () => {
      kernel.tick();
      return kernel.flags();
    };
  return (...args) => Number((kernel[name] as (...args: number[]) => unknown)(...args) ?? 0);
}

/** `E` of the fake: strings of bytes, and native code that is the WASM kernel in disguise. */
export class FakeEngine {
  battery = 80;
  readonly kill: (() => void)[] = [];
  /** Bytes that flat strings may still take in one piece. */
  free = FREE_BYTES;
  /** Native calls so far, by entry. */
  readonly calls = new Map<string, number>();
  readonly #strict: Strictness;
  readonly #module: WebAssembly.Module;
  /** Flat strings by content, each with the kernel whose state lies in it. */
  readonly #flat = new Map<string, Entries | null>();

  constructor(strict: Strictness, module: WebAssembly.Module) {
    this.#strict = strict;
    this.#module = module;
  }

  readonly getBattery = () => this.battery;
  readonly CRC32 = (data: unknown) => crc32(bytesOf(data));
  readonly toString = (...parts: unknown[]) => bytesOf(parts).toString("latin1");
  readonly toArrayBuffer = (text: string) => new Uint8Array(bytesOf(text)).buffer;
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

  readonly nativeCall = (address: number, signature: string, code: string): Entry => {
    const strict = this.#strict;
    const types = SIGNATURE.exec(signature) ?? strict.breach(`no signature: ${signature}`);
    const wanted = types[2] === undefined ? 0 : types[2].split(",").length;
    strict.check(wanted <= MOST_ARGUMENTS, `${signature}: more than four arguments shift all of them`);
    strict.check(this.#flat.has(code), "code that is not flat is copied for each nativeCall");
    strict.check((address & 1) === 1, `entry ${address} without the Thumb bit`);
    const head = bytesOf(code);
    const index = ENTRIES.findIndex((_, at) => head.readUInt32LE(HEAD_BYTES + at * 4) === address);
    strict.check(index >= 0, `nothing begins at ${address}`);
    const name = ENTRIES[index]!;
    return (...args) => {
      strict.check(args.length === wanted, `${name} takes ${wanted} arguments`);
      strict.check(
        args.every((arg) => typeof arg === "number" && arg === (arg | 0)),
        `${name}(${args}): not 32-bit integers`,
      );
      this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
      if (name === "begin") this.#flat.set(code, this.#instance());
      const kernel = this.#flat.get(code) ?? strict.breach(`${name} before begin: the state is not yet made`);
      return entryOf(kernel, name)(...args) | 0;
    };
  };

  #instance(): Entries {
    return new WebAssembly.Instance(this.#module, {}).exports as Entries;
  }
}
