import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { compileKernel } from "@petpulse/firmware/tools/asc";
import { BLOB_SOURCE } from "@petpulse/firmware/tools/build/thumb";
import { checkLanguage } from "@petpulse/firmware/tools/espruino/language";
import { appPackage } from "@petpulse/firmware/tools/espruino/package";
import { systemClock } from "@petpulse/gateway/clock";
import { afterAll, describe, expect, test } from "vitest";
import { Console } from "../serial/console.ts";
import { FAKE_BLOB, FakeBoard, type FakeBoardOptions } from "../serial/fake-board.ts";
import { fakeLine } from "../serial/fake-line.ts";
import { type Firmware, firmwareOf } from "./firmware.ts";
import { type FlashOptions, flash, type Progress } from "./flash.ts";
import { type Identity, makeIdentity } from "./identity.ts";
import { starter } from "./slots.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-flash-"));
afterAll(() => rmSync(folder, { recursive: true }));
const module = new WebAssembly.Module(await compileKernel(join(folder, "collar.wasm"), BLOB_SOURCE));

/** The true build of one version, with a blob of its own. */
async function build(version: string, marked = 0): Promise<Firmware> {
  const blob = Buffer.from(FAKE_BLOB);
  blob[2000] = marked;
  const files = await appPackage(blob, version, "");
  const part = (name: string) => files.get(name)!;
  return firmwareOf(part("metadata.json"), part("app.js"), part("petpulse.bin"), part("app-icon.js"));
}

const OLD = await build("0.1.0", 1);
const NEW = await build("0.2.0", 2);
const WHO: Identity = { device: "00c0ffee00c0ffee", key: "ab".repeat(32) };

let ports = 0;
/** One try on a board: its own port, console and end. */
async function put(board: FakeBoard, firmware: Firmware, more: Partial<FlashOptions> = {}) {
  const console = new Console(fakeLine(`/dev/fake-flash-${++ports}`, board), systemClock);
  try {
    await console.start();
    return await flash({
      console,
      firmware,
      identity: () => WHO,
      leastBattery: 20,
      dryRun: false,
      progress: () => {},
      ...more,
    });
  } finally {
    await console.stop();
  }
}

function newBoard(more: Partial<FakeBoardOptions> = {}): FakeBoard {
  return new FakeBoard({ module, ...more });
}

function runs(board: FakeBoard) {
  const { app } = board;
  return app?.refusal ?? app?.status().version;
}

describe("a board that is flashed", () => {
  test("runs what was sent, keeps who it is, and says how far it was", async () => {
    const board = newBoard();
    board.files.set("setting.json", Buffer.from('{"timezone":2}'));
    const seen: Progress[] = [];
    const first = await put(board, OLD, { progress: (progress) => seen.push(progress) });
    const total = OLD.generation.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(first).toMatchObject({ before: null, version: "0.1.0", sentBytes: total, newIdentity: true });
    expect(seen.at(-1)).toMatchObject({ doneBytes: total, totalBytes: total });
    expect(seen.every(({ doneBytes }, i) => i === 0 || doneBytes >= seen[i - 1]!.doneBytes)).toBe(true);
    expect([runs(board), board.app!.status().device]).toEqual(["0.1.0", WHO.device]);
    expect(JSON.parse(board.files.get("setting.json")!.toString())).toEqual({
      timezone: 2,
      clock: "petpulse.app.js",
    });
    const second = await put(board, NEW, { identity: makeIdentity });
    expect(second).toMatchObject({ before: "0.1.0", identity: WHO, newIdentity: false });
    expect([runs(board), board.app!.status().device]).toEqual(["0.2.0", WHO.device]);
    expect(board.breaches.concat(board.fake.strict.breaches)).toEqual([]);
    expect(board.overflown).toBe(0);
  });

  test("is not sent what it has, and after a third version has no file of the first", async () => {
    const board = newBoard();
    await put(board, OLD);
    const again = await put(board, OLD);
    expect([again.sentBytes, again.keptBytes > 0]).toEqual([0, true]);
    await put(board, NEW);
    await put(board, await build("0.3.0", 3));
    await put(board, NEW);
    expect([...board.files.keys()]).not.toContain(OLD.generation[0].name);
    expect(runs(board)).toBe("0.2.0");
  });

  test("changes nothing in a dry run", async () => {
    const board = newBoard();
    const told = await put(board, NEW, { dryRun: true });
    expect([told.keptBytes, board.files.size, board.writes]).toEqual([0, 0, 0]);
  });
});

describe("a board without power in the middle of it", () => {
  test.each([1, 2, 20, 38])("at write %i starts the old or the new, and goes on from there", async (cut) => {
    const board = newBoard();
    await put(board, OLD);
    board.cutAtWrite = board.writes + cut;
    await expect(put(board, NEW)).rejects.toMatchObject({ code: "console.disconnected" });
    board.cutAtWrite = Number.POSITIVE_INFINITY;
    board.boot();
    expect(runs(board)).toBe("0.1.0");
    const rest = await put(board, NEW);
    expect(runs(board)).toBe("0.2.0");
    expect(rest.keptBytes).toBeGreaterThanOrEqual((cut - 1) * 528 - 528);
    expect(board.app!.status().device).toBe(WHO.device);
  });

  test("at every write after the files: never nothing, never half", async () => {
    const spared = newBoard();
    await put(spared, OLD);
    const from = spared.writes;
    await put(spared, NEW);
    const last = spared.writes;
    const chunks = NEW.generation.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 528), 0);
    expect(last - from).toBeGreaterThan(chunks);
    for (let cut = chunks; cut <= last - from; cut++) {
      const board = newBoard();
      for (const [name, bytes] of spared.files) board.files.set(name, Buffer.from(bytes));
      for (const { name } of NEW.generation) board.files.delete(name);
      board.files.delete("petpulse.b");
      board.cutAtWrite = cut;
      await put(board, NEW).catch(() => {});
      board.cutAtWrite = Number.POSITIVE_INFINITY;
      board.boot();
      expect(["0.1.0", "0.2.0"]).toContain(runs(board));
      expect(board.app!.status().device).toBe(WHO.device);
    }
  });

  test("a first flash that broke at any small file is finished by the next, with one identity", async () => {
    const spared = newBoard();
    await put(spared, OLD);
    const chunks = OLD.generation.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 528), 0);
    for (let cut = chunks + 1; cut <= spared.writes; cut++) {
      const board = newBoard();
      for (const { name, bytes } of OLD.generation) board.files.set(name, Buffer.from(bytes));
      board.cutAtWrite = cut - chunks;
      await put(board, OLD).catch(() => {});
      board.cutAtWrite = Number.POSITIVE_INFINITY;
      board.boot();
      await put(board, OLD);
      expect([runs(board), board.app!.status().device]).toEqual(["0.1.0", WHO.device]);
    }
  });
});

describe("a board that is refused", () => {
  test.each([
    [{ board: "PUCKJS" }, "flash.wrong-board"],
    [{ battery: 12 }, "flash.battery-low"],
    [{ version: "2v08" }, "flash.old-interpreter"],
  ])("%j: %s, and nothing is written", async (more, code) => {
    const board = newBoard(more);
    await expect(put(board, NEW)).rejects.toMatchObject({ code });
    expect(board.writes).toBe(0);
  });

  test("a full board says how much room there is; what runs goes on", async () => {
    const board = newBoard();
    await put(board, OLD);
    board.files.set("music", Buffer.alloc((8 << 20) - 30_000));
    await expect(put(board, NEW)).rejects.toMatchObject({ code: "flash.no-room" });
    board.boot();
    expect(runs(board)).toBe("0.1.0");
  });

  test("on a low battery but on the charger it is flashed", async () => {
    const board = newBoard({ battery: 12 });
    board.fake.watch.charging = true;
    await put(board, OLD);
    expect(runs(board)).toBe("0.1.0");
  });

  test("firmware that does not start is taken back", async () => {
    const board = newBoard();
    await put(board, OLD);
    const bytes = Buffer.from("global.petpulse = { refusal: 'espruino.kernel-no-room' };");
    const bad: Firmware = {
      ...NEW,
      generation: [{ name: "pp-00000bad.js", bytes, crc: crc32(bytes) }],
    };
    await expect(put(board, bad)).rejects.toMatchObject({ code: "flash.does-not-start" });
    expect(runs(board)).toBe("0.1.0");
    board.boot();
    expect(runs(board)).toBe("0.1.0");
  });

  test("a damaged identity of a collar is never replaced", async () => {
    const board = newBoard();
    await put(board, OLD);
    board.files.set("petpulse.id", Buffer.from('{"device":"00c0'));
    await expect(put(board, NEW)).rejects.toMatchObject({ code: "flash.identity" });
    expect(board.files.get("petpulse.id")!.toString()).toBe('{"device":"00c0');
    expect(runs(board)).toBe("0.1.0");
  });
});

test("a generation that has rotted on flash is not started: the one before it is, and is flashed over from there", async () => {
  const board = newBoard();
  await put(board, OLD);
  await put(board, NEW);
  board.files.get(NEW.generation[1]!.name)![100]! ^= 1;
  board.boot();
  expect(runs(board)).toBe("0.1.0");
  expect((await put(board, NEW)).before).toBe("0.1.0");
  expect(runs(board)).toBe("0.2.0");
  board.files.get("petpulse.a")![0] = 0;
  board.files.get("petpulse.b")![0] = 0;
  board.boot();
  expect(runs(board)).toBeUndefined();
  await put(board, NEW);
  expect(runs(board)).toBe("0.2.0");
});

test("the starter is in Espruino's language", () => {
  expect(checkLanguage(starter().bytes.toString())).toEqual([]);
});

test("flash that reads back other bytes is not switched to", async () => {
  const board = newBoard();
  await put(board, OLD);
  board.wornFile = NEW.generation[1]!.name;
  await expect(put(board, NEW)).rejects.toMatchObject({ code: "flash.not-verified" });
  board.boot();
  expect(runs(board)).toBe("0.1.0");
});
