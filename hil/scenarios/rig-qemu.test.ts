import { emulatorMissing } from "@petpulse/firmware/targets/cortex-m/qemu/need";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QemuRig } from "../src/rigs/qemu.ts";
import { lived } from "../src/rigs/run.ts";
import { SCENARIOS } from "../src/scenario/scenarios.ts";

/** The quick ones; `petpulse hil run --rig qemu` lives them all. */
const QUICK = SCENARIOS.filter(({ name }) => ["collar-reset", "flash-full"].includes(name));
const reason = emulatorMissing();

describe.skipIf(reason !== "")(`the qemu rig${reason}`, () => {
  const rig = new QemuRig(1);
  beforeAll(() => rig.open(), 240_000);
  afterAll(() => rig.close());

  test.each(QUICK)(
    "$name is as expected on an emulated Cortex-M4",
    async (scenario) => {
      const { verdict } = await lived(rig, scenario);
      expect(verdict.failures).toEqual([]);
      expect(verdict.figures).toMatchObject({ seconds: scenario.seconds, unnamed: 0, duplicates: 0 });
    },
    60_000,
  );
});
