import * as proto from "@petpulse/proto";
import { expect, it } from "vitest";
import { PAGE_BYTES } from "../../src/ports.ts";
import { FakeHub } from "../../tools/espruino/fake/hub.ts";
import { FakeEngine } from "../../tools/espruino/fake/native.ts";
import { FakeRadio } from "../../tools/espruino/fake/radio.ts";
import { FakeStorage } from "../../tools/espruino/fake/storage.ts";
import { Strictness } from "../../tools/espruino/fake/strict.ts";
import { SLOTS } from "../thumb/window-flash.ts";
import { openAir } from "./air.ts";
import type { Board } from "./api.ts";
import { identityBytes } from "./identity.ts";
import { collar } from "./interpreted.ts";
import { makePageFiles, pageName } from "./page-files.ts";

const KEY = new Uint8Array(32).fill(7);
const DEVICE = "0123456789abcdef";
const PAUSE_MS = 250;

/** The glue around the collar as JavaScript, without sensors, so that days pass in seconds. */
function openGlue() {
  const strict = new Strictness();
  const engine = new FakeEngine(strict, new WebAssembly.Module(Buffer.from("0061736d01000000", "hex")));
  const storage = new FakeStorage(strict);
  const radio = new FakeRadio(strict);
  const later: (() => void)[] = [];
  const board = {
    engine,
    storage,
    now: () => radio.nowMs / 1000,
    after: (_ms: number, call: () => void) => later.push(call),
  } as Partial<Board> as Board;
  collar.begin();
  collar.put(0, identityBytes({ device: DEVICE, key: Buffer.from(KEY).toString("hex") }));
  collar.make();
  const files = makePageFiles(engine, storage, collar, true);
  files.mount();
  collar.start(0, 0);
  openAir(board, radio, collar, files, { device: DEVICE, model: "test", version: "0", battery: 80 }, true);
  const settle = () => {
    while (later.length > 0) {
      radio.nowMs += PAUSE_MS;
      later.shift()!();
    }
  };
  return { strict, storage, radio, files, settle };
}

it("carries a log many times the window from flash, page by page, and names what is damaged there", () => {
  const { strict, storage, radio, files, settle } = openGlue();
  const pages = () => [...storage.files.keys()].filter((name) => name.startsWith("petpulse.p")).length;
  let seconds = 0;
  while (pages() < 3 * SLOTS) {
    collar.tick();
    if (++seconds % 60 === 0) expect(files.save()).toBe(true);
  }
  const damaged = storage.files.get(pageName(2))!;
  damaged.fill(0, PAGE_BYTES >> 1, (PAGE_BYTES >> 1) + 4);
  const hub = new FakeHub(radio, KEY, 8);
  hub.connect();
  settle();
  // The gap is a frame of its own, made with the next second.
  collar.tick();
  hub.disconnect();
  hub.connect();
  settle();
  const named = new Set<number>();
  let gaps = 0;
  for (const { seq, content } of hub.frames.map(proto.decodeFrame)) {
    named.add(seq);
    if (content.kind !== "gap") continue;
    gaps += content.toSeq - content.fromSeq + 1;
    for (let at = content.fromSeq; at <= content.toSeq; at++) named.add(at);
  }
  const made = Math.max(...named);
  expect(named.size).toBe(made);
  expect(made).toBeGreaterThan(200);
  // No more is named as lost than the half page behind the damage.
  expect(gaps).toBeGreaterThan(0);
  expect(gaps).toBeLessThan(made / (3 * SLOTS));
  expect([hub.broken, strict.breaches]).toEqual([0, []]);
});
