import { describe, expect, it } from "vitest";
import { HEAD_BYTES } from "../../src/log/layout.ts";
import { flashContract } from "../../src/log/testdata/flash.contract.ts";
import { FLASH_FAILED, FLASH_RANGE, type Flash, OK, PAGE_BYTES } from "../../src/ports.ts";
import * as wf from "./window-flash.ts";

const PAGES = 8;

/** A host with NOR flash behind the window. */
class Host {
  readonly window: Uint8Array;
  readonly flash: wf.WindowFlash;
  readonly part: Uint8Array;

  constructor(pages = PAGES) {
    this.window = new Uint8Array(wf.windowBytes(pages));
    this.flash = new wf.WindowFlash(this.window, pages);
    this.part = new Uint8Array(pages * PAGE_BYTES).fill(0xff);
  }

  /** Takes one thing to the part; false when nothing waits. */
  save(): boolean {
    const { flash } = this;
    const page = flash.pending(wf.PENDING_PAGE);
    if (page < 0) return false;
    if (flash.pending(wf.PENDING_ERASE) === 1)
      this.part.fill(0xff, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    const at = flash.pending(wf.PENDING_AT);
    const length = flash.pending(wf.PENDING_LENGTH);
    const to = page * PAGE_BYTES + flash.pending(wf.PENDING_FROM);
    for (let i = 0; i < length; i++) this.part[to + i]! &= this.window[at + i]!;
    flash.saved();
    return true;
  }

  load(page: number): boolean {
    const at = this.flash.load(page);
    if (at >= 0) this.window.set(this.part.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES), at);
    return at >= 0;
  }

  write(page: number, offset: number, ...bytes: number[]): number {
    return this.flash.write(page * PAGE_BYTES + offset, Uint8Array.from(bytes), 0, bytes.length);
  }

  read(page: number, offset: number, length: number): number[] | number {
    const into = new Uint8Array(length);
    const done = this.flash.read(page * PAGE_BYTES + offset, into, 0, length);
    return done === OK ? [...into] : done;
  }
}

/** The part as one sees it whose host brings each page and takes each write at once. */
function attended(pages: number): Flash {
  const host = new Host(pages);
  host.window.fill(0xff, host.flash.headAt(0), host.flash.headAt(pages));
  const bring = (page: number) => {
    if (page >= 0 && page < pages && !host.flash.holds(page)) host.load(page);
  };
  const taken = (done: number) => {
    while (host.save());
    return done;
  };
  return {
    pages: () => host.flash.pages(),
    read: (address, into, at, length) => {
      if (address < 0 || address + length > pages * PAGE_BYTES) return FLASH_RANGE;
      for (let done = 0; done < length; ) {
        const from = address + done;
        const n = Math.min(length - done, PAGE_BYTES - (from % PAGE_BYTES));
        bring(Math.floor(from / PAGE_BYTES));
        const result = host.flash.read(from, into, at + done, n);
        if (result !== OK) return result;
        done += n;
      }
      return OK;
    },
    write: (address, from, at, length) => {
      bring(Math.floor(address / PAGE_BYTES));
      return taken(host.flash.write(address, from, at, length));
    },
    erase: (page) => taken(host.flash.erase(page)),
  };
}

flashContract("flash behind a window, with a host that attends to it,", attended);

describe("flash behind a window", () => {
  it("hands the host what was appended, in one range a page, after the erase", () => {
    const host = new Host();
    expect([host.flash.erase(3), host.write(3, 0, 1, 2, 3, 4), host.write(3, 4, 5, 6, 7, 8)]).toEqual([
      OK,
      OK,
      OK,
    ]);
    const pending = [wf.PENDING_PAGE, wf.PENDING_ERASE, wf.PENDING_FROM, wf.PENDING_LENGTH];
    expect(pending.map((what) => host.flash.pending(what))).toEqual([3, 1, 0, 8]);
    expect([host.save(), host.save()]).toEqual([true, false]);
    expect(host.write(3, 8, 9, 9, 9, 9)).toBe(OK);
    expect(pending.map((what) => host.flash.pending(what))).toEqual([3, 0, 8, 4]);
    host.save();
    expect([...host.part.subarray(3 * PAGE_BYTES, 3 * PAGE_BYTES + 13)]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 255,
    ]);
  });

  it("reads heads of all pages, but the rest only of those that are in the window", () => {
    const host = new Host();
    host.window.fill(7, host.flash.headAt(5), host.flash.headAt(5) + HEAD_BYTES);
    expect(host.read(5, 4, 4)).toEqual([7, 7, 7, 7]);
    expect(host.read(5, HEAD_BYTES, 4)).toBe(FLASH_FAILED);
    host.part.fill(9, 5 * PAGE_BYTES, 6 * PAGE_BYTES);
    expect([host.load(5), host.read(5, PAGE_BYTES - 4, 4)]).toEqual([true, [9, 9, 9, 9]]);
    expect(host.write(2, 0, 1, 1, 1, 1)).toBe(FLASH_FAILED);
  });

  it("keeps to the part's bounds and words", () => {
    const host = new Host();
    host.flash.erase(0);
    const wrong = [host.write(0, 2, 1, 1, 1, 1), host.write(0, 0, 1, 1), host.write(PAGES, 0, 1, 1, 1, 1)];
    expect([...wrong, host.write(0, PAGE_BYTES - 4, ...Array<number>(8).fill(1))]).toEqual(
      Array(4).fill(FLASH_RANGE),
    );
    expect([
      host.flash.erase(-1),
      host.flash.erase(PAGES),
      host.read(-1, 0, 4),
      host.read(0, PAGE_BYTES - 2, 4),
    ]).toEqual(Array(4).fill(FLASH_RANGE));
    expect([host.write(0, 0, 1, 1, 1, 1), host.write(0, 8, 1, 1, 1, 1)]).toEqual([OK, FLASH_FAILED]);
  });

  it("begins no fourth page while three wait for the host, and goes on when one is saved, oldest first", () => {
    const host = new Host();
    for (const page of [0, 1, 2])
      expect([host.flash.erase(page), host.write(page, 0, page, 0, 0, 0)]).toEqual([OK, OK]);
    expect([host.flash.erase(3), host.load(7)]).toEqual([FLASH_FAILED, false]);
    expect(host.flash.pending(wf.PENDING_PAGE)).toBe(0);
    host.save();
    expect([host.flash.erase(3), host.flash.pending(wf.PENDING_PAGE)]).toEqual([OK, 1]);
  });

  it("takes a page that the host has no bytes of for an erased one", () => {
    const host = new Host();
    for (const page of [1, 2, 3]) {
      host.part.fill(page, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
      host.load(page);
    }
    expect([host.flash.load(4) >= 0, host.read(4, HEAD_BYTES, 4)]).toEqual([true, [255, 255, 255, 255]]);
  });

  it("never lets go of the page that is written to, however many are read", () => {
    const host = new Host();
    host.flash.erase(0);
    host.save();
    for (let turn = 1; turn < 20; turn++) expect(host.load(1 + (turn % 7))).toBe(true);
    expect(host.write(0, 0, 1, 2, 3, 4)).toBe(OK);
  });

  it.each(Array.from({ length: 40 }, (_, i) => i + 1))(
    "leaves on the part what was written, whenever the host looks (seed %i)",
    (seed) => {
      let state = seed;
      const below = (n: number) => {
        state = (state * 75 + 74) % 65537;
        return state % n;
      };
      const host = new Host();
      const whole = new Uint8Array(PAGES * PAGE_BYTES).fill(0xff);
      let page = -1;
      let offset = PAGE_BYTES;
      for (let n = 0; n < 300; n++) {
        if (offset === PAGE_BYTES || below(3) === 0) {
          if (host.flash.erase((page + 1) % PAGES) === OK) {
            page = (page + 1) % PAGES;
            offset = 0;
            whole.fill(0xff, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
          }
        } else if (host.write(page, offset, n & 255, 1, 2, 3) === OK) {
          whole.set([n & 255, 1, 2, 3], page * PAGE_BYTES + offset);
          offset += 4;
        }
        if (below(2) === 0) host.save();
      }
      while (host.save());
      expect(Buffer.compare(host.part, whole)).toBe(0);
    },
  );
});
