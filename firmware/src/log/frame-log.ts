import { type Flash, OK, PAGE_BYTES, PAGE_SHIFT } from "../ports.ts";
import {
  ENTRY_BYTES,
  entryCrc,
  entrySize,
  getWord,
  HEAD_BYTES,
  headCrc,
  KIND_ACK,
  KIND_EPOCH,
  KIND_FRAME,
  MAGIC,
  MARK,
  MAX_PAYLOAD,
  putWord,
} from "./layout.ts";

/** `append` was given more than MAX_PAYLOAD bytes, or none. */
export const LOG_TOO_LARGE: i32 = -3;
/** petpulse.v1.GapReason */
export const LOST_OVERFLOW: i32 = 1;
export const LOST_DAMAGED: i32 = 2;

/** A new acknowledgement entry is written when the mark has moved this far; a page head and `flush` carry it too. */
const ACK_STRIDE: i32 = 64;

/**
 * The collar's frames on flash, a ring of pages: appended in order of seq, kept over resets, overwritten oldest page first.
 *
 * Reading never deletes; an acknowledgement only allows overwriting. Seq grows across boots, so a missing number is a
 * missing frame: what was overwritten unacknowledged, or cannot be read any more, stands in lostFrom … lostTo until the
 * collar has named it in a gap frame. A gap frame may be overwritten too before a hub has it, though the mark has passed what it
 * names: so what the newest ones say is kept until one is acknowledged, and whatever is lost by then is named together with it.
 * Page heads carry it over a reset; then it is named again, and a store takes the union.
 *
 * A torn write is an entry whose CRC does not hold, at the end of the newest page: the rest of that page is left alone and
 * the next entry begins a new page. A page whose head does not hold is free. 2^31 pages or frames are out of reach:
 * a frame a second for 68 years.
 */
export class FrameLog {
  flash: Flash;
  count: i32;
  epoch: i32;
  nextSeq: i32;
  /** First frame held; nextSeq when there is none. */
  oldestSeq: i32;
  /** Everything up to here is safe elsewhere. */
  ackedSeq: i32;
  lostFrom: i32;
  lostTo: i32;
  lostReason: i32;
  /** What gap frames up to `namedBy` name that no hub has acknowledged; namedTo 0: nothing. */
  namedFrom: i32;
  namedTo: i32;
  namedBy: i32;

  /** Per page: order (0: free or damaged) and the first seq it may hold. */
  order: Int32Array;
  first: Int32Array;
  head: Uint8Array;
  entry: Uint8Array;
  /** Newest page and where its next entry goes; PAGE_BYTES when it takes no more. */
  page: i32;
  offset: i32;
  /** Mark that flash already knows. */
  storedAck: i32;
  /** Damage up to here has been reported. */
  reportedTo: i32;
  /** Where reading goes on: page, offset, and the seq last read there. */
  cursorPage: i32;
  cursorOffset: i32;
  cursorSeq: i32;
  /** Set by `load`: kind, payload and seq of the entry found; size on flash. */
  foundKind: i32;
  foundPayload: i32;
  foundSeq: i32;

  constructor(flash: Flash) {
    const count: i32 = flash.pages();
    this.flash = flash;
    this.count = count;
    this.epoch = 0;
    this.nextSeq = 1;
    this.oldestSeq = 1;
    this.ackedSeq = 0;
    this.lostFrom = 0;
    this.lostTo = 0;
    this.lostReason = 0;
    this.namedFrom = 0;
    this.namedTo = 0;
    this.namedBy = 0;
    this.order = new Int32Array(count);
    this.first = new Int32Array(count);
    this.head = new Uint8Array(HEAD_BYTES);
    this.entry = new Uint8Array(ENTRY_BYTES + MAX_PAYLOAD + 4);
    this.page = -1;
    this.offset = PAGE_BYTES;
    this.storedAck = 0;
    this.reportedTo = 0;
    this.cursorPage = -1;
    this.cursorOffset = 0;
    this.cursorSeq = 0;
    this.foundKind = 0;
    this.foundPayload = 0;
    this.foundSeq = 0;
  }

  /**
   * Reads what is there and begins a new epoch, above every one seen and above `epochFloor` (what the target knows from
   * elsewhere, 0 if nothing). OK, or FLASH_FAILED when the epoch could not be written: mount again.
   */
  mount(epochFloor: i32): i32 {
    this.epoch = epochFloor;
    this.nextSeq = 1;
    this.ackedSeq = 0;
    this.page = -1;
    this.offset = PAGE_BYTES;
    this.cursorPage = -1;
    this.lostFrom = 0;
    this.lostTo = 0;
    this.namedTo = 0;
    this.reportedTo = 0;
    let newest: i32 = -1;
    for (let p: i32 = 0; p < this.count; p++) {
      this.order[p] = this.readHead(p) ? getWord(this.head, 4) : 0;
      this.first[p] = getWord(this.head, 16);
      if (this.order[p] > 0 && (newest < 0 || this.order[p] > this.order[newest])) newest = p;
    }
    if (newest >= 0) this.resume(newest);
    this.storedAck = this.ackedSeq;
    this.findOldest();
    if (this.oldestSeq > this.ackedSeq + 1) this.lose(this.ackedSeq + 1, this.oldestSeq - 1, LOST_OVERFLOW);
    this.epoch = (this.epoch + 1) | 0;
    return this.put(KIND_EPOCH, this.epoch, 0);
  }

  /** Appends the frame numbered nextSeq. OK; FLASH_FAILED: nothing was appended, try again; LOG_TOO_LARGE. */
  append(frame: Uint8Array, length: i32): i32 {
    if (length < 1 || length > MAX_PAYLOAD) return LOG_TOO_LARGE;
    for (let i: i32 = 0; i < length; i++) this.entry[ENTRY_BYTES + i] = frame[i];
    const done: i32 = this.put(KIND_FRAME, this.nextSeq, length);
    if (done === OK) {
      this.nextSeq = this.nextSeq + 1;
    }
    return done;
  }

  /** Copies frame `seq` to `out`; its length, or 0 when it is not held or no longer what was written. Never deletes. */
  read(seq: i32, out: Uint8Array): i32 {
    if (!this.find(seq)) return 0;
    for (let i: i32 = 0; i < this.foundPayload; i++) out[i] = this.entry[ENTRY_BYTES + i];
    return this.foundPayload;
  }

  /** First frame held that is not below `seq`; nextSeq when there is none. What it steps over is lost, and noted so. */
  seek(seq: i32): i32 {
    let at: i32 = seq > this.oldestSeq ? seq : this.oldestSeq;
    const from: i32 = at;
    while (at < this.nextSeq && !this.find(at)) at++;
    if (at > from && at - 1 > this.reportedTo && from > this.ackedSeq) {
      this.lose(from, at - 1, LOST_DAMAGED);
      this.reportedTo = at - 1;
    }
    return at < this.nextSeq ? at : this.nextSeq;
  }

  /** Everything up to `seq` is safe elsewhere. Marks that go back, or beyond what was made, are ignored. */
  acknowledge(seq: i32): i32 {
    if (seq <= this.ackedSeq || seq >= this.nextSeq) return OK;
    this.ackedSeq = seq;
    if (seq >= this.namedBy) this.namedTo = 0;
    if (seq - this.storedAck < ACK_STRIDE) return OK;
    return this.flush();
  }

  /** Writes the mark down if flash does not know it yet; until then a reset sends some frames twice, no more. */
  flush(): i32 {
    if (this.storedAck === this.ackedSeq) return OK;
    const mark: i32 = this.ackedSeq;
    const done: i32 = this.put(KIND_ACK, mark, 0);
    if (done === OK) this.storedAck = mark;
    return done;
  }

  /** The gap frame that names lostFrom … lostTo is the newest frame. */
  gapNamed(): void {
    this.namedFrom = this.lostFrom;
    this.namedTo = this.lostTo;
    this.namedBy = this.nextSeq - 1;
    this.lostFrom = 0;
    this.lostTo = 0;
    this.lostReason = 0;
  }

  /**
   * Widens the lost range, by what is named and not yet acknowledged too. It may then span frames that are held: a store subtracts
   * what it has.
   */
  lose(from: i32, to: i32, reason: i32): void {
    if (this.namedTo > 0) {
      this.lostFrom = this.lostFrom === 0 || this.namedFrom < this.lostFrom ? this.namedFrom : this.lostFrom;
      if (this.namedTo > this.lostTo) this.lostTo = this.namedTo;
    }
    if (this.lostFrom === 0 || from < this.lostFrom) this.lostFrom = from;
    if (to > this.lostTo) this.lostTo = to;
    if (this.lostReason !== LOST_OVERFLOW) this.lostReason = reason;
  }

  /** Goes on after the last whole entry of the newest page. */
  resume(newest: i32): void {
    this.readHead(newest);
    const epoch: i32 = getWord(this.head, 8);
    if (epoch > this.epoch) this.epoch = epoch;
    this.ackedSeq = getWord(this.head, 12);
    if (getWord(this.head, 24) > 0) this.lose(getWord(this.head, 20), getWord(this.head, 24), LOST_OVERFLOW);
    this.nextSeq = this.first[newest];
    this.page = newest;
    let offset: i32 = HEAD_BYTES;
    while (this.load(newest, offset)) {
      if (this.foundKind === KIND_FRAME) this.nextSeq = this.foundSeq + 1;
      if (this.foundKind === KIND_ACK) this.ackedSeq = this.foundSeq;
      if (this.foundKind === KIND_EPOCH && this.foundSeq > this.epoch) this.epoch = this.foundSeq;
      offset = offset + entrySize(this.foundPayload);
    }
    this.offset = this.erasedFrom(newest, offset) ? offset : PAGE_BYTES;
  }

  /** Whether nothing has been written to the page from `offset` on. */
  erasedFrom(page: i32, offset: i32): bool {
    for (let at: i32 = offset; at < PAGE_BYTES; at += 4) {
      if (this.flash.read((page << PAGE_SHIFT) + at, this.head, 0, 4) !== OK) return false;
      if (getWord(this.head, 0) !== -1) return false;
    }
    return true;
  }

  readHead(page: i32): bool {
    if (this.flash.read(page << PAGE_SHIFT, this.head, 0, HEAD_BYTES) !== OK) return false;
    return (
      getWord(this.head, 0) === MAGIC &&
      getWord(this.head, HEAD_BYTES - 4) === headCrc(this.head) &&
      getWord(this.head, 4) > 0
    );
  }

  /** Reads the entry at page/offset into `entry`; false when there is none or its CRC does not hold. */
  load(page: i32, offset: i32): bool {
    if (offset + ENTRY_BYTES > PAGE_BYTES) return false;
    const address: i32 = (page << PAGE_SHIFT) + offset;
    if (this.flash.read(address, this.entry, 0, ENTRY_BYTES) !== OK) return false;
    const word: i32 = getWord(this.entry, 0);
    const payload: i32 = word & 0xffff;
    if (word >>> 24 !== MARK || payload > MAX_PAYLOAD || offset + entrySize(payload) > PAGE_BYTES)
      return false;
    if (payload > 0 && this.flash.read(address + ENTRY_BYTES, this.entry, ENTRY_BYTES, payload) !== OK)
      return false;
    if (getWord(this.entry, 8) !== entryCrc(this.entry, payload)) return false;
    this.foundKind = (word >>> 16) & 255;
    this.foundPayload = payload;
    this.foundSeq = getWord(this.entry, 4);
    return true;
  }

  /** Leaves frame `seq` in `entry`. Goes on from the cursor where it can, so reading in order costs one entry each. */
  find(seq: i32): bool {
    if (seq < this.oldestSeq || seq >= this.nextSeq) return false;
    const page: i32 = this.pageOf(seq);
    let offset: i32 = HEAD_BYTES;
    if (this.cursorPage === page && this.cursorSeq < seq) offset = this.cursorOffset;
    while (this.load(page, offset)) {
      offset = offset + entrySize(this.foundPayload);
      if (this.foundKind !== KIND_FRAME) continue;
      this.cursorPage = page;
      this.cursorOffset = offset;
      this.cursorSeq = this.foundSeq;
      if (this.foundSeq === seq) return true;
    }
    return false;
  }

  /** The page that holds `seq` if any does: the newest that begins at or below it. */
  pageOf(seq: i32): i32 {
    let best: i32 = -1;
    for (let p: i32 = 0; p < this.count; p++) {
      if (this.order[p] === 0 || this.first[p] > seq) continue;
      if (best < 0 || this.order[p] > this.order[best]) best = p;
    }
    return best;
  }

  findOldest(): void {
    let oldest: i32 = this.nextSeq;
    for (let p: i32 = 0; p < this.count; p++) {
      if (this.order[p] > 0 && this.first[p] < oldest) oldest = this.first[p];
    }
    this.oldestSeq = oldest;
  }

  /** Writes one entry whose payload already lies in `entry`; begins a new page when this one is full. */
  put(kind: i32, seq: i32, payload: i32): i32 {
    const size: i32 = entrySize(payload);
    if (this.offset + size > PAGE_BYTES) {
      const begun: i32 = this.beginPage();
      if (begun !== OK) return begun;
    }
    const entry = this.entry;
    for (let i: i32 = ENTRY_BYTES + payload; i < size; i++) entry[i] = 255;
    putWord(entry, 0, payload | (kind << 16) | (MARK << 24));
    putWord(entry, 4, seq);
    putWord(entry, 8, entryCrc(entry, payload));
    const done: i32 = this.flash.write((this.page << PAGE_SHIFT) + this.offset, entry, 0, size);
    // What a failed write left there is unknown: this page takes no more.
    this.offset = done === OK ? this.offset + size : PAGE_BYTES;
    return done;
  }

  /** Takes the next page of the ring, erases it and writes its head. What it held unacknowledged is lost. */
  beginPage(): i32 {
    const next: i32 = this.page + 1 === this.count ? 0 : this.page + 1;
    const order: i32 = this.page < 0 ? 1 : this.order[this.page] + 1;
    const held: i32 = this.order[next];
    this.order[next] = 0;
    if (this.cursorPage === next) this.cursorPage = -1;
    if (held > 0) {
      this.findOldest();
      if (this.oldestSeq > this.ackedSeq + 1) this.lose(this.ackedSeq + 1, this.oldestSeq - 1, LOST_OVERFLOW);
    }
    const erased: i32 = this.flash.erase(next);
    if (erased !== OK) return erased;
    const head = this.head;
    putWord(head, 0, MAGIC);
    putWord(head, 4, order);
    putWord(head, 8, this.epoch);
    putWord(head, 12, this.ackedSeq);
    putWord(head, 16, this.nextSeq);
    putWord(head, 20, this.lostTo > 0 ? this.lostFrom : this.namedFrom);
    putWord(head, 24, this.lostTo > 0 ? this.lostTo : this.namedTo);
    putWord(head, HEAD_BYTES - 4, headCrc(head));
    const written: i32 = this.flash.write(next << PAGE_SHIFT, head, 0, HEAD_BYTES);
    if (written !== OK) return written;
    this.page = next;
    this.order[next] = order;
    this.first[next] = this.nextSeq;
    this.offset = HEAD_BYTES;
    this.storedAck = this.ackedSeq;
    return OK;
  }
}
