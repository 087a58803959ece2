import { HEAD_BYTES } from "../../src/log/layout.ts";
import { PAGE_BYTES } from "../../src/ports.ts";
import {
  EXCHANGE_BYTES,
  PENDING_AT,
  PENDING_ERASE,
  PENDING_FROM,
  PENDING_LENGTH,
  PENDING_PAGE,
} from "../thumb/window-flash.ts";
import type { Bytes, Engine, Storage } from "./api.ts";
import type { Collar } from "./native.ts";

const PREFIX = "petpulse.p";

/** Name of the file that holds a page, 0 … 99. */
export function pageName(page: number): string {
  return PREFIX + (page < 10 ? "0" : "") + page;
}

/** The collar's flash as files: one a page, made at its full length with the first write after an erase, missing when erased. */
export interface PageFiles {
  /** Brings the heads of all pages and the newest page into the window: between `make` and `start`. */
  mount(): void;
  /** Takes everything that waits to flash. False: the part did not take it, and it waits on. */
  save(): boolean;
  /** Brings a page into the window; false while there is no room. */
  load(page: number): boolean;
  /** Times since the start that the part took something not. */
  failures(): number;
}

/** `keep`: false lets everything that waits go, for a collar without an identity whose frames nobody could check. */
export function makePageFiles(engine: Engine, storage: Storage, collar: Collar, keep: boolean): PageFiles {
  let failures = 0;
  const bytes = (text: Bytes) => new Uint8Array(engine.toArrayBuffer(engine.toString(text)));

  const load = (page: number) => {
    const text = storage.read(pageName(page));
    const at = collar.load(page);
    if (at < 0) return false;
    if (text !== undefined && text.length === PAGE_BYTES) collar.put(at, bytes(text));
    return true;
  };

  /** A file that is not what it should be any more, or gone, is written anew from the window, which has the page whole. */
  const write = (name: string, from: number, at: number, length: number) => {
    try {
      if (storage.write(name, collar.take(at, length), from, PAGE_BYTES)) return true;
    } catch {
      failures = failures + 1;
    }
    if (from === 0) return false;
    try {
      storage.erase(name);
      return storage.write(name, collar.take(at - from, from + length), 0, PAGE_BYTES);
    } catch {
      return false;
    }
  };

  const flush = () => {
    for (let page = collar.pending(PENDING_PAGE); page >= 0; page = collar.pending(PENDING_PAGE)) {
      if (keep) {
        const name = pageName(page);
        const length = collar.pending(PENDING_LENGTH);
        try {
          if (collar.pending(PENDING_ERASE) === 1) storage.erase(name);
        } catch {
          failures = failures + 1;
          return false;
        }
        if (length > 0 && !write(name, collar.pending(PENDING_FROM), collar.pending(PENDING_AT), length))
          return false;
      }
      collar.saved();
    }
    return true;
  };

  return {
    mount: () => {
      if (!keep) return;
      for (const name of storage.list(/^petpulse\.p\d\d$/)) {
        const page = parseInt(name.substr(PREFIX.length), 10);
        const head = storage.read(name, 0, HEAD_BYTES);
        if (page < collar.pages() && head !== undefined && head.length === HEAD_BYTES)
          collar.put(EXCHANGE_BYTES + page * HEAD_BYTES, bytes(head));
      }
      const newest = collar.newest();
      if (newest >= 0) load(newest);
    },
    // Asked twice a second, and nearly always there is nothing: the interpreter would step over the whole loop each time.
    save: () => collar.pending(PENDING_PAGE) < 0 || flush(),
    load: load,
    failures: () => failures,
  };
}
