import { HEAD_BYTES } from "../../src/log/layout.ts";
import { FLASH_FAILED, FLASH_RANGE, Flash, OK, PAGE_BYTES, PAGE_SHIFT } from "../../src/ports.ts";

/** Pages held whole at a time: the one being written, the one before it, one that is being read. */
export const SLOTS: i32 = 3;
/** Largest fragment, and what else is handed over: at the window's beginning. */
export const EXCHANGE_BYTES: i32 = 512;

/** What `pending` is asked for. */
export const PENDING_PAGE: i32 = 0;
export const PENDING_ERASE: i32 = 1;
export const PENDING_FROM: i32 = 2;
export const PENDING_LENGTH: i32 = 3;
export const PENDING_AT: i32 = 4;

/** Bytes of the window for a log of `pages` pages: exchange, the head of every page, the slots. */
export function windowBytes(pages: i32): i32 {
  return EXCHANGE_BYTES + pages * HEAD_BYTES + (SLOTS << PAGE_SHIFT);
}

/**
 * Flash for code that cannot call its host: the host looks through a window. The window holds the head of every page and three whole
 * pages. The host brings pages in (`load`), and after each call takes to the part what `pending` names, oldest first, saying `saved`;
 * until then no frame of it must leave. The log only ever appends to a page, so what waits is one range a page and needs no journal.
 *
 * Beyond the contract of Flash: a page that is not in the window fails to be read or written; a write must go on where the last one
 * to that page ended; `erase` fails while every slot waits for the host, so that a part which takes nothing fills no memory.
 */
export class WindowFlash extends Flash {
  window: Uint8Array;
  count: i32;
  /** Page in each slot; -1: none. */
  page: Int32Array;
  /** 1: the part has to erase the page first. */
  erased: Int32Array;
  /** What of the page the part does not know yet: from … to. */
  from: Int32Array;
  to: Int32Array;
  /** When a slot began to wait, and when it was used last, on a counter of calls. */
  since: Int32Array;
  used: Int32Array;
  now: i32;
  /** Slot written to last: it stays. */
  current: i32;

  /** `window`: windowBytes(pages) bytes. */
  constructor(window: Uint8Array, pages: i32) {
    super();
    this.window = window;
    this.count = pages;
    this.page = new Int32Array(SLOTS);
    this.erased = new Int32Array(SLOTS);
    this.from = new Int32Array(SLOTS);
    this.to = new Int32Array(SLOTS);
    this.since = new Int32Array(SLOTS);
    this.used = new Int32Array(SLOTS);
    this.now = 0;
    this.current = -1;
    this.page.fill(-1);
  }

  pages(): i32 {
    return this.count;
  }

  read(address: i32, into: Uint8Array, at: i32, length: i32): i32 {
    const offset: i32 = address & (PAGE_BYTES - 1);
    const page: i32 = address >> PAGE_SHIFT;
    if (page < 0 || page >= this.count || length < 0 || offset + length > PAGE_BYTES) return FLASH_RANGE;
    let from: i32 = this.headAt(page) + offset;
    if (offset + length > HEAD_BYTES) {
      const slot: i32 = this.slotOf(page);
      if (slot < 0) return FLASH_FAILED;
      this.touch(slot);
      from = this.slotAt(slot) + offset;
    }
    const window = this.window;
    for (let i: i32 = 0; i < length; i++) into[at + i] = window[from + i];
    return OK;
  }

  write(address: i32, from: Uint8Array, at: i32, length: i32): i32 {
    const offset: i32 = address & (PAGE_BYTES - 1);
    const page: i32 = address >> PAGE_SHIFT;
    if (page < 0 || page >= this.count || length < 0 || offset + length > PAGE_BYTES) return FLASH_RANGE;
    if (((address | length) & 3) !== 0) return FLASH_RANGE;
    const slot: i32 = this.slotOf(page);
    if (slot < 0) return FLASH_FAILED;
    const clean: bool = this.from[slot] === this.to[slot];
    if (!clean && this.to[slot] !== offset) return FLASH_FAILED;
    this.touch(slot);
    this.current = slot;
    const window = this.window;
    const to: i32 = this.slotAt(slot) + offset;
    for (let i: i32 = 0; i < length; i++) window[to + i] = window[to + i] & from[at + i];
    const head: i32 = this.headAt(page);
    for (let i: i32 = offset; i < HEAD_BYTES && i < offset + length; i++)
      window[head + i] = window[this.slotAt(slot) + i];
    if (clean) {
      this.from[slot] = offset;
      if (this.erased[slot] === 0) this.since[slot] = this.now;
    }
    this.to[slot] = offset + length;
    return OK;
  }

  erase(page: i32): i32 {
    if (page < 0 || page >= this.count) return FLASH_RANGE;
    let slot: i32 = this.slotOf(page);
    if (slot < 0) slot = this.free();
    if (slot < 0) return FLASH_FAILED;
    this.touch(slot);
    const at: i32 = this.slotAt(slot);
    this.window.fill(255, at, at + PAGE_BYTES);
    this.window.fill(255, this.headAt(page), this.headAt(page) + HEAD_BYTES);
    this.page[slot] = page;
    this.erased[slot] = 1;
    this.from[slot] = 0;
    this.to[slot] = 0;
    this.since[slot] = this.now;
    this.current = slot;
    return OK;
  }

  /** Whether the page lies in the window whole. */
  holds(page: i32): bool {
    return this.slotOf(page) >= 0;
  }

  /**
   * Makes room for a page that is not in the window: where in the window the host puts its bytes, if it has any; -1 while nothing can
   * go. Until then the page is an erased one.
   */
  load(page: i32): i32 {
    const slot: i32 = this.free();
    if (slot < 0) return -1;
    this.touch(slot);
    this.page[slot] = page;
    const at: i32 = this.slotAt(slot);
    this.window.fill(255, at, at + PAGE_BYTES);
    return at;
  }

  /** One of PENDING_*: of what the host has to take to the part next. PENDING_PAGE is -1 when there is nothing. */
  pending(what: i32): i32 {
    const slot: i32 = this.waiting();
    if (slot < 0) return -1;
    if (what === PENDING_PAGE) return this.page[slot];
    if (what === PENDING_ERASE) return this.erased[slot];
    if (what === PENDING_FROM) return this.from[slot];
    if (what === PENDING_LENGTH) return this.to[slot] - this.from[slot];
    return this.slotAt(slot) + this.from[slot];
  }

  /** The host has done what `pending` named. */
  saved(): void {
    const slot: i32 = this.waiting();
    if (slot < 0) return;
    this.erased[slot] = 0;
    this.from[slot] = this.to[slot];
  }

  /** Where in the window the head of a page lies. */
  headAt(page: i32): i32 {
    return EXCHANGE_BYTES + page * HEAD_BYTES;
  }

  private slotAt(slot: i32): i32 {
    return this.headAt(this.count) + (slot << PAGE_SHIFT);
  }

  private slotOf(page: i32): i32 {
    for (let slot: i32 = 0; slot < SLOTS; slot++) if (this.page[slot] === page) return slot;
    return -1;
  }

  private waits(slot: i32): bool {
    return this.erased[slot] !== 0 || this.from[slot] !== this.to[slot];
  }

  /** The slot that has waited longest; -1: none waits. */
  private waiting(): i32 {
    let oldest: i32 = -1;
    for (let slot: i32 = 0; slot < SLOTS; slot++)
      if (this.waits(slot) && (oldest < 0 || this.since[slot] < this.since[oldest])) oldest = slot;
    return oldest;
  }

  /** The slot used longest ago of those that may go; -1: all are needed. */
  private free(): i32 {
    let oldest: i32 = -1;
    for (let slot: i32 = 0; slot < SLOTS; slot++) {
      if (slot === this.current || this.waits(slot)) continue;
      if (oldest < 0 || this.used[slot] < this.used[oldest]) oldest = slot;
    }
    return oldest;
  }

  private touch(slot: i32): void {
    this.now = (this.now + 1) | 0;
    this.used[slot] = this.now;
  }
}
