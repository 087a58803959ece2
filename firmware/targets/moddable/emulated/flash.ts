// flash: a part of 4 KB sectors in the host's file, which outlives the process as a part does a reset.
import config from "./config.ts";
import { FLASH_FILE, loadFile, storeFile } from "./host.ts";

const SECTOR = 4096;

export default class Flash {
  readonly blockSize = SECTOR;
  readonly byteLength = Number(config.pages) * SECTOR;

  erase(sector: number): void {
    this.#check(sector * SECTOR, SECTOR);
    storeFile(FLASH_FILE, sector * SECTOR, new Uint8Array(SECTOR).fill(255).buffer, SECTOR);
  }

  read(offset: number, byteLength: number): ArrayBuffer {
    this.#check(offset, byteLength);
    return loadFile(FLASH_FILE, offset, byteLength);
  }

  /** Ones become zeros, nothing else. */
  write(offset: number, byteLength: number, buffer: ArrayBuffer): void {
    this.#check(offset, byteLength);
    const now = new Uint8Array(loadFile(FLASH_FILE, offset, byteLength));
    const wanted = new Uint8Array(buffer);
    for (let i = 0; i < byteLength; i++) now[i] = now[i]! & wanted[i]!;
    storeFile(FLASH_FILE, offset, now.buffer, byteLength);
  }

  #check(offset: number, byteLength: number): void {
    if (byteLength <= 0 || offset < 0 || offset + byteLength > this.byteLength)
      throw new Error(`flash ${offset} + ${byteLength}`);
  }
}
