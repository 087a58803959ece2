import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { TARGETS } from "../build/paths.ts";

const ROOT = resolve(TARGETS, "../..");
const TYPINGS = join(ROOT, "node_modules/@moddable/typings");
/** What the SDK's own declarations have of the modules that the app imports; they lack `rng`, the sensors and one callback. */
const THEIRS = [
  "xs.d.ts",
  "flash.d.ts",
  "timer.d.ts",
  "preference.d.ts",
  "ble/bleserver.d.ts",
  "ble/btutils.d.ts",
  "ble/gap.d.ts",
  "ble/gatt.d.ts",
  "ble/sm.d.ts",
];
const LACKING = [
  "rng",
  "mc/config",
  "mc/ffi",
  "embedded:provider/builtin",
  "embedded:sensor/Accelerometer/LIS3DH",
];

const folder = mkdtempSync(join(tmpdir(), "petpulse-typings-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The modules of moddable.d.ts that the SDK's declarations lack, as a file of their own. */
function ours(): string {
  const text = readFileSync(join(TARGETS, "moddable/moddable.d.ts"), "utf8");
  const modules = text.split(/(?=^declare module )/m).slice(1);
  const wanted = modules.filter((one) => LACKING.some((name) => one.startsWith(`declare module "${name}"`)));
  return wanted.join("\n");
}

test("what the app takes from the SDK is as the SDK declares it", () => {
  const lacking = join(folder, "lacking.d.ts");
  writeFileSync(lacking, ours());
  const app = readdirSync(join(TARGETS, "moddable"), { withFileTypes: true })
    .filter(({ name }) => /\.ts$/.test(name) && !/\.(test|d)\.ts$|contract/.test(name))
    .map(({ name }) => join(TARGETS, "moddable", name));
  const project = join(folder, "tsconfig.json");
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: { types: [], module: "esnext", moduleResolution: "bundler", skipLibCheck: true },
      files: [
        ...THEIRS.map((name) => join(TYPINGS, name)),
        join(ROOT, "firmware/src/portable.d.ts"),
        lacking,
        ...app,
      ],
      include: [],
    }),
  );
  const { stdout, status } = spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", project], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
