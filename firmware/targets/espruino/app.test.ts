import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import * as proto from "@petpulse/proto";
import { parseSync } from "oxc-parser";
import { afterAll, describe, expect, it } from "vitest";
import { CHARGING, NO_SIGNAL, PPG_RESTING } from "../../src/contact/flags.ts";
import * as minute from "../../src/minute.ts";
import { Vitals } from "../../src/vitals.ts";
import { compileKernel } from "../../tools/asc.ts";
import { blobLike } from "../../tools/espruino/fake/blob.ts";
import { FakeEspruino } from "../../tools/espruino/fake/espruino.ts";
import type { Wearer } from "../../tools/espruino/fake/watch.ts";
import { checkLanguage } from "../../tools/espruino/language.ts";
import { children } from "../../tools/espruino/language-rules.ts";
import { buildScripts } from "../../tools/espruino/script.ts";
import type { Node } from "../../tools/subset-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-espruino-"));
afterAll(() => rmSync(folder, { recursive: true }));
const blob = blobLike();
const module = new WebAssembly.Module(await compileKernel(join(folder, "kernel.wasm")));
const { app: script, kernel: interpreted } = await buildScripts({ crc: crc32(blob), version: "0.1.0" });

/** Lehmer generator; -128 … 127. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 75 + 74) % 65537;
    return (state & 255) - 128;
  };
}

/** An animal at rest with a heart of `bpm`; the light sensor has twelve bits. */
function resting(bpm: number, seed = 7): Wearer {
  const random = noise(seed);
  return {
    light: (t) => 1900 + Math.round(25 * Math.sin((2 * Math.PI * bpm * t) / 60)) + (random() >> 6),
    motion: () => ({ x: 0.003, y: 0.005 + random() / 100_000, z: 1 + random() / 20_000 }),
  };
}

function flash(files: Record<string, Buffer> = {}) {
  const fake = new FakeEspruino("BANGLEJS2", module);
  for (const [name, bytes] of Object.entries({ "petpulse.bin": blob, ...files }))
    fake.storage.files.set(name, bytes);
  return { fake, petpulse: fake.run(script) };
}

const CONTINUOUS = { "petpulse.json": Buffer.from('{"continuous":true,"device":"0123456789abcdef"}') };

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
    expect(flash().petpulse.status().device).toBe("0000c0ffee010203");
  });

  it("writes the minutes that Node's kernel writes, sample by sample the same", () => {
    const { fake, petpulse } = flash(CONTINUOUS);
    const vitals = new Vitals(1);
    vitals.setBattery(80, false);
    const wearer = resting(130, 11);
    let [x, y, z] = [0, 0, 1000];
    let samples = 0;
    const rows: number[][] = [];
    fake.live(180, {
      motion: (t) => {
        const g = wearer.motion(t) as { x: number; y: number; z: number };
        const shake = t > 70 && t < 80 ? Math.sin(t * 20) : 0;
        [x, y, z] = [((g.x + shake) * 1000) | 0, (g.y * 1000) | 0, (g.z * 1000) | 0];
        return { ...g, x: g.x + shake };
      },
      light: (t) => {
        const light = wearer.light(t) as number;
        // The acceleration of the same moment comes after the light.
        vitals.sample(light << 4, 0, 0, x, y, z);
        samples++;
        if (samples % 50 === 0 && samples > 50) vitals.tick();
        if (samples % 3000 === 0) {
          const row = new Int32Array(minute.MINUTE_COLUMNS);
          vitals.takeMinute(row);
          rows.push([...row]);
        }
        return light;
      },
    });
    expect(rows).toHaveLength(3);
    expect([1, 2, 3].map((seq) => petpulse.row(seq)?.columns)).toEqual(rows);
    expect(Math.abs(rows[2]![minute.HEART_RATE]! - 1300)).toBeLessThan(20);
    expect(fake.strict.breaches).toEqual([]);
  });

  it("burns the light in bursts, and says in the minutes between that it rests", () => {
    const { fake, petpulse } = flash();
    fake.live(600, resting(90));
    expect(fake.watch.litMs).toBeLessThan(90_000);
    expect(fake.watch.litMs).toBeGreaterThan(30_000);
    // The kernel hears of every moment once, with light or without.
    const { sample, motion } = Object.fromEntries(fake.engine.calls);
    expect(sample).toBe(fake.watch.litMs / 20);
    expect(motion! / 50 + fake.watch.litMs / 1000).toBeCloseTo(600, 0);
    const rows = Array.from({ length: 10 }, (_, at) => petpulse.row(at + 1)!.columns);
    expect(rows.filter((row) => Math.abs(row[minute.HEART_RATE]! - 900) < 15).length).toBe(3);
    expect(new Set(rows.map((row) => row[minute.FLAGS]))).toEqual(new Set([PPG_RESTING]));
    expect(rows.every((row) => row[minute.REST_SHARE] === 100)).toBe(true);
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

  it("tells the battery when it has changed, and one thing a second", () => {
    const { fake } = flash();
    fake.radio.connect();
    fake.engine.battery = 79;
    fake.live(61, resting(90));
    const told = fake.radio.notified.filter(({ uuid }) => uuid === proto.BATTERY_LEVEL);
    expect(told.map(({ value }) => [...value])).toEqual([[79]]);
    expect([fake.radio.notified.length, fake.radio.dropped]).toEqual([61, 0]);
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
  it.each([undefined, null, Number.NaN, -1, 1e9, Number.POSITIVE_INFINITY, "1900", {}])(
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
    const wrong = [Number.NaN, undefined, "1", 100];
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

  it("says so, and the interpreted kernel writes the same minutes, without one shift beyond 31", () => {
    const native = flash(CONTINUOUS);
    const fake = new FakeEspruino("LINUX", module);
    fake.storage.files.set("petpulse.json", CONTINUOUS["petpulse.json"]);
    fake.storage.files.set("petpulse.kernel", Buffer.from(counting(interpreted)));
    fake.run("var $most = 0; function $count(n) { if (n < 0 || n > 31) $most = n; return n; }");
    const crc = (text: string) => String(crc32(text));
    const petpulse = fake.run(script.replace(crc(interpreted), crc(counting(interpreted))));
    expect(fake.printed[0]).toContain("interpreted");
    const wearer = resting(110, 5);
    native.fake.live(120, {
      light: (t) => {
        const vcPPG = wearer.light(t);
        petpulse.light({ vcPPG });
        if (Math.round(t * 50) % 50 === 0) fake.live(1, wearer);
        return vcPPG;
      },
      motion: (t) => {
        const event = wearer.motion(t);
        petpulse.motion(event);
        return event;
      },
    });
    expect(petpulse.status()).toMatchObject({ kernel: "interpreted, slow", connected: false, minutes: 2 });
    for (const seq of [1, 2]) {
      const columns = native.petpulse.row(seq)!.columns;
      columns[minute.BATTERY] = 0;
      expect(petpulse.row(seq)!.columns).toEqual(columns);
    }
    expect(Math.abs(petpulse.row(2)!.columns[minute.HEART_RATE]! - 1100)).toBeLessThan(20);
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
