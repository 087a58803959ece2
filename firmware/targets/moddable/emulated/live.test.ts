import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Collar } from "../../../src/collar.ts";
import { MemoryFlash } from "../../../src/log/memory-flash.ts";
import { Entropy } from "../../../src/ports.ts";
import { CONTINUOUS } from "../../../src/settings.ts";
import { requireTool, ToolError, type ToolName } from "../../../tools/build/toolchain.ts";
import { EmulatedCollar } from "../../../tools/moddable/emulated-collar.ts";
import { type Prepared, prepareEmulated } from "../../../tools/moddable/prepare.ts";

const CORES = [
  { core: "script", tools: ["gcc"] },
  { core: "native", tools: ["gcc", "arm-none-eabi-gcc", "wasm2c"] },
] as const;

/** Empty where the tools are here, else why a test is skipped. */
function why(tools: readonly ToolName[]): string {
  try {
    for (const tool of tools) requireTool(tool);
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}

const PAGES = 16;
const CONFIG = {
  partition: "storage",
  pages: PAGES,
  lights: 3,
  currentMa: 6.4,
  continuous: true,
  batteryPin: 0,
  batteryFullScaleMv: 7200,
};

class None extends Entropy {
  fill(): void {}
}

/** A second of a made-up wearer: a pulse of 75 a minute in three colours, a gait in the acceleration. */
function second(s: number): Int32Array {
  const samples = new Int32Array(300);
  for (let i = 0; i < 50; i++) {
    const at = s * 50 + i;
    const beat = at % 40;
    const pulse = (beat > 20 ? 40 - beat : beat) * 12;
    const gait = at % 27;
    const swing = (gait > 13 ? 27 - gait : gait) * (s % 40 > 20 ? 30 : 2);
    const noise = (at * 7919) % 23;
    samples.set(
      [
        42_000 - pulse + noise,
        38_000 - pulse - noise,
        51_000 - 2 * pulse,
        swing - 200,
        90 + noise,
        960 + swing,
      ],
      6 * i,
    );
  }
  return samples;
}

describe.each(CORES)("the Moddable app on the XS host with a $core core", ({ core, tools }) => {
  const reason = why(tools);
  const folder = mkdtempSync(join(tmpdir(), "petpulse-moddable-"));
  let collar: EmulatedCollar;

  const notified: string[] = [];
  let building: Promise<Prepared> | null = null;
  const prepared = () => {
    building ??= prepareEmulated(core);
    return building;
  };

  async function made(name: string) {
    return new EmulatedCollar({
      ...(await prepared()),
      flashFile: join(folder, `${name}.flash`),
      settingsFile: join(folder, `${name}.settings`),
      config: CONFIG,
      notified: (from, value) => notified.push(`${from} ${value.toString("hex")}`),
    });
  }

  afterAll(async () => {
    await collar?.kill();
    rmSync(folder, { recursive: true });
  });

  test.skipIf(reason !== "")(
    `writes for the same samples the same bytes to flash as Node does${reason}`,
    async () => {
      collar = await made(core);
      await collar.start();
      const settings = readFileSync(join(folder, `${core}.settings`));
      const identity = JSON.parse(settings.subarray(4, 4 + settings.readUInt32LE(0)).toString());
      const flash = new MemoryFlash(PAGES);
      const bytes = (name: string) => new Uint8Array(Buffer.from(identity[`petpulse.${name}`], "hex"));
      const node = new Collar(flash, new None(), 3, bytes("device"), bytes("key"));
      node.settings.profile = CONTINUOUS;
      node.settings.minutesPerFrame = 5;
      node.start(0, 0);
      for (let s = 0; s < 305; s++) {
        const samples = second(s);
        await collar.advance(samples, undefined, 80);
        for (let i = 0; i < samples.length; i += 6)
          node.sample(
            samples[i]!,
            samples[i + 1]!,
            samples[i + 2]!,
            samples[i + 3]!,
            samples[i + 4]!,
            samples[i + 5]!,
          );
        node.setBattery(80, false);
        node.tick();
      }
      expect(collar.state).toMatchObject({ epoch: 1, nextSeq: node.log.nextSeq, uptimeS: 305 });
      expect(node.log.nextSeq).toBeGreaterThan(2);
      const stored = readFileSync(join(folder, `${core}.flash`));
      expect(Buffer.compare(stored, Buffer.from(flash.bytes.subarray(0, stored.length)))).toBe(0);
      await collar.kill();
    },
    240_000,
  );

  test.skipIf(reason !== "")(
    `answers a central over its services, and advertises when that is gone${reason}`,
    async () => {
      collar = await made(`${core}-air`);
      await collar.start();
      expect(collar.state.advertising).toBe(true);
      await collar.connected(true);
      expect(collar.state.advertising).toBe(false);
      await collar.advance(second(0), undefined, 42);
      const serial = (await collar.read("serial")).toString("latin1");
      expect(serial).toMatch(/^[0-9a-f]{16}$/);
      expect((await collar.read("status")).toString("hex")).toBe(`08011208${serial}`);
      expect((await collar.read("level"))[0]).toBe(42);
      expect((await collar.read("pull")).length).toBe(0);
      // A whole message of a kind that nobody knows: one answer, by the way that is open.
      await collar.write("control", Uint8Array.of(0xc0, 0x7f));
      const refusal = await collar.read("pull");
      expect(refusal.length).toBeGreaterThan(2);
      await collar.subscribed("frames", true);
      await collar.write("control", Uint8Array.of(0xc0, 0x7f));
      expect(notified).toHaveLength(1);
      expect(notified[0]).toMatch(/^frames /);
      await collar.connected(false);
      expect(collar.state).toMatchObject({ advertising: true, sending: false });
      await collar.kill();
    },
    120_000,
  );
});
