// The collar for the interpreter itself, where no native code can run: some hundred times slower, the same frames.
import * as entry from "../wasm/blob-entry.ts";
import type { Collar } from "./native.ts";

const view = entry.window();

/** The collar with the native one's arguments. */
export const collar: Collar = {
  begin: () => 0,
  pages: entry.pages,
  make: entry.make,
  newest: entry.newest,
  load: entry.load,
  start: entry.start,
  setProfile: entry.setProfile,
  setBattery: (percent, charging) => entry.setBattery(percent, charging !== 0),
  setRate: entry.setRate,
  // As native code is given it: what is no number is 0.
  light: (reading) => entry.light(reading | 0),
  motion: (x, y, z) => entry.motion(x | 0, y | 0, z | 0),
  tick: entry.tick,
  value: entry.value,
  connected: entry.connected,
  disconnected: entry.disconnected,
  seed: entry.seed,
  receive: entry.receive,
  need: entry.need,
  needNext: entry.needNext,
  poll: entry.poll,
  pending: entry.pending,
  saved: entry.saved,
  frame: entry.frame,
  put: (at, bytes) => view.set(bytes, at),
  take: (at, length) => new Uint8Array(view.buffer, at, length),
};
