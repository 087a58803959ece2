import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { petpulse } from "@petpulse/proto";
import { expect, test } from "vitest";
import { GatewayError } from "../errors.ts";
import type { Uplink } from "../uplink.ts";
import { checkAdapter, checkClock, checkCloud, checkDisk, checkPermissions } from "./checks.ts";
import { examine } from "./doctor.ts";
import { type Surroundings, thisMachine } from "./surroundings.ts";

const NOW = 1_790_000_000_000;
const GIB = 1024 ** 3;

/** A Linux machine where all is well, but for what is said. */
function around(but: Partial<Surroundings> = {}): Surroundings {
  return {
    platform: "linux",
    adapters: () => ["hci0"],
    blocked: () => null,
    capabilities: () => 0x3000n,
    runs: () => false,
    now: () => NOW,
    timeFollowed: () => true,
    freeBytes: () => GIB,
    tryWrite: () => {},
    ...but,
  };
}

function uplink(grants: () => Promise<petpulse.v1.Grants>): Uplink {
  const none = () => Promise.reject(new Error("not asked"));
  return { start: async () => {}, stop: async () => {}, send: none, grants };
}

const rex = async () => petpulse.v1.Grants.create({ version: 1, grants: [{ name: "Rex" }] });

test("where all is well nothing has to be fixed", async () => {
  const findings = await examine(around(), "/var/lib/x", { uplink: uplink(rex), cloudMs: NOW });
  expect(findings.map(({ state }) => state)).toEqual(["good", "good", "good", "good", "good"]);
  expect(findings.every(({ fix }) => fix === null)).toBe(true);
});

test.each([
  ["no adapter", { adapters: () => [] }, "modprobe"],
  ["blocked by software", { blocked: () => "soft" as const }, "rfkill unblock bluetooth"],
  ["blocked by a switch", { blocked: () => "hard" as const }, "switch"],
])("adapter: %s", (_what, but, fix) => {
  expect(checkAdapter(around(but))).toMatchObject({ state: "bad", fix: expect.stringContaining(fix) });
});

test.each([0n, 0x1000n, 0x2000n])(
  "permissions: capabilities %i are not enough for raw HCI",
  (capabilities) => {
    const finding = checkPermissions(around({ capabilities: () => capabilities }));
    expect(finding).toMatchObject({ state: "bad", fix: expect.stringContaining("setcap") });
  },
);

test("permissions: bluetoothd on the same adapter is worth a warning", () => {
  const finding = checkPermissions(around({ runs: (name) => name === "bluetoothd" }));
  expect(finding).toMatchObject({ state: "warn", fix: expect.stringContaining("systemctl") });
});

const CLOCKS: [string, Partial<Surroundings>, number | null, string][] = [
  ["right", {}, NOW + 1000, "good"],
  ["a few seconds off", {}, NOW - 10_000, "warn"],
  ["minutes off", {}, NOW + 300_000, "bad"],
  ["in 1970", { now: () => 5000 }, null, "bad"],
  ["without any witness", { timeFollowed: () => null }, null, "warn"],
  ["right, but drifting free", { timeFollowed: () => false }, NOW, "warn"],
  ["followed, the cloud unknown", {}, null, "good"],
];

test.each(CLOCKS)("clock: %s", (_what, but, cloudMs, state) => {
  expect(checkClock(around(but), cloudMs).state).toBe(state);
});

test("cloud: unreachable, refused, and reached without a collar to carry", async () => {
  const refused = new GatewayError("gateway.cloud-refused", "the cloud answers 401", "the token is wrong");
  expect(await checkCloud(uplink(() => Promise.reject(refused)))).toMatchObject({
    state: "bad",
    says: "the cloud answers 401",
    fix: "the token is wrong",
  });
  const empty = async () => petpulse.v1.Grants.create({ version: 1 });
  expect(await checkCloud(uplink(empty))).toMatchObject({ state: "warn" });
});

test.each([
  [10 * GIB, "good"],
  [GIB / 4, "warn"],
  [GIB / 64, "bad"],
])("disk: %i bytes free", (free, state) => {
  expect(checkDisk(around({ freeBytes: () => free }), "/x").state).toBe(state);
});

test("disk: a folder that cannot be written, and one that is full", () => {
  const fails = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  expect(checkDisk(around({ tryWrite: fails("EACCES") }), "/x").fix).toContain("mkdir");
  expect(checkDisk(around({ tryWrite: fails("ENOSPC") }), "/x").fix).toContain("free some");
});

test("this machine answers every question", () => {
  const dir = mkdtempSync(join(tmpdir(), "petpulse-doctor-"));
  try {
    expect(checkDisk(thisMachine, dir).says).toContain("MiB free");
    expect(checkDisk(thisMachine, join(dir, "missing"))).toMatchObject({ state: "bad" });
    expect(checkAdapter(thisMachine).says).toBeTruthy();
    expect(checkPermissions(thisMachine).says).toBeTruthy();
    expect(thisMachine.runs("no such process")).toBe(false);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
