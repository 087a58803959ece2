import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { VirtualDog } from "../src/dog/dog.ts";
import { lived } from "../src/rigs/run.ts";
import { SimRig } from "../src/rigs/sim.ts";
import { recordingScenario } from "../src/scenario/recording.ts";
import { SCENARIOS } from "../src/scenario/scenarios.ts";

/** The quick ones; `petpulse hil run --rig sim` lives them all. */
const QUICK = SCENARIOS.filter(({ name }) => ["collar-reset", "fast-heart", "flash-full"].includes(name));

const rig = new SimRig(1);
beforeAll(() => rig.open());
afterAll(() => rig.close());

test.each(QUICK)(
  "$name is as expected in one process under simulated time",
  async (scenario) => {
    const { verdict } = await lived(rig, scenario);
    expect(verdict.failures).toEqual([]);
    expect(verdict.figures).toMatchObject({ seconds: scenario.seconds, unnamed: 0, duplicates: 0 });
  },
  120_000,
);

test("a scenario that expects what does not happen fails, and says what happened instead", async () => {
  const script = [
    { doing: "rest", seconds: 25 },
    { doing: "collar-off", seconds: 600 },
  ] as const;
  const wears = { dog: { script } };
  const expects = { events: [{ kind: "on-collar", fromS: 0, toS: 60 }], never: ["off-collar"] } as const;
  const { verdict } = await lived(rig, {
    ...QUICK[0]!,
    name: "wrong",
    seconds: 60,
    wears,
    faults: [],
    expects,
  });
  expect(verdict.ok).toBe(false);
  expect(verdict.failures).toEqual([
    "event on-collar expected from 0 to 60 s, said never",
    expect.stringMatching(/^event off-collar at \d+ s, never expected$/),
  ]);
});

test("an alert that comes late and a budget that is spent turn a scenario red", async () => {
  const heart = SCENARIOS.find(({ name }) => name === "fast-heart")!;
  const expects = { alertP95S: 0.5, energy: "energy.night" };
  const { verdict } = await lived(rig, { ...heart, expects });
  expect(verdict.failures).toEqual([
    "alert p95, s, 1, 0.5 at most",
    expect.stringMatching(/^energy, µA, 13\d\d(\.\d+)?, 280 at most$/),
  ]);
  expect(verdict.figures).toMatchObject({ alerts: 1, energyBudgetUa: 280 });
});

test("a recording is lived whole, with its own reference", async () => {
  const dir = mkdtempSync(join(tmpdir(), "petpulse-recording-"));
  try {
    const dog = new VirtualDog({ seed: 5, script: [{ doing: "rest", seconds: 600 }] });
    const sample = new Int32Array(6);
    const rows = Array.from({ length: 40 * 50 }, (_, i) => {
      dog.next(sample);
      return `${i * 20},${sample.join(",")}`;
    });
    const heart = dog.heart().map(({ endMs, bpm }) => `${endMs},${bpm}`);
    writeFileSync(join(dir, "rest.csv"), `t_ms,ppg,ppg2,ppg3,ax,ay,az\n${rows.join("\n")}\n`);
    writeFileSync(join(dir, "rest.hr.csv"), `t_ms,hr_bpm\n${heart.join("\n")}\n`);
    const { verdict } = await lived(rig, await recordingScenario(join(dir, "rest.csv")));
    expect(verdict).toMatchObject({ name: "rest", ok: true, figures: { seconds: 40, unnamed: 0 } });
    expect(verdict.figures!.heartCoverage).toBeGreaterThan(0.5);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a recording that is not there fails its scenario with a code, and the rig goes on", async () => {
  const wears = { recording: "no-such-recording.csv" };
  const { verdict } = await lived(rig, { ...QUICK[0]!, wears });
  expect(verdict).toMatchObject({ ok: false, figures: null });
  expect(verdict.failures[0]).toMatch(/^rig\.no-recording: /);
});
