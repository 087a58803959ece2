import { expect, it } from "vitest";
import { FakeEngine } from "../../tools/espruino/fake/native.ts";
import { FakeStorage } from "../../tools/espruino/fake/storage.ts";
import { Strictness } from "../../tools/espruino/fake/strict.ts";
import { collar } from "./interpreted.ts";
import { makePageFiles, pageName } from "./page-files.ts";

const EMPTY = new WebAssembly.Module(Buffer.from("0061736d01000000", "hex"));
/** A frame of five minutes is made. */
const FRAME_S = 300;

it("makes a page's file when there is room, appends to it, and writes it anew when it is gone or another's", () => {
  const strict = new Strictness();
  const storage = new FakeStorage(strict);
  const files = makePageFiles(new FakeEngine(strict, EMPTY), storage, collar, true);
  const live = (seconds: number) => {
    for (let s = 0; s < seconds; s++) collar.tick();
  };
  collar.make();
  files.mount();
  collar.start(0, 0);
  storage.capacity = 100;
  expect([files.save(), files.failures()]).toEqual([false, 1]);
  live(FRAME_S);
  expect(files.save()).toBe(false);
  storage.capacity = 1 << 20;
  expect([files.save(), [...storage.files.keys()]]).toEqual([true, [pageName(0)]]);

  const written = () => Buffer.from(storage.files.get(pageName(0))!);
  const length = (page: Buffer) => page.findLastIndex((byte) => byte !== 0xff) + 1;
  const first = written();
  live(FRAME_S);
  expect(files.save()).toBe(true);
  const second = written();
  expect(length(second)).toBeGreaterThan(length(first));
  expect(second.subarray(0, length(first))).toEqual(first.subarray(0, length(first)));

  storage.files.delete(pageName(0));
  live(FRAME_S);
  expect(files.save()).toBe(true);
  const third = written();
  expect(third.subarray(0, length(second))).toEqual(second.subarray(0, length(second)));
  expect(length(third)).toBeGreaterThan(length(second));

  storage.files.get(pageName(0))!.fill(0, length(third), length(third) + 8);
  live(FRAME_S);
  expect(files.save()).toBe(true);
  expect(written().subarray(0, length(third))).toEqual(third.subarray(0, length(third)));
  expect([files.save(), strict.breaches]).toEqual([true, []]);
});
