import { expect, test } from "vitest";
import { emulatorMissing } from "../../targets/cortex-m/qemu/need.ts";
import * as op from "../../targets/tape/operations.ts";
import { TapeHub } from "../tape/hub.ts";
import { random, wear } from "../tape/wearer.ts";
import { TapeWriter } from "../tape/writer.ts";
import { buildCollarLibrary } from "./cortex-m-collar.ts";
import { measureCollar } from "./cortex-m-cost.ts";

const reason = emulatorMissing();
/** Of an nRF52840, at one instruction a cycle at best. */
const CLOCK_HZ = 64_000_000;
/** Half of a sample's time; a tick comes between two samples. */
const MOST_MS = 10;

test.skipIf(reason !== "")(
  `no call of the whole collar takes longer than half a sample, nor more than 2 KB of stack${reason}`,
  async () => {
    const tape = new TapeWriter();
    const hub = new TapeHub(tape);
    tape.add(op.BEGIN, 3);
    const live = (seconds: number, seed: number) => {
      const scene = { seconds, bpm: [90, 80] as [number, number], level: 60_000, pulse: 400 };
      for (const sample of wear(scene, random(seed))) tape.add(op.SAMPLE, ...sample);
    };
    live(130, 1);
    hub.connect();
    hub.hello();
    hub.time();
    hub.configure({ liveS: 120, minutesPerFrame: 1 });
    hub.sendFrom();
    live(70, 2);
    hub.hear();
    hub.acknowledge(2);
    hub.disconnect();
    const costs = await measureCollar(await buildCollarLibrary(), tape.words());
    const { begin, sample, tick, written, poll, stackBytes } = costs;
    expect(costs.acknowledged).toBe(2);
    expect(costs.frames).toBeGreaterThan(10);
    for (const call of [begin, sample, tick, written, poll]) {
      expect(call.calls).toBeGreaterThan(0);
      expect((call.worst / CLOCK_HZ) * 1000).toBeLessThan(MOST_MS);
    }
    expect(stackBytes).toBeGreaterThan(100);
    expect(stackBytes).toBeLessThan(2048);
  },
  240_000,
);
