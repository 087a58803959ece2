import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Wearer } from "@petpulse/firmware/tools/espruino/fake/watch";
import type { Clock } from "@petpulse/gateway/clock";
import { afterAll, expect, test } from "vitest";
import type { Meter } from "../power/meter.ts";
import { PowerTrace } from "../power/trace.ts";
import { FakeBoard } from "../serial/fake-board.ts";
import { fakeLine } from "../serial/fake-line.ts";
import { SerialLine } from "../serial/serial-line.ts";
import { FIRST_LIMITS } from "./limits.ts";
import type { QcRecord } from "./record.ts";
import { runQc, runReport } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-qc-run-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** No script runs here. */
const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const records = join(folder, "records.jsonl");

/** On a white card, lying still. */
function fixture(level = 2000): Wearer {
  let n = 0;
  const wave = () => [0, 2, -1, 1, -2][n++ % 5]!;
  return {
    light: () => level + wave(),
    motion: () => ({ x: 0.001 * wave(), y: 0, z: 1 + 0.001 * wave() }),
  };
}

/** Waiting whole seconds lets the board live them; what is waited for in vain is not waited for. */
function clockOf(board: FakeBoard, wearer: Wearer): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    later: (ms, run) => {
      // A question's patience: its answer comes without time passing.
      if (ms > 9000 || ms === 2500) return () => {};
      nowMs += ms;
      board.live(ms / 1000, wearer);
      board.fake.run("if(petpulseQc.heard)petpulseQc.heard(-55)");
      setImmediate(run);
      return () => {};
    },
  };
}

/** An instrument that reads the same for a second. */
function steady(currentUa: number): Meter {
  const trace = new PowerTrace(0);
  for (let i = 0; i <= 100; i++) trace.add(i / 100, i % 10 === 3 ? Number.NaN : currentUa, 0);
  return { begin: async () => {}, end: async () => ({ trace, lost: 10 }), close: async () => {} };
}

let ports = 0;
async function qc(board: FakeBoard, wearer: Wearer, ...more: [Record<string, string>?]) {
  let out = "";
  const boot = board.boot.bind(board);
  board.boot = () => {
    boot();
    board.fake.run(
      "NRF.setScan=function(f){if(typeof petpulseQc!='undefined')petpulseQc.heard=f?function(r){f({rssi:r})}:0}",
    );
  };
  const machine = {
    line: (name: string) =>
      name === "board" ? fakeLine(`/dev/fake-qc-${++ports}`, board) : new SerialLine(name),
    meter: async () => steady(520),
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    clock: clockOf(board, wearer),
  };
  const options = { port: "board", serial: "PP-1", beacon: "fixture", records, json: true, ...more[0] };
  const code = await runQc(options, machine);
  return { code, told: JSON.parse(out) as QcRecord & { error?: { code: string } } };
}

const failing = ({ steps }: QcRecord) => steps.filter(({ ok }) => !ok).map(({ measure }) => measure);

function finished(): FakeBoard {
  const board = new FakeBoard({ module });
  board.files.set(
    "petpulse.id",
    Buffer.from(JSON.stringify({ device: "00c0ffee00c0ffee", key: "ab".repeat(32) })),
  );
  return board;
}

test("a good unit passes over its console, is recorded, gets its label, and runs again what it ran", async () => {
  const board = finished();
  board.files.set("setting.json", Buffer.from('{"clock":"other.js"}'));
  board.files.set("other.js", Buffer.from("global.other=true"));
  const label = join(folder, "label.svg");
  const { code, told } = await qc(board, fixture(), { label });
  expect(failing(told)).toEqual([]);
  expect(code).toBe(0);
  expect(told).toMatchObject({ serial: "PP-1", attempt: 1, ok: true, board: "BANGLEJS2", chip: "fake-0001" });
  const value = (measure: string) => told.steps.find((step) => step.measure === measure)!.value!;
  expect([value("light.rate"), value("motion.rate"), value("radio.rssi")]).toEqual([50, 12.5, -55]);
  expect(readFileSync(label, "utf8")).toContain("S/N PP-1");
  expect(readFileSync(records, "utf8").trim().split("\n")).toHaveLength(1);
  expect([...board.files.keys()]).not.toContain("pp-qc");
  expect(board.breaches.concat(board.fake.strict.breaches)).toEqual([]);
});

test("a bad unit fails in what is bad, is recorded as another try, and gets no label", async () => {
  const label = join(folder, "no-label.svg");
  const dark = await qc(finished(), fixture(300), { label });
  expect([dark.code, dark.told.attempt, failing(dark.told)]).toEqual([1, 2, ["led.response"]]);
  expect(existsSync(label)).toBe(false);
  const worn = finished();
  worn.wornFile = "pp-qc";
  expect(failing((await qc(worn, fixture())).told)).toContain("flash.errors");
  const nobody = new FakeBoard({ module });
  expect(failing((await qc(nobody, fixture())).told)).toEqual(["identity.written"]);
  const unplugged = finished();
  unplugged.onTyped = (line) => {
    if (line.includes(".look(true)")) unplugged.gone("no such device");
  };
  const { code, told } = await qc(unplugged, fixture());
  expect(code).toBe(1);
  expect(told.steps.find(({ measure }) => measure === "light.noise")!.why).toMatch(/^console\.disconnected/);
});

test("with an instrument in the battery's lead the current is held to its limit", async () => {
  const limits = join(folder, "limits.json");
  const measures = { "battery.current": { high: 500 } };
  writeFileSync(
    limits,
    JSON.stringify({ ...FIRST_LIMITS, measures, seconds: { ...FIRST_LIMITS.seconds, current: 5 } }),
  );
  const { code, told } = await qc(finished(), fixture(), { limits, power: "ppk2:fake", serial: "PP-2" });
  expect(code).toBe(1);
  expect(told.steps).toMatchObject([{ measure: "battery.current", value: 520, high: 500, ok: false }]);
});

test("what could not be tested ends with 2 and is not recorded", async () => {
  const before = readFileSync(records, "utf8");
  const away = await qc(finished(), fixture(), { port: "/dev/tty-no-such-board" });
  expect([away.code, away.told.error!.code]).toEqual([2, "console.no-port"]);
  const limits = await qc(finished(), fixture(), { limits: join(folder, "no-such-limits.json") });
  expect([limits.code, limits.told.error!.code]).toEqual([2, "qc.limits"]);
  expect(readFileSync(records, "utf8")).toBe(before);
});

test("the records of a line are judged as a batch", () => {
  let [out, err] = ["", ""];
  const machine = {
    line: (name: string) => new SerialLine(name),
    meter: async () => steady(0),
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    clock: { now: () => 0, later: () => () => {} },
  };
  expect(runReport(records, { json: false }, machine)).toBe(1);
  expect(out).toMatch(/^2 units, 6 tests, yield 0\.0 %, first-pass yield 50\.0 %/);
  expect(runReport(join(folder, "nowhere"), { json: false }, machine)).toBe(2);
  expect(err).toContain("qc.records");
});
