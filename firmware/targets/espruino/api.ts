// What the script uses of Espruino's API (espruino.com/Reference; Bangle.js 2, firmware 2v19 and later). Types only.

/** A string of bytes: character codes 0 … 255, as Espruino keeps all binary data. */
export type Bytes = string;

/** What may be sent or written: a number is one byte. */
export type Data = Bytes | number | number[] | Uint8Array | ArrayBuffer | { data: number; count: number };

/** `E`. */
export interface Engine {
  /** Makes a function of native code in a flat string; absent where the build has none. Four arguments at most. */
  nativeCall?(address: number, signature: string, data: Bytes): (...args: number[]) => number;
  /** One contiguous string of all arguments; undefined when there is no room, even after defragmenting. */
  toFlatString(...parts: Data[]): Bytes | undefined;
  toArrayBuffer(text: Bytes): ArrayBuffer;
  toString(...parts: Data[]): Bytes;
  CRC32(data: Data): number;
  /** Where a flat string's bytes lie; stale as soon as anything is allocated, for memory may be defragmented then. */
  getAddressOf(text: Bytes, flat: boolean): number;
  /** 32 bits of the chip's generator, signed. */
  hwRand(): number;
  /** Battery charge, %; absent on boards without one. */
  getBattery?(): number;
  on(event: "kill", handler: () => void): void;
}

/** One GATT characteristic; its length is `maxLen`, or that of its first value. */
export interface Characteristic {
  value?: Data;
  maxLen?: number;
  readable?: boolean;
  writable?: boolean;
  notify?: boolean;
  onWrite?: (event: { data: ArrayBuffer }) => void;
  description?: string;
}

/** Services by UUID, characteristics by UUID. */
export type Services = Record<string | number, Record<string | number, Characteristic>>;

/** `NRF`. */
export interface Radio {
  setServices(services: Services, options: { advertise: string[] }): void;
  /** Throws while new services wait for a disconnect. */
  updateServices(update: Services): void;
  /** Packets that take turns: `{}` is the one with the name, an array is a packet's bytes. `interval`: ms, 20 … 10240. */
  setAdvertising(packets: (Record<string, never> | number[])[], options: { interval: number }): void;
  /** "aa:bb:cc:dd:ee:ff random" or "… public". */
  getAddress(): string;
  on(event: "connect" | "disconnect", handler: (detail: unknown) => void): void;
}

/** An event of the light sensor; what it holds depends on the firmware, so nothing of it is relied on. */
export interface LightEvent {
  /** The sensor's reading, 12 bits. */
  vcPPG: number;
}

/** An event of the accelerometer, g; nothing of it is relied on either. */
export interface MotionEvent {
  x: number;
  y: number;
  z: number;
}

/** `Bangle`. */
export interface Watch {
  on(event: "HRM-raw", handler: (event: LightEvent) => void): void;
  on(event: "accel", handler: (event: MotionEvent) => void): void;
  on(event: "charging", handler: (charging: boolean) => void): void;
  on(event: "lcdPower", handler: (on: boolean) => void): void;
  /** Milliseconds between polls of the accelerometer; also ends its power save. */
  setPollInterval(ms: number): void;
  setOptions(options: Record<string, number | boolean>): void;
  setHRMPower(on: boolean, id: string): void;
  isCharging(): boolean;
  isLCDOn(): boolean;
  setUI(mode: string): void;
  loadWidgets(): void;
  drawWidgets(): void;
}

/** `g`. */
export interface Screen {
  getWidth(): number;
  reset(): Screen;
  clearRect(x1: number, y1: number, x2: number, y2: number): Screen;
  setFont(name: string, size: number): Screen;
  setFontAlign(x: number, y: number): Screen;
  drawString(text: string, x: number, y: number): Screen;
}

/** `require("Storage")`: files on NOR flash, names of 28 bytes at most. */
export interface Storage {
  read(name: string, offset?: number, length?: number): Bytes | undefined;
  readJSON(name: string, noExceptions: boolean): unknown;
  /**
   * Writes `data` at `offset` of a file of `size` bytes, which offset 0 makes when it is not there. What was written stays: only
   * 0xff can be written over. False, or an exception, when it cannot.
   */
  write(name: string, data: Data, offset?: number, size?: number): boolean;
  erase(name: string): void;
  list(pattern: RegExp): string[];
}

/** `peek8` and `poke8`: memory as it is. */
export interface Memory {
  /** A copy of `count` bytes, 2 at least. */
  peek8(address: number, count: number): Uint8Array;
  poke8(address: number, bytes: Uint8Array): void;
}

/** Everything the script takes from where it runs; what a board lacks is null. */
export interface Board {
  /** `process.env.BOARD`. */
  name: string;
  engine: Engine;
  memory: Memory;
  storage: Storage;
  watch: Watch | null;
  radio: Radio | null;
  screen: Screen | null;
  /** Seconds since 1970, with a fraction. */
  now(): number;
  every(ms: number, call: () => void): void;
  after(ms: number, call: () => void): void;
  print(text: string): void;
}
