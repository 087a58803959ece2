import { requireTool, ToolError } from "@petpulse/firmware/tools/build/toolchain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lived } from "../src/rigs/run.ts";
import { XsRig } from "../src/rigs/xs.ts";
import { SCENARIOS } from "../src/scenario/scenarios.ts";

/** Empty where a C compiler is here, else why the tests are skipped. */
function why(): string {
  try {
    requireTool("gcc");
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}

const reason = why();
/** The quick ones; `petpulse hil run --rig xs` lives them all. */
const QUICK = SCENARIOS.filter(({ name }) => ["collar-reset", "low-battery"].includes(name));

describe.skipIf(reason !== "")(`the Moddable app on Moddable's engine${reason}`, () => {
  const rig = new XsRig(1);
  // The engine is built once.
  beforeAll(() => rig.open(), 240_000);
  afterAll(() => rig.close());

  test.each(QUICK)(
    "$name is as expected",
    async (scenario) => {
      const { verdict } = await lived(rig, scenario);
      expect(verdict.failures).toEqual([]);
      expect(verdict.figures).toMatchObject({ seconds: scenario.seconds, unnamed: 0, duplicates: 0 });
    },
    120_000,
  );

  test("a collar that cannot start fails its scenario with a code and its last words", async () => {
    // Too small a part for a log: the app says so and ends.
    const { verdict } = await lived(rig, { ...QUICK[0]!, flashPages: 3 });
    expect(verdict).toMatchObject({ ok: false, figures: null });
    expect(verdict.failures[0]).toMatch(/^rig\.part-died: .*12288 bytes in sectors of 4096/);
  }, 60_000);
});
