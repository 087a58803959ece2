import { encodeFrame } from "@petpulse/proto";
import { expect, test } from "vitest";
import type { Observation } from "../rig.ts";
import { judge } from "../scenario/judge.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { html } from "./html.ts";
import { escaped, junit } from "./junit.ts";
import type { Report } from "./report.ts";
import { table } from "./table.ts";

const DEVICE = "00c0ffee12345678";
const KEY = new Uint8Array(32).fill(7);

/** One scenario that failed for a mark-up sort of reason, one on which the rig broke down. */
function report(): Report {
  const wears = { dog: {} };
  const scenario: Scenario = {
    name: "a<b",
    about: 'heart "&" hub',
    seconds: 40,
    seed: 1,
    wears,
    light: "continuous",
    watched: true,
    faults: [],
    expects: { never: ["off-collar"] },
  };
  const frame = { device: DEVICE, epoch: 1, utcS: null };
  const beat = { heartRate: [800], confidence: [90] };
  const seen: Observation = {
    device: DEVICE,
    key: KEY,
    boots: [{ epoch: 1, afterS: 0 }],
    seconds: Array.from({ length: 40 }, (_, s) => ({ atMs: s * 1000, linked: s < 10 || s >= 20 })),
    lastSeq: 2,
    arrivals: [
      {
        bytes: encodeFrame(
          { ...frame, seq: 1, uptimeS: 4, content: { kind: "live", count: 1, stepS: 2, columns: beat } },
          KEY,
        ),
        receivedMs: 4000,
      },
      {
        bytes: encodeFrame(
          {
            ...frame,
            seq: 2,
            uptimeS: 30,
            content: { kind: "events", events: [{ kind: 2, afterS: 0, value: 10 }] },
          },
          KEY,
        ),
        receivedMs: 30_000,
      },
    ],
    heart: [{ endMs: 8000, bpm: 81 }],
    drained: true,
  };
  const broken = { name: "night", ok: false, failures: ["rig.part-died: the cloud ended"], figures: null };
  return {
    rig: "serial:/dev/tty&",
    scenarios: [
      { scenario, ...judge(scenario, seen), seen, tookS: 1.5 },
      { scenario: { ...scenario, name: "night" }, verdict: broken, reading: null, seen: null, tookS: 0.25 },
    ],
  };
}

test("the table has a line a scenario, its failures under it, and how many were good", () => {
  const lines = table(report()).trim().split("\n");
  expect(lines[1]).toMatch(/^✗ a<b +2\/2 +0 +0 .*1\.5 s$/);
  expect(lines[2]!.trim()).toBe("event off-collar at 30 s, never expected");
  expect(lines[3]).toMatch(/^✗ night +– .*0\.3 s$/);
  expect(lines.at(-1)).toBe("0 of 2 as expected");
});

test("table, page and JUnit show what alerts and energy came to, beside the budget", () => {
  const told = report();
  const [first] = told.scenarios;
  Object.assign(first!.verdict.figures!, {
    alerts: 3,
    alertP95S: 1.25,
    energyUa: 1355.4,
    energyUah: 45,
    energyBudgetUa: 1400,
  });
  expect(table(told)).toMatch(/alert p95.*energy.*\n.*1\.25 s.* 1355 ≤ 1400 µA/);
  for (const cell of ["<dd>3<", "<dd>1.25 s<", "<dd>1355 ≤ 1400 µA<", "<dd>45.00 µAh<"])
    expect(html(told)).toContain(cell);
  expect(junit(told)).toMatch(/^alertP95S 1\.25$/m);
  expect(junit(told)).toMatch(/^energyUa 1355\.4$/m);
});

test("JUnit has a case a scenario, failures as messages, and no sign that XML forbids", () => {
  const xml = junit(report());
  expect(xml).toContain('<testsuites tests="2" failures="2" time="1.750">');
  expect(xml).toContain('<testcase classname="hil.serial:/dev/tty&amp;" name="a&lt;b" time="1.5">');
  expect(xml).toContain('<failure message="rig.part-died: the cloud ended"/>');
  expect(escaped("\u0001 <'\"&>\u0085")).toBe("\ufffd &lt;&#39;&quot;&amp;&gt;\u0085");
});

test("the page stands alone, shows times without a link and names the events", () => {
  const page = html(report());
  expect(page).not.toMatch(/(src|href)="(?!#)/);
  expect(page).toContain("no link from 10 to 20 s");
  expect(page).toContain("off-collar 10 at 30 s");
  expect(page).toContain("a&lt;b");
  expect(page).not.toContain("a<b");
  expect(page.match(/class="estimate"/g)).toHaveLength(1);
});
