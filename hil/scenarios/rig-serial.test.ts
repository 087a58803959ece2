import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileKernel } from "@petpulse/firmware/tools/asc";
import { BLOB_SOURCE } from "@petpulse/firmware/tools/build/thumb";
import { checkLanguage } from "@petpulse/firmware/tools/espruino/language";
import { appPackage } from "@petpulse/firmware/tools/espruino/package";
import { systemClock } from "@petpulse/gateway/clock";
import { afterAll, expect, test } from "vitest";
import { type Firmware, firmwareOf } from "../src/flash/firmware.ts";
import { lived } from "../src/rigs/run.ts";
import { SerialRig } from "../src/rigs/serial.ts";
import type { Scenario } from "../src/scenario/scenario.ts";
import { SCENARIOS } from "../src/scenario/scenarios.ts";
import { FAKE_BLOB, FakeBoard, type FakeBoardOptions } from "../src/serial/fake-board.ts";
import { fakeLine } from "../src/serial/fake-line.ts";
import { harnessed } from "../src/serial/harness.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-rig-serial-"));
afterAll(() => rmSync(folder, { recursive: true }));
const module = new WebAssembly.Module(await compileKernel(join(folder, "collar.wasm"), BLOB_SOURCE));
const files = await appPackage(FAKE_BLOB, "0.1.0", "");
const firmware: Firmware = firmwareOf(
  files.get("metadata.json")!,
  files.get("app.js")!,
  files.get("petpulse.bin")!,
  files.get("app-icon.js")!,
);

let ports = 0;
function rigWith(more: Partial<FakeBoardOptions> = {}) {
  const board = new FakeBoard({ module, ...more });
  const line = fakeLine(`/dev/fake-rig-${++ports}`, board);
  return { board, rig: new SerialRig({ line, clock: systemClock, firmware: async () => firmware }) };
}

const scenario = (name: string): Scenario => SCENARIOS.find((one) => one.name === name)!;

/** A little of what can happen to a collar. */
const SHORT: Scenario = {
  name: "short",
  about: "A reset, then thirty seconds out of reach, then the collar comes off.",
  seconds: 140,
  seed: 21,
  wears: {
    dog: {
      script: [
        { doing: "rest", seconds: 100 },
        { doing: "collar-off", seconds: 600 },
      ],
    },
  },
  light: "continuous",
  watched: true,
  faults: [
    { kind: "collar-reset", atS: 30 },
    { kind: "hub-away", atS: 70, seconds: 30 },
  ],
  expects: {
    events: [
      { kind: "boot", fromS: 29, toS: 31 },
      { kind: "off-collar", fromS: 105, toS: 135 },
    ],
    never: ["dropped"],
    latencyP95S: 2,
    catchUpS: 60,
  },
};

/** Does something to a board as it is told its `n`th second. */
function atSecond(board: FakeBoard, n: number, act: () => void): void {
  let told = 0;
  board.onTyped = (line) => {
    if (line.includes("petpulseRig.second") && ++told === n) act();
  };
}

test("the harness around the shipped script is in Espruino's language", () => {
  expect(checkLanguage(harnessed(firmware).bytes.toString("latin1"))).toEqual([]);
});

test("a board lives scenarios over its console, and runs afterwards what it ran before", async () => {
  const { board, rig } = rigWith();
  board.files.set("setting.json", Buffer.from('{"clock":"other.js"}'));
  board.files.set("other.js", Buffer.from('print("other clock")'));
  board.files.set("petpulse.p00", Buffer.alloc(8192, 0xff));
  await rig.open();
  const rest = await lived(rig, scenario("rest"));
  expect(rest.verdict.failures).toEqual([]);
  expect(rest.verdict.figures).toMatchObject({
    seconds: 300,
    minutes: 1,
    unnamed: 0,
    duplicates: 0,
    forged: 0,
  });
  const faults = await lived(rig, SHORT);
  expect(faults.verdict.failures).toEqual([]);
  expect(faults.verdict.figures).toMatchObject({
    seconds: 140,
    starts: 2,
    unnamed: 0,
    duplicates: 0,
    forged: 0,
  });
  expect(faults.seen!.seconds.slice(70, 100).every(({ linked }) => !linked)).toBe(true);
  expect((await lived(rig, scenario("link-loss"))).verdict.failures[0]).toMatch(/^rig\.fault: /);
  await rig.close();
  expect([...board.files.keys()].filter((name) => /^pp-rig|\.js$/.test(name))).toEqual(["other.js"]);
  expect(board.files.get("petpulse.p00")!.every((byte) => byte === 0xff)).toBe(true);
  expect(board.breaches.concat(board.fake.strict.breaches)).toEqual([]);
}, 120_000);

test("a board that goes away, starts anew, talks nonsense or is another one fails with a code that says so", async () => {
  const gone = rigWith();
  await gone.rig.open();
  atSecond(gone.board, 20, () => gone.board.gone("no such device"));
  const pulled = lived(gone.rig, scenario("rest"));
  expect((await pulled).verdict.failures).toEqual([expect.stringMatching(/^console\.disconnected: /)]);
  expect((await lived(gone.rig, scenario("walk"))).verdict.failures[0]).toMatch(/^console\.disconnected: /);
  await gone.rig.close();

  const fresh = rigWith();
  await fresh.rig.open();
  atSecond(fresh.board, 20, () => fresh.board.boot());
  const restarted = lived(fresh.rig, scenario("rest"));
  expect((await restarted).verdict.failures[0]).toMatch(/^console\.(reset|refused): /);
  await fresh.rig.close();

  const mad = rigWith();
  await mad.rig.open();
  mad.board.files.set(
    harnessed(firmware).name,
    Buffer.from("petpulseRig={start:function(){return {greeting:'',state:'ok'}}}"),
  );
  expect((await lived(mad.rig, scenario("rest"))).verdict.failures[0]).toMatch(/^rig\.board-silent: /);
  mad.board.files.set(
    harnessed(firmware).name,
    Buffer.from("petpulseRig={start:function(){return {refusal:'espruino.kernel-no-room'}}}"),
  );
  expect((await lived(mad.rig, scenario("rest"))).verdict.failures[0]).toMatch(
    /^rig\.part-died: .*kernel-no-room/,
  );
  await mad.rig.close();

  const other = rigWith({ board: "PIXLJS" });
  await expect(other.rig.open()).rejects.toMatchObject({ code: "flash.wrong-board" });
  await other.rig.close();
});
