import { blobLike } from "@petpulse/firmware/tools/espruino/fake/blob";
import { FakeEspruino, type Petpulse } from "@petpulse/firmware/tools/espruino/fake/espruino";
import type { Wearer } from "@petpulse/firmware/tools/espruino/fake/watch";
import { checkLanguage } from "@petpulse/firmware/tools/espruino/language";

const XON = "\x11";
const XOFF = "\x13";
/** Input buffer, and where it says XOFF, bytes (src/jsdevices.h, IOBUFFER). */
const INPUT_BYTES = 1024;
const XOFF_AT = 384;
const BANNER = [" ____                 _ ", "|  __|___ ___ ___ _ _|_|___ ___ ", "(c) 2025 G.Williams"];

/** What the context gets that the strict fake has not: the console's own words, and base 64. */
const WORDS = `
  (function (port) {
    echo = function (on) { port.echo(on); };
    load = function (name) { port.load(name); };
    reset = function () { port.load(""); };
    atob = function (text) { return port.atob(text); };
    btoa = function (text) { return port.btoa(text); };
  })(require("Storage").port);
`;

/** Breaches of Espruino's language by line, what is data in it left out; a console is typed the same few lines over and over. */
const SPOKEN = new Map<string, string[]>();
const MOST_SPOKEN = 1000;

function unspoken(line: string): string[] {
  const bare = line.replace(/"[A-Za-z0-9+/=]{40,}"/g, '""').replace(/\d+/g, "1");
  let found = SPOKEN.get(bare);
  if (!found) {
    found = checkLanguage(bare).map(({ rule, hint }) => `${rule}: ${hint}`);
    if (SPOKEN.size < MOST_SPOKEN) SPOKEN.set(bare, found);
  }
  return found;
}

/** Flash without power in the middle of a write. */
class PowerCut extends Error {}

export interface FakeBoardOptions {
  /** The kernel, compiled (firmware/tools/asc.ts). */
  module: WebAssembly.Module;
  /** `process.env.BOARD`; all but LINUX have a watch around them. */
  board?: string;
  battery?: number;
  /** `process.env.VERSION`. */
  version?: string;
}

/**
 * A board with Espruino's console, for tests: lines are evaluated in the strict fake, what they may not say in Espruino's language is a
 * breach, input overflows without flow control, flash keeps what was written when the power goes. `take` is what the host writes,
 * `give` what it hears.
 */
export class FakeBoard {
  give: (bytes: Buffer) => void = () => {};
  /** The other end goes away, as a pulled plug. */
  gone: (why: string) => void = () => {};
  /** Everything on flash; survives resets. */
  readonly files: Map<string, Buffer>;
  readonly breaches: string[] = [];
  /** Hears every line that is typed, before it is run. */
  onTyped: (line: string) => void = () => {};
  /** Bytes that came when the buffer was full. */
  overflown = 0;
  /** Writes to flash so far, over all resets; after `cutAtWrite` of them the power goes. */
  writes = 0;
  cutAtWrite = Number.POSITIVE_INFINITY;
  /** A file whose bytes never become what is written. */
  wornFile = "";
  /** Instead of answers. */
  mute = false;
  noise: Buffer | null = null;
  fake: FakeEspruino;
  readonly #o: FakeBoardOptions;
  #echo = true;
  #input: number[] = [];
  #line = "";
  #stopped = false;
  #draining = false;
  #restart = false;
  /** What the next start runs instead of the clock. */
  #next: string | undefined;

  constructor(options: FakeBoardOptions) {
    this.#o = options;
    this.fake = this.#fresh();
    this.files = this.fake.storage.files;
  }

  /** What the app offers on the console; undefined while it does not run. */
  get app(): Petpulse | undefined {
    return this.fake.run("0") as Petpulse | undefined;
  }

  /** Power comes back, or load(): a new interpreter over the same flash runs the clock, and says who it is. */
  boot(): void {
    this.breaches.push(...this.fake.strict.breaches);
    this.fake = this.#fresh();
    for (const [name, bytes] of this.files) this.fake.storage.files.set(name, bytes);
    Object.defineProperty(this.fake.storage, "files", { value: this.files });
    this.#input = [];
    this.#line = "";
    this.#echo = true;
    this.#stopped = false;
    this.#say(BANNER.join("\r\n"));
    const settings = this.fake.storage.readJSON("setting.json", true) as { clock?: string } | undefined;
    const name = this.#next ?? settings?.clock;
    this.#next = undefined;
    const script = name ? this.files.get(name) : undefined;
    if (script) this.#run(script.toString("latin1"));
    this.#print();
  }

  /** Lets time pass. */
  live(seconds: number, wearer: Wearer): void {
    this.fake.live(seconds, wearer);
    this.#print();
  }

  /** The host writes. */
  take(bytes: Uint8Array): void {
    if (this.#stopped) return;
    for (const byte of bytes) {
      if (this.#input.length < INPUT_BYTES) this.#input.push(byte);
      else this.overflown++;
    }
    if (this.#input.length > XOFF_AT) this.give(Buffer.from(XOFF));
    if (this.#draining) return;
    this.#draining = true;
    setImmediate(() => this.#drain());
  }

  #drain(): void {
    this.#draining = false;
    const bytes = this.#input;
    this.#input = [];
    for (const byte of bytes) this.#key(String.fromCharCode(byte));
    if (bytes.length > XOFF_AT) this.give(Buffer.from(XON));
  }

  #key(key: string): void {
    if (this.#stopped) return;
    if (this.noise) this.give(this.noise);
    if (this.noise || this.mute) return;
    if (key === "\x03") {
      this.#line = "";
      return;
    }
    const quiet = this.#line.startsWith("\x10") || key === "\x10";
    if (this.#echo && !quiet) this.give(Buffer.from(key));
    if (key !== "\n") {
      this.#line += key;
      return;
    }
    const text = this.#line.replace("\x10", "");
    this.#line = "";
    this.onTyped(text);
    if (text.trim() !== "") this.#run(text, true);
    this.#print();
    if (this.#restart) {
      this.#restart = false;
      this.boot();
    }
    if (this.#echo && !quiet) this.give(Buffer.from(">"));
  }

  #run(text: string, typed = false): void {
    if (typed) this.breaches.push(...unspoken(text));
    try {
      this.fake.run(text);
    } catch (error) {
      if (this.#stopped) return;
      this.#say(`Uncaught ${error}`);
    }
  }

  #print(): void {
    for (const line of this.fake.printed.splice(0)) this.#say(line);
  }

  #say(line: string): void {
    if (!this.#stopped) this.give(Buffer.from(`${line}\r\n`, "latin1"));
  }

  #cut(): void {
    this.#stopped = true;
    this.gone("the board has no power");
  }

  #fresh(): FakeEspruino {
    const { module, board = "BANGLEJS2", battery = 80, version = "2v25" } = this.#o;
    const fake = new FakeEspruino("BANGLEJS2", module);
    fake.engine.battery = battery;
    const { storage } = fake;
    const write = storage.write;
    Object.assign(storage, {
      write: (name: string, data: unknown, offset?: number, size?: number): boolean => {
        if (this.#stopped) throw new PowerCut();
        if (++this.writes < this.cutAtWrite) {
          const written = write(name, data, offset, size);
          if (name === this.wornFile) this.files.get(name)![1]! &= 0x0f;
          return written;
        }
        const text = String(data);
        write(name, text.slice(0, text.length >> 1), offset, size || text.length);
        this.#cut();
        throw new PowerCut();
      },
      writeJSON: (name: string, value: unknown) => fake.storage.write(name, JSON.stringify(value)),
      getFree: () => storage.capacity - storage.used,
      port: {
        echo: (on: number) => {
          this.#echo = on !== 0;
        },
        load: (name?: string) => {
          this.#restart = true;
          this.#next = name;
        },
        atob: (text: string) => Buffer.from(text, "base64").toString("latin1"),
        btoa: (text: string) => Buffer.from(text, "latin1").toString("base64"),
      },
    });
    fake.run(WORDS);
    fake.run(
      `process.env.BOARD=${JSON.stringify(board)};process.env.VERSION=${JSON.stringify(version)};process.env.FLASH=1048576;process.env.RAM=262144;process.env.SERIAL="fake-0001";`,
    );
    return fake;
  }
}

/** A kernel's blob as the build has it, with nothing that could run. */
export const FAKE_BLOB = blobLike();
