import { describe, expect, test } from "vitest";
import { FLASH_RANGE, type Flash, OK, PAGE_BYTES } from "../../ports.ts";

const PAGES = 6;

/** Holds a part to the contract of Flash in ports.ts. `made`: a new part of so many pages, erased. */
export function flashContract(name: string, made: (pages: number) => Flash): void {
  describe(`${name} keeps the contract of flash`, () => {
    const read = (flash: Flash, address: number, length: number) => {
      const into = new Uint8Array(length + 4).fill(0x55);
      expect(flash.read(address, into, 2, length)).toBe(OK);
      // Nothing beside what was asked for is touched.
      expect([into[0], into[1], into[length + 2], into[length + 3]]).toEqual([0x55, 0x55, 0x55, 0x55]);
      return into.subarray(2, length + 2);
    };

    test("an erased part reads 0xff everywhere", () => {
      const flash = made(PAGES);
      expect(flash.pages()).toBe(PAGES);
      expect(read(flash, 0, PAGES * PAGE_BYTES).every((byte) => byte === 0xff)).toBe(true);
    });

    test("a write turns ones into zeros and nothing else; an erase brings the ones of its page back", () => {
      const flash = made(PAGES);
      const first = Uint8Array.of(9, 9, 0xf0, 0x0f, 0xff, 0x00, 9);
      expect(flash.write(PAGE_BYTES, first, 2, 4)).toBe(OK);
      expect(flash.write(PAGE_BYTES, Uint8Array.of(0x3c, 0x3c, 0x3c, 0x3c), 0, 4)).toBe(OK);
      expect([...read(flash, PAGE_BYTES - 1, 6)]).toEqual([0xff, 0x30, 0x0c, 0x3c, 0x00, 0xff]);
      expect(flash.write(2 * PAGE_BYTES, new Uint8Array(8), 0, 8)).toBe(OK);
      expect(flash.erase(1)).toBe(OK);
      expect([...read(flash, PAGE_BYTES, 4)]).toEqual([0xff, 0xff, 0xff, 0xff]);
      expect([...read(flash, 2 * PAGE_BYTES, 8)]).toEqual(new Array(8).fill(0));
    });

    test("a whole page and the last word can be written", () => {
      const flash = made(PAGES);
      const page = Uint8Array.from({ length: PAGE_BYTES }, (_, i) => i * 7);
      expect(flash.write(3 * PAGE_BYTES, page, 0, PAGE_BYTES)).toBe(OK);
      expect(Buffer.compare(read(flash, 3 * PAGE_BYTES, PAGE_BYTES), page)).toBe(0);
      expect(flash.write(PAGES * PAGE_BYTES - 4, page, 0, 4)).toBe(OK);
      expect([...read(flash, PAGES * PAGE_BYTES - 4, 4)]).toEqual([0, 7, 14, 21]);
    });

    test("what is outside, not of whole words, or over the end of a page is refused and nothing changes", () => {
      const flash = made(PAGES);
      const end = PAGES * PAGE_BYTES;
      const zeros = new Uint8Array(PAGE_BYTES * 2);
      for (const [address, length] of [
        [-4, 4],
        [end, 4],
        [end - 4, 8],
        [2, 4],
        [4, 6],
        [PAGE_BYTES - 4, 8],
        [0, -4],
      ] as const)
        expect(flash.write(address, zeros, 0, length), `${address} + ${length}`).toBe(FLASH_RANGE);
      expect(flash.read(end - 2, zeros, 0, 4)).toBe(FLASH_RANGE);
      expect(flash.read(-1, zeros, 0, 1)).toBe(FLASH_RANGE);
      expect(flash.erase(PAGES)).toBe(FLASH_RANGE);
      expect(flash.erase(-1)).toBe(FLASH_RANGE);
      expect(read(flash, 0, end).every((byte) => byte === 0xff)).toBe(true);
    });

    test("nothing can be read and written", () => {
      const flash = made(PAGES);
      expect(flash.read(8, new Uint8Array(4), 0, 0)).toBe(OK);
      expect(flash.write(8, new Uint8Array(4), 0, 0)).toBe(OK);
    });
  });
}
