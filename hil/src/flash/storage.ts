import { crc32 } from "node:zlib";
import type { Console } from "../serial/console.ts";
import { FlashError } from "./errors.ts";
import type { Image } from "./firmware.ts";

/** Bytes of a file in one line of the console: its base 64 and the call around it stay below 800 characters. */
const CHUNK_BYTES = 528;
/** Flash that has to compact itself before it can write blocks for so long at most, ms. */
const WRITE_MS = 30_000;
/** Times a file is written anew when what arrived is not what was sent. */
const TRIES = 2;

const quoted = (value: string) => JSON.stringify(value);
const STORAGE = `require("Storage")`;

/** A board's Storage over its console. Throws ConsoleError throughout. */
export class BoardStorage {
  readonly #console: Console;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Length and CRC-32 of a file's first `length` bytes, or of all; null when it is not there. */
  async sum(name: string, length?: number): Promise<{ bytes: number; crc: number } | null> {
    const part = length === undefined ? "" : `,0,${length}`;
    const said = (await this.#console.ask(
      `(function(t){return t===undefined?null:{bytes:t.length,crc:E.CRC32(t)}})(${STORAGE}.read(${quoted(name)}${part}))`,
    )) as { bytes: number; crc: number } | null;
    return said;
  }

  async json(name: string): Promise<unknown> {
    return this.#console.ask(`${STORAGE}.readJSON(${quoted(name)},true)`);
  }

  async erase(name: string): Promise<void> {
    await this.#console.ask(`${STORAGE}.erase(${quoted(name)})`, WRITE_MS);
  }

  /** Names that match. */
  async list(pattern: RegExp): Promise<string[]> {
    return (await this.#console.ask(`${STORAGE}.list(${pattern})`)) as string[];
  }

  /**
   * Makes `file` be there, and reads it back. What is there of it already is not sent again; `at` hears how many of its bytes are there.
   * Gives how many were sent. Throws FlashError flash.not-verified.
   */
  async put(file: Image, at: (bytes: number) => void = () => {}): Promise<number> {
    let sent = 0;
    for (let tries = 0; tries < TRIES; tries++) {
      const there = await this.#sound(file);
      if (there === null) await this.erase(file.name);
      at(there ?? 0);
      const complete = await this.#append(file, there ?? 0, (bytes, size) => {
        sent += size;
        at(bytes);
      });
      if (complete && (await this.holds(file))) return sent;
      await this.erase(file.name);
    }
    throw new FlashError(
      "flash.not-verified",
      `${file.name}: what the board reads back is not what was sent`,
      "try again; a board that keeps saying so has a worn flash",
    );
  }

  /** Whether the board has exactly this file. */
  async holds({ name, bytes, crc }: Image): Promise<boolean> {
    const sum = await this.sum(name);
    return sum?.bytes === bytes.length && sum.crc === crc;
  }

  /**
   * Bytes at the front of the file that are there and right: a broken upload goes on behind them. null when the file there is of another
   * size. Binary search to the byte, for power may go within a write, and what is written can only be written again if it is blank.
   */
  async #sound({ name, bytes, crc }: Image): Promise<number | null> {
    const sum = await this.sum(name);
    if (sum === null) return 0;
    if (sum.bytes !== bytes.length) return null;
    if (sum.crc === crc) return bytes.length;
    let low = 0;
    let high = bytes.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const part = await this.sum(name, middle);
      if (part?.crc === crc32(bytes.subarray(0, middle))) low = middle;
      else high = middle;
    }
    return low;
  }

  /** False where the board refuses a chunk because something else lies there. */
  async #append(
    { name, bytes }: Image,
    from: number,
    wrote: (bytes: number, size: number) => void,
  ): Promise<boolean> {
    for (let at = from; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      const data = `atob("${chunk.toString("base64")}")`;
      try {
        await this.#console.ask(`${STORAGE}.write(${quoted(name)},${data},${at},${bytes.length})`, WRITE_MS);
      } catch (error) {
        if ((error as { code?: string }).code === "console.refused") return false;
        throw error;
      }
      wrote(at + chunk.length, chunk.length);
    }
    return true;
  }
}
