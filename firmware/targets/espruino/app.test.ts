import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import * as proto from "@petpulse/proto";
import { parseSync } from "oxc-parser";
import { afterAll, describe, expect, it } from "vitest";
import { CHARGING, NO_SIGNAL } from "../../src/contact/flags.ts";
import { compileKernel } from "../../tools/asc.ts";
import { BLOB_SOURCE } from "../../tools/build/thumb.ts";
import { blobLike } from "../../tools/espruino/fake/blob.ts";
import { FakeEspruino } from "../../tools/espruino/fake/espruino.ts";
import { FakeHub } from "../../tools/espruino/fake/hub.ts";
import { NodeTwin } from "../../tools/espruino/fake/node-twin.ts";
import { resting } from "../../tools/espruino/fake/resting.ts";
import { checkLanguage } from "../../tools/espruino/language.ts";
import { children } from "../../tools/espruino/language-rules.ts";
import { buildScripts } from "../../tools/espruino/script.ts";
import type { Node } from "../../tools/subset-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-espruino-"));
afterAll(() => rmSync(folder, { recursive: true }));
const blob = blobLike();
const module = new WebAssembly.Module(await compileKernel(join(folder, "collar.wasm"), BLOB_SOURCE));
const { app: script, kernel: interpreted } = await buildScripts({ crc: crc32(blob), version: "0.1.0" });

const KEY = new Uint8Array(32).map((_, i) => 3 * i + 5);
const DEVICE = "0123456789abcdef";
const IDENTITY = Buffer.from(JSON.stringify({ device: DEVICE, key: Buffer.from(KEY).toString("hex") }));

function flash(files: Record<string, Buffer> = {}) {
  const fake = new FakeEspruino("BANGLEJS2", module);
  for (const [name, bytes] of Object.entries({ "petpulse.bin": blob, "petpulse.id": IDENTITY, ...files }))
    fake.storage.files.set(name, bytes);
  return { fake, petpulse: fake.run(script) };
}

/** The same watch after its power was away: what was on flash still is. */
function reboot({ storage }: FakeEspruino) {
  return flash(Object.fromEntries(storage.files));
}

const CONTINUOUS = { "petpulse.json": Buffer.from('{"continuous":true}') };

describe("the built script on a Bangle.js 2", () => {
  it("is in Espruino's language", () => {
    expect(checkLanguage(script)).toEqual([]);
    expect(checkLanguage(interpreted)).toEqual([]);
  });

  it("finds the heart, shows it, and tells whoever is connected each second", () => {
    const { fake, petpulse } = flash();
    fake.live(12, resting(90));
    fake.radio.connect();
    fake.live(5, resting(90));
    const { heartRate, confidence, kernel } = petpulse.status();
    expect(Math.abs(Number(heartRate) - 900)).toBeLessThan(15);
    expect([Number(confidence) > 80, kernel]).toEqual([true, "native kernel"]);
    expect(fake.radio.notified).toHaveLength(5);
    expect(fake.radio.notified[4]!.uuid).toBe(proto.HEART_RATE_MEASUREMENT);
    expect([...fake.radio.notified[4]!.value]).toEqual([6, 90]);
    expect(fake.drawn).toEqual(["90", `sure to ${confidence}%`, "connected", "native kernel  80%"]);
    fake.radio.disconnect();
    fake.live(1, resting(90));
    expect(fake.drawn).toContain("not connected");
    expect([fake.strict.breaches, fake.radio.dropped, fake.printed]).toEqual([[], 0, []]);
  });

  it("serves what any Bluetooth app can read, and the identity of the collar", () => {
    const { fake } = flash(CONTINUOUS);
    const text = (id: string) => fake.radio.served.get(id)!.value.toString();
    expect(
      [proto.MANUFACTURER_NAME, proto.MODEL_NUMBER, proto.SERIAL_NUMBER, proto.FIRMWARE_REVISION].map(text),
    ).toEqual(["PetPulse", "BANGLEJS2", "0123456789abcdef", "0.1.0"]);
    const status = [...fake.radio.served.keys()].find(
      (id) => id.replaceAll("-", "") === proto.STATUS_CHARACTERISTIC,
    );
    expect(fake.radio.served.get(status!)!.value.toString("hex")).toBe("080112080123456789abcdef");
    expect([...fake.radio.served.get(proto.BATTERY_LEVEL)!.value]).toEqual([80]);
    expect(fake.radio.advertised).toEqual(["180D"]);
    const characteristics = Object.fromEntries(
      [...fake.radio.served].map(([id, { properties }]) => [id.replaceAll("-", ""), properties.join()]),
    );
    expect(characteristics).toMatchObject({
      [proto.FRAMES_CHARACTERISTIC]: "notify",
      [proto.PULL_CHARACTERISTIC]: "read",
      [proto.CONTROL_CHARACTERISTIC]: "write",
      [proto.STATUS_CHARACTERISTIC]: "read",
    });
  });

  it("is heard by hubs, more seldom when none comes, and as often as ever when one was there", () => {
    const { fake } = flash();
    const uuid = Buffer.from(proto.PETPULSE_SERVICE, "hex").reverse();
    expect(fake.radio.packets).toEqual([{}, [2, 1, 6, 17, 7, ...uuid]]);
    const intervals: number[] = [];
    for (const seconds of [10, 100, 1000]) {
      fake.live(seconds, resting(90));
      intervals.push(fake.radio.intervalMs);
    }
    const hub = new FakeHub(fake.radio, KEY);
    hub.connect();
    fake.live(5, resting(90));
    hub.disconnect();
    fake.live(5, resting(90));
    expect([...intervals, fake.radio.intervalMs]).toEqual([200, 1000, 2000, 200]);
  });

  it("without an identity goes by its address, shows and tells the heart, but neither logs nor links", () => {
    const { fake, petpulse } = flash({ "petpulse.id": Buffer.from('{"device":"0123"}') });
    fake.live(70, resting(90));
    expect(petpulse.status()).toMatchObject({ device: "0000c0ffee010203", identity: false });
    expect(Math.abs(Number(petpulse.status().heartRate) - 900)).toBeLessThan(15);
    expect([...fake.radio.served.keys()].some((id) => id.startsWith("c9f6"))).toBe(false);
    expect([...fake.storage.files.keys()].sort()).toEqual(["petpulse.bin", "petpulse.id"]);
    expect(fake.strict.breaches).toEqual([]);
  });

  it("carries to a hub, over connections and resets, the very frames that Node's collar makes", () => {
    let { fake } = flash(CONTINUOUS);
    const twin = new NodeTwin(KEY, DEVICE, true);
    const wearer = resting(130, 11);
    const hubs: FakeHub[] = [];
    for (const seconds of [200, 70, 640]) {
      const watch = fake;
      const hub = new FakeHub(watch.radio, KEY, 2);
      hubs.push(hub);
      const lives = (s: number) => watch.live(s, twin.wear(wearer), () => twin.step());
      lives(seconds >> 1);
      hub.connect();
      lives(20);
      hub.disconnect();
      lives(10);
      hub.connect();
      lives(seconds >> 1);
      expect([hub.broken, watch.radio.dropped, watch.strict.breaches]).toEqual([0, 0, []]);
      expect(hub.frames.length).toBeGreaterThan(1);
      fake = reboot(watch).fake;
      twin.reboot();
    }
    const carried = new Map<number, string>();
    for (const frame of hubs.flatMap(({ frames }) => frames)) {
      const hex = Buffer.from(frame).toString("hex");
      const { seq } = proto.decodeFrame(frame);
      expect(carried.get(seq) ?? hex).toBe(hex);
      carried.set(seq, hex);
    }
    expect([...carried.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: carried.size }, (_, i) => i + 1),
    );
    expect([...carried.entries()]).toEqual([...carried.keys()].map((seq) => [seq, twin.frame(seq)]));
    expect(carried.size).toBe(5);
  });

  it("loses nothing that a hub had acknowledged, and names what is missing, wherever power goes between two writes", () => {
    for (const powerFor of [1, 2, 3, 4, 5, 7, 10]) {
      const { fake } = flash();
      const before = new FakeHub(fake.radio, KEY);
      fake.storage.powerFor = powerFor;
      for (let round = 0; round < 8; round++) {
        fake.live(100, resting(90));
        before.connect();
        fake.live(2, resting(90));
        before.disconnect();
      }
      const again = reboot(fake);
      again.fake.live(10, resting(90));
      const after = new FakeHub(again.fake.radio, KEY);
      after.connect();
      again.fake.live(20, resting(90));
      const frames = [...before.frames, ...after.frames].map(proto.decodeFrame);
      const held = new Set(frames.map(({ seq }) => seq));
      for (const { content } of frames)
        if (content.kind === "gap")
          for (let seq = content.fromSeq; seq <= content.toSeq; seq++) held.add(seq);
      const made = Number(again.petpulse.status().frames);
      expect([...Array(made)].map((_, i) => i + 1).filter((seq) => !held.has(seq))).toEqual([]);
      // A number that was told belongs to one frame for ever.
      const contents = new Map<string, string>();
      for (const frame of [...before.frames, ...after.frames]) {
        const { epoch, seq } = proto.decodeFrame(frame);
        const hex = Buffer.from(frame).toString("hex");
        expect(contents.get(`${epoch}.${seq}`) ?? hex).toBe(hex);
        contents.set(`${epoch}.${seq}`, hex);
      }
      expect(Number(again.petpulse.status().acknowledged)).toBeGreaterThanOrEqual(before.acknowledged);
    }
  });

  it("waits where flash takes nothing, tells a hub nothing meanwhile, and goes on where it takes again", () => {
    const { fake, petpulse } = flash(CONTINUOUS);
    const { storage } = fake;
    storage.powerFor = storage.writes;
    fake.live(330, resting(90));
    const hub = new FakeHub(fake.radio, KEY);
    hub.connect();
    fake.live(5, resting(90));
    expect([hub.frames.length, Number(petpulse.status().flashFailures) > 0]).toEqual([0, true]);
    storage.powerFor = Number.POSITIVE_INFINITY;
    fake.live(5, resting(90));
    expect(hub.frames.map((frame) => proto.decodeFrame(frame).seq)).toEqual([1, 2]);
  });

  it("says the frames of its log on the console", () => {
    const { fake, petpulse } = flash(CONTINUOUS);
    const twin = new NodeTwin(KEY, DEVICE, true);
    fake.live(330, twin.wear(resting(90)), () => twin.step());
    expect(petpulse.status()).toMatchObject({ identity: true, epoch: 1, frames: 2, acknowledged: 0 });
    expect([1, 2, 3].map((seq) => petpulse.frame(seq))).toEqual([twin.frame(1), twin.frame(2), ""]);
  });

  it("burns the light in bursts", () => {
    const { fake } = flash();
    fake.live(600, resting(90));
    expect(fake.watch.litMs).toBeLessThan(90_000);
    expect(fake.watch.litMs).toBeGreaterThan(30_000);
    expect(fake.engine.calls.get("light")).toBe(fake.watch.litMs / 20);
    expect(fake.engine.calls.get("motion")).toBe(600 / 0.08);
    expect(fake.strict.breaches).toEqual([]);
  });

  it("is dark on the charger and as soon as the app is left", () => {
    const { fake, petpulse } = flash();
    fake.watch.emit("charging", true);
    fake.live(3, resting(90));
    expect([fake.watch.users.size, Number(petpulse.status().flags) & CHARGING]).toEqual([0, CHARGING]);
    expect(fake.drawn[1]).toBe("charging");
    const other = flash();
    expect(other.fake.watch.users.size).toBe(1);
    for (const call of other.fake.engine.kill) call();
    expect(other.fake.watch.users.size).toBe(0);
  });

  it("tells the battery when it has changed, and one thing at a time", () => {
    const { fake } = flash();
    fake.radio.connect();
    fake.engine.battery = 79;
    fake.live(61, resting(90));
    const told = fake.radio.notified.filter(({ uuid }) => uuid === proto.BATTERY_LEVEL);
    expect(told.map(({ value }) => [...value])).toEqual([[79]]);
    expect([fake.radio.notified.length, fake.radio.dropped]).toEqual([62, 0]);
  });

  it("lives on where services wait for a disconnect", () => {
    const fake = new FakeEspruino("BANGLEJS2", module);
    fake.storage.files.set("petpulse.bin", blob);
    fake.radio.connected = true;
    const petpulse = fake.run(script);
    fake.live(15, resting(90));
    expect([petpulse.status().confidence !== 0, fake.radio.served.get("2a37")!.value[1]]).toEqual([true, 0]);
    fake.radio.disconnect();
    fake.live(1, resting(90));
    expect(fake.radio.served.get("2a37")!.value[1]).toBe(90);
  });
});

describe("what no sensor gives", () => {
  it.each([undefined, null, Number.NaN, -1, 0, 65_536, 1e9, Number.POSITIVE_INFINITY, "light", {}])(
    "%s for light is refused and said, and the heart is found again afterwards",
    (value) => {
      const { fake, petpulse } = flash(CONTINUOUS);
      fake.live(3, { ...resting(90), light: () => value });
      const { flags, refused } = petpulse.status();
      expect([Number(flags) & NO_SIGNAL, refused]).toEqual([NO_SIGNAL, 150]);
      fake.live(25, resting(90));
      expect(Math.abs(Number(petpulse.status().heartRate) - 900)).toBeLessThan(15);
      expect(fake.strict.breaches).toEqual([]);
    },
  );

  it("acceleration that is none is refused, the last one stands", () => {
    const { fake, petpulse } = flash();
    const wrong = [Number.NaN, undefined, "up", 100];
    let at = 0;
    fake.live(16, { ...resting(90), motion: () => ({ x: 0, y: wrong[at++ & 3], z: 1 }) });
    expect([petpulse.status().refused, petpulse.status().confidence !== 0]).toEqual([200, true]);
    expect(fake.strict.breaches).toEqual([]);
  });
});

describe("a kernel that is not this script's", () => {
  const damaged = Buffer.from(blob);
  damaged[3000]! ^= 1;
  it.each([
    ["espruino.kernel-missing", { "petpulse.bin": Buffer.alloc(3) }],
    ["espruino.kernel-abi", { "petpulse.bin": blobLike({ abi: 2 }) }],
    ["espruino.kernel-abi", { "petpulse.bin": blobLike({ magic: 1 }) }],
    ["espruino.kernel-damaged", { "petpulse.bin": damaged }],
    ["espruino.kernel-damaged", { "petpulse.bin": blob.subarray(0, 2000) }],
    ["espruino.kernel-damaged", { "petpulse.bin": blobLike({ stateBytes: 1024 }) }],
  ])("%s: nothing of it runs, and the watch says so", (refusal, files) => {
    const { fake, petpulse } = flash(files);
    fake.live(5, resting(90));
    expect(petpulse.refusal).toBe(refusal);
    expect([fake.engine.calls.size, fake.watch.users.size, fake.drawn]).toEqual([0, 0, [refusal]]);
    expect(fake.printed[0]).toContain(refusal);
    expect(fake.strict.breaches).toEqual([]);
  });

  it("nor is it started where memory has no room for it in one piece", () => {
    const fake = new FakeEspruino("BANGLEJS2", module);
    fake.storage.files.set("petpulse.bin", blob);
    fake.engine.free = 4600;
    expect(fake.run(script).refusal).toBe("espruino.kernel-no-room");
  });
});

describe("where no native code runs", () => {
  /** The script with every shift by a computed count asking `$count` first. */
  function counting(text: string): string {
    const at: [number, string][] = [];
    const walk = (node: Node): void => {
      const right = node.right as Node | undefined;
      if (/^(<<|>>>?)=?$/.test(String(node.operator)) && right !== undefined && right.type !== "Literal")
        at.push([right.end, ")"], [right.start, "$count("]);
      for (const next of children(node)) walk(next);
    };
    walk(parseSync("a.js", text).program as unknown as Node);
    at.sort(([a], [b]) => b - a);
    return at.reduce((whole, [where, what]) => whole.slice(0, where) + what + whole.slice(where), text);
  }

  it("says so, and the interpreted collar writes the same frames, without one shift beyond 31", () => {
    const fake = new FakeEspruino("LINUX", module);
    fake.storage.files.set("petpulse.json", CONTINUOUS["petpulse.json"]);
    fake.storage.files.set("petpulse.id", IDENTITY);
    fake.storage.files.set("petpulse.kernel", Buffer.from(counting(interpreted)));
    fake.run("var $most = 0; function $count(n) { if (n < 0 || n > 31) $most = n; return n; }");
    const crc = (text: string) => String(crc32(text));
    const petpulse = fake.run(script.replace(crc(interpreted), crc(counting(interpreted))));
    expect(fake.printed[0]).toContain("interpreted");
    const twin = new NodeTwin(KEY, DEVICE, true, 0);
    const worn = twin.wear(resting(110, 5));
    const still = { light: () => 0, motion: () => ({ x: 0, y: 0, z: 0 }) };
    for (let step = 1; step <= 330 * 50; step++) {
      petpulse.light({ vcPPG: worn.light(step / 50) });
      if (step % 4 === 0) petpulse.motion(worn.motion(step / 50));
      fake.live(0.02, still);
      twin.step();
    }
    expect(petpulse.status()).toMatchObject({ kernel: "interpreted, slow", connected: false, frames: 2 });
    expect(Math.abs(Number(petpulse.status().heartRate) - 1100)).toBeLessThan(20);
    expect([1, 2].map((seq) => petpulse.frame(seq))).toEqual([1, 2].map((seq) => twin.frame(seq)));
    expect([...fake.storage.files.keys()]).toContain("petpulse.p00");
    expect(fake.engine.calls.size).toBe(0);
    expect(fake.run("petpulse = $most")).toBe(0);
    expect(fake.strict.breaches).toEqual([]);
  });

  it.each([
    ["espruino.kernel-missing", {}],
    ["espruino.kernel-damaged", { "petpulse.kernel": Buffer.from("exports.kernel = {};") }],
  ])("%s: another kernel than the script's is not run there either", (refusal, files) => {
    const fake = new FakeEspruino("LINUX", module);
    for (const [name, bytes] of Object.entries(files)) fake.storage.files.set(name, bytes);
    expect([fake.run(script).refusal, fake.strict.breaches]).toEqual([refusal, []]);
  });
});
