import { createContext, runInContext } from "node:vm";
import { MISSING_GLOBALS, MISSING_MEMBERS, MISSING_METHODS } from "../missing.ts";
import { FakeEngine } from "./native.ts";
import { FakeRadio } from "./radio.ts";
import { FakeStorage } from "./storage.ts";
import { Strictness } from "./strict.ts";
import { FakeWatch, type Wearer } from "./watch.ts";

/** Sensors are looked at this often, ms: a divisor of all their intervals. */
const STEP_MS = 20;
const FONTS = ["Vector", "6x8", "4x6", "12x20", "6x15"];

/** Runs in the context: takes away what Espruino does not have. */
const STRIP = `
  for (const name of ${JSON.stringify(MISSING_GLOBALS)}) delete globalThis[name];
  for (const [name, members] of Object.entries(${JSON.stringify(MISSING_MEMBERS)}))
    for (const member of members) delete globalThis[name][member];
  for (const [name, methods] of Object.entries(${JSON.stringify(MISSING_METHODS)}))
    for (const method of methods) delete globalThis[name].prototype[method];
  for (const name of ["from", "of"]) delete Object.getPrototypeOf(Int8Array)[name];
  for (const name of ["at", "lastIndexOf", "copyWithin"]) delete Object.getPrototypeOf(Int8Array).prototype[name];
`;

/** What the script leaves in `global.petpulse`. */
export interface Petpulse {
  refusal?: string;
  status(): Record<string, number | string | boolean>;
  frame(seq: number): string;
  light(event: unknown): void;
  motion(event: unknown): void;
}

/**
 * Espruino with its limits, in a context of Node's that has lost what Espruino lacks: runs a built script with virtual time.
 * `board`: "BANGLEJS2", or "LINUX", which has neither watch nor radio nor screen.
 */
export class FakeEspruino {
  readonly strict = new Strictness();
  readonly engine: FakeEngine;
  readonly storage = new FakeStorage(this.strict);
  readonly radio = new FakeRadio(this.strict);
  readonly watch = new FakeWatch(this.strict);
  /** Lines printed, and strings drawn since the last clearing. */
  readonly printed: string[] = [];
  drawn: string[] = [];
  /** Milliseconds since the start; the clock of the watch began in 2026. */
  nowMs = 0;
  readonly #context: Record<string, unknown>;
  #timers: { call: () => void; everyMs: number | null; dueMs: number }[] = [];
  #timed = 0;

  constructor(board: "BANGLEJS2" | "LINUX", module: WebAssembly.Module) {
    this.engine = new FakeEngine(this.strict, module);
    const onWatch = { E: this.engine, Bangle: this.watch, NRF: this.radio, g: this.#screen() };
    const onLinux = { E: { ...this.engine, getBattery: undefined } };
    this.#context = createContext({
      ...(board === "LINUX" ? onLinux : onWatch),
      process: { env: { BOARD: board } },
      print: (text: string) => this.printed.push(text),
      getTime: () => 1_767_225_600 + this.nowMs / 1000,
      setInterval: (call: () => void, everyMs: number) => {
        this.#timers.push({ call, everyMs, dueMs: this.nowMs + everyMs });
        return this.#timers.length;
      },
      setTimeout: (call: () => void, ms: number) => {
        this.#timers.push({ call, everyMs: null, dueMs: this.nowMs + ms });
        return this.#timers.length;
      },
      peek8: this.engine.peek8,
      poke8: this.engine.poke8,
      require: (name: string) => (name === "Storage" ? this.storage : this.#module(name)),
    });
    this.#context.global = this.#context;
    runInContext(STRIP, this.#context);
  }

  /** Runs a script as the watch would at its start. */
  run(script: string): Petpulse {
    runInContext(script, this.#context);
    return this.#context.petpulse as Petpulse;
  }

  /** What an expression gives in the script's context. */
  evaluate(expression: string): unknown {
    return runInContext(expression, this.#context);
  }

  /** Handlers that were called so far: of timers, sensors and the radio. */
  get events(): number {
    return this.#timed + this.watch.events + this.radio.events;
  }

  /** Lets time pass with this wearer; `each` is called after every step of it. */
  live(seconds: number, wearer: Wearer, each: () => void = () => {}): void {
    const end = this.nowMs + seconds * 1000;
    while (this.nowMs < end) {
      this.nowMs += STEP_MS;
      this.radio.nowMs = this.nowMs;
      this.watch.step(this.nowMs, STEP_MS, wearer);
      this.#passTimers();
      each();
    }
  }

  #passTimers(): void {
    for (const timer of [...this.#timers]) {
      if (timer.dueMs > this.nowMs) continue;
      if (timer.everyMs === null) this.#timers = this.#timers.filter((one) => one !== timer);
      else timer.dueMs += timer.everyMs;
      this.#timed++;
      timer.call();
    }
  }

  /** A module is a file in Storage of exactly this name. */
  #module(name: string): unknown {
    const text = this.storage.read(name) ?? this.strict.breach(`no module ${name}`);
    return runInContext(`(function (exports) {${text}\nreturn exports; })({})`, this.#context);
  }

  #screen() {
    const screen = {
      getWidth: () => 176,
      reset: () => screen,
      clearRect: () => {
        this.drawn = [];
        return screen;
      },
      setFont: (name: string) => {
        this.strict.check(FONTS.includes(name), `no font ${name}`);
        return screen;
      },
      setFontAlign: () => screen,
      drawString: (text: string) => {
        this.strict.check(typeof text === "string", "drawString takes text");
        this.drawn.push(text);
        return screen;
      },
    };
    return screen;
  }
}
