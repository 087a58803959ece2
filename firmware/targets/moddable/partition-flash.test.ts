import { expect, test } from "vitest";
import { FrameLog } from "../../src/log/frame-log.ts";
import { flashContract } from "../../src/log/testdata/flash.contract.ts";
import { FLASH_FAILED, OK, PAGE_BYTES } from "../../src/ports.ts";
import { type Partition, PartitionFlash } from "./partition-flash.ts";

/** The SDK's flash of an nRF52, as its C has it: whole words of a buffer from its beginning, never nothing, an exception otherwise. */
class Nrf52Partition implements Partition {
  readonly byteLength: number;
  readonly blockSize: number;
  worn = false;
  readonly #bytes: Uint8Array;

  constructor(pages: number, blockSize = PAGE_BYTES) {
    this.byteLength = pages * PAGE_BYTES;
    this.blockSize = blockSize;
    this.#bytes = new Uint8Array(this.byteLength).fill(0xff);
  }

  read(offset: number, byteLength: number): ArrayBuffer {
    this.#check(offset, byteLength);
    return this.#bytes.slice(offset, offset + byteLength).buffer;
  }

  write(offset: number, byteLength: number, buffer: ArrayBuffer): void {
    this.#check(offset, byteLength);
    if (((offset | byteLength) & 3) !== 0 || buffer.byteLength < byteLength) throw new Error("write failed");
    const from = new Uint8Array(buffer);
    for (let i = 0; i < byteLength; i++) this.#bytes[offset + i]! &= from[i]!;
  }

  erase(sector: number): void {
    this.#check(sector * this.blockSize, this.blockSize);
    this.#bytes.fill(0xff, sector * this.blockSize, (sector + 1) * this.blockSize);
  }

  #check(offset: number, byteLength: number): void {
    if (this.worn || offset < 0 || byteLength <= 0 || offset + byteLength > this.byteLength)
      throw new Error("invalid offset");
  }
}

flashContract("a partition of the SDK", (pages) => new PartitionFlash(new Nrf52Partition(pages)));

test("what the part throws is a failed operation", () => {
  const partition = new Nrf52Partition(4);
  const flash = new PartitionFlash(partition);
  partition.worn = true;
  const bytes = new Uint8Array(4);
  expect([flash.read(0, bytes, 0, 4), flash.write(0, bytes, 0, 4), flash.erase(0)]).toEqual([
    FLASH_FAILED,
    FLASH_FAILED,
    FLASH_FAILED,
  ]);
});

test.each([
  [3, PAGE_BYTES],
  [16, 2048],
  [16, 65_536],
])("%i pages of storage in sectors of %i bytes are no flash for a log", (pages, sector) => {
  expect(() => new PartitionFlash(new Nrf52Partition(pages, sector))).toThrow(
    expect.objectContaining({ code: "moddable.flash-geometry" }),
  );
});

test("a log on a partition survives a reset, and takes no more pages than it was given", () => {
  const partition = new Nrf52Partition(16);
  const flash = new PartitionFlash(partition, 5);
  expect(flash.pages()).toBe(5);
  const log = new FrameLog(flash);
  expect(log.mount(0)).toBe(OK);
  const frame = Uint8Array.from({ length: 201 }, (_, i) => i);
  for (let i = 0; i < 300; i++) expect(log.append(frame, 100 + (i % 100))).toBe(OK);
  const again = new FrameLog(new PartitionFlash(partition, 5));
  expect(again.mount(0)).toBe(OK);
  expect([again.epoch, again.nextSeq, again.oldestSeq]).toEqual([2, 301, log.oldestSeq]);
  const out = new Uint8Array(1024);
  expect(again.read(300, out)).toBe(199);
  expect(Buffer.compare(out.subarray(0, 199), frame.subarray(0, 199))).toBe(0);
});
