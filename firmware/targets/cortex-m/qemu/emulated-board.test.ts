import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Collar } from "../../../src/collar.ts";
import { DEVICE, HubDouble, KEY } from "../../../src/link/testdata/hub.ts";
import { Entropy, OK } from "../../../src/ports.ts";
import { CONTINUOUS } from "../../../src/settings.ts";
import { buildCollarLibrary } from "../../../tools/build/cortex-m-collar.ts";
import { FileFlash } from "../../node/file-flash.ts";
import { EmulatedBoard } from "./emulated-board.ts";
import { emulatorMissing } from "./need.ts";

const reason = emulatorMissing();
const ID = new Uint8Array(Buffer.from(DEVICE, "hex"));
const PAGES = 8;
const RANDOM = new Uint8Array(4096).map((_, i) => (i * 167 + 13) & 255);

class Repeated extends Entropy {
  #at = 0;

  fill(into: Uint8Array, length: number): void {
    for (let i = 0; i < length; i++) into[i] = RANDOM[this.#at++]!;
  }
}

/** Second `s` of a lying dog, by arithmetic alone: 90 beats a minute that rise and fall with the breath, and some noise. */
function second(s: number): Int32Array {
  const samples = new Int32Array(300);
  for (let i = 0; i < 50; i++) {
    const t = s + i / 50;
    const beat = Math.sin(2 * Math.PI * 1.5 * t + 0.3 * Math.sin(2 * Math.PI * 0.3 * t));
    const noise = ((i * 7919 + s * 104729) % 401) - 200;
    samples.set(
      [200_000 + Math.round(2000 * beat) + noise, 150_000, 100_000, noise >> 5, 20, 1000 + (noise >> 6)],
      i * 6,
    );
  }
  return samples;
}

describe.skipIf(reason !== "")(`the collar's C library on an emulated Cortex-M4${reason}`, () => {
  let image = "";
  let dir = "";
  let board: EmulatedBoard;
  let node: { collar: Collar; flash: FileFlash };

  beforeAll(async () => {
    ({ image } = await buildCollarLibrary());
  }, 240_000);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "petpulse-qemu-"));
    writeFileSync(join(dir, "entropy"), RANDOM);
    return () => {
      board.kill();
      node?.flash.close();
      rmSync(dir, { recursive: true });
    };
  });

  async function power(): Promise<void> {
    board = new EmulatedBoard({
      dir,
      image,
      device: ID,
      key: KEY,
      epoch: 0,
      pages: PAGES,
      channels: 3,
      profile: CONTINUOUS,
    });
    await board.start();
    const flash = new FileFlash(join(dir, "node.bin"), PAGES);
    const collar = new Collar(flash, new Repeated(), 3, ID, KEY);
    expect(collar.start(0, 0)).toBe(OK);
    collar.settings.profile = CONTINUOUS;
    node = { collar, flash };
  }

  function live(from: number, to: number): void {
    const { collar } = node;
    for (let s = from; s < to; s++) {
      const samples = second(s);
      for (let i = 0; i < samples.length; i += 6) {
        const [a, b, c, x, y, z] = samples.subarray(i, i + 6);
        if (collar.ppg.on) collar.sample(a!, b!, c!, x!, y!, z!);
        else collar.motion(x!, y!, z!);
      }
      collar.setTemperature(3800 + s);
      collar.setBattery(70, false);
      collar.tick();
      board.advance(samples, { temperature: 3800 + s, battery: 70, tick: true });
      const { vitals, log } = collar;
      const { hops, heartRate, confidence, flags, intensity, activity } = vitals;
      expect(board.status).toMatchObject({ hops, heartRate, confidence, flags, intensity, activity });
      expect(board.status).toMatchObject({
        uptimeS: collar.clock.uptimeS,
        nextSeq: log.nextSeq,
        epoch: log.epoch,
      });
    }
  }

  const flash = (name: string) => readFileSync(join(dir, name));

  test("writes the same frames to flash as Node's, byte by byte, and goes on after its power was cut", async () => {
    await power();
    live(0, 330);
    expect(board.status.heartRate).toBeGreaterThan(800);
    expect(board.status.confidence).toBeGreaterThan(50);
    expect(flash("flash.bin").equals(flash("node.bin"))).toBe(true);
    board.kill();
    node.flash.close();
    await power();
    expect(board.status).toMatchObject({ epoch: 2, uptimeS: 0 });
    live(330, 650);
    expect(node.collar.log.nextSeq).toBeGreaterThan(3);
    expect(flash("flash.bin").equals(flash("node.bin"))).toBe(true);
  });

  /** What is done to Node's link is done to the board's, and both have to say the same, fragment by fragment. */
  function mirror(): void {
    const { link } = node.collar;
    const [connected, disconnected] = [link.connected.bind(link), link.disconnected.bind(link)];
    const [receive, poll] = [link.receive.bind(link), link.poll.bind(link)];
    link.connected = () => {
      board.connected();
      connected();
    };
    link.disconnected = () => {
      board.disconnected();
      disconnected();
    };
    link.receive = (fragment, length) => {
      board.written(fragment.subarray(0, length));
      receive(fragment, length);
    };
    link.poll = (out, size) => {
      const length = poll(out, size);
      expect(board.notification(size)).toEqual(out.slice(0, length));
      return length;
    };
  }

  test("says the same to a hub as Node's, fragment by fragment: challenge, time, frames, live estimates, refusals", async () => {
    await power();
    mirror();
    live(0, 70);
    for (const size of [20, 244]) {
      const hub = new HubDouble(node.collar, size);
      expect(hub.open().map(({ kind }) => kind)).toContain("challenge");
      expect(hub.time().map(({ kind }) => kind)).toContain("status");
      hub.configure({ liveS: 60, minutesPerFrame: 1 });
      const heard = hub.sendFrom(1);
      expect(heard.filter(({ kind }) => kind === "frame").length).toBeGreaterThanOrEqual(1);
      expect(board.status.sending).toBe(1);
      live(70 + size, 80 + size);
      expect(hub.hear().filter(({ kind }) => kind === "frame").length).toBeGreaterThanOrEqual(3);
      const { nextSeq } = node.collar.log;
      hub.acknowledge(nextSeq - 1);
      expect(board.status.ackedSeq).toBe(nextSeq - 1);
      hub.raw(Uint8Array.of(9, 9, 9));
      expect(hub.hear().map(({ kind }) => kind)).toEqual(["refusal"]);
      node.collar.link.disconnected();
      expect(board.status.sending).toBe(0);
      expect(flash("flash.bin").equals(flash("node.bin"))).toBe(true);
    }
  });

  test("a board that is gone, and a collar that cannot boot, are said by code", async () => {
    await power();
    const options = {
      dir,
      image,
      device: ID,
      key: KEY,
      epoch: 0,
      pages: PAGES,
      channels: 3,
      profile: CONTINUOUS,
    };
    process.kill(board.pid!, "SIGKILL");
    const died = expect.objectContaining({ code: "target.emulator-died" });
    expect(() => board.connected()).toThrow(died);
    board.kill();
    expect(() => board.connected()).toThrow(died);
    const four = new EmulatedBoard({ ...options, channels: 4 });
    await expect(four.start()).rejects.toMatchObject({ code: "target.no-boot" });
    four.kill();
    const none = new EmulatedBoard({ ...options, image: join(dir, "no-such.elf") });
    await expect(none.start()).rejects.toMatchObject({
      code: "target.emulator-died",
      message: expect.stringContaining("no-such.elf"),
    });
    none.kill();
  });
});
