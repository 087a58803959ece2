import type { FrameLog } from "./frame-log.ts";
import { ENTRY_BYTES, entrySize, getWord, HEAD_BYTES, KIND_MEMORY, putWord } from "./layout.ts";

/**
 * What the collar has learnt of its wearer, kept among the frames so that a reset need not begin anew. The newest entry counts; one
 * that was torn, damaged or overwritten by the ring leaves the one before it, or none.
 */
export class Memory {
  /** What `keep` writes and `recall` reads. */
  words: Int32Array;
  private log: FrameLog;

  /** words: how many there are, at most 256. */
  constructor(log: FrameLog, words: i32) {
    this.log = log;
    this.words = new Int32Array(words);
  }

  /** Writes `words` down. OK, or FLASH_FAILED: keep them again later. */
  keep(): i32 {
    const words = this.words;
    const entry = this.log.entry;
    for (let i: i32 = 0; i < words.length; i++) putWord(entry, ENTRY_BYTES + (i << 2), words[i]);
    return this.log.put(KIND_MEMORY, 0, words.length << 2);
  }

  /** After the log was mounted: reads `words` back, newest page first; false, and nothing changed, when no page holds them. */
  recall(): bool {
    const log = this.log;
    let page: i32 = log.page;
    while (page >= 0) {
      if (this.recallFrom(page)) return true;
      page = this.before(log.order[page]);
    }
    return false;
  }

  private recallFrom(page: i32): bool {
    const log = this.log;
    const bytes: i32 = this.words.length << 2;
    let found: i32 = 0;
    let offset: i32 = HEAD_BYTES;
    while (log.load(page, offset)) {
      if (log.foundKind === KIND_MEMORY && log.foundPayload === bytes) found = offset;
      offset = offset + entrySize(log.foundPayload);
    }
    if (found === 0 || !log.load(page, found)) return false;
    for (let i: i32 = 0; i < this.words.length; i++)
      this.words[i] = getWord(log.entry, ENTRY_BYTES + (i << 2));
    return true;
  }

  /** The page begun last before `order`; -1 when there is none. */
  private before(order: i32): i32 {
    const orders = this.log.order;
    let best: i32 = -1;
    for (let p: i32 = 0; p < orders.length; p++) {
      if (orders[p] > 0 && orders[p] < order && (best < 0 || orders[p] > orders[best])) best = p;
    }
    return best;
  }
}
