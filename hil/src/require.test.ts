import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RequirementError, requires } from "./require.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-require-"));
  mkdirSync(join(dir, "ppg"));
  writeFileSync(join(dir, "chromium"), "");
});
afterAll(() => rmSync(dir, { recursive: true }));

describe("what a test needs beyond npm", () => {
  test("is found, also relative to the repository", () => {
    const repository = resolve(import.meta.dirname, "../..");
    expect(requires("recordings", { PETPULSE_DATA: dir })).toEqual({ skip: false, why: "", path: dir });
    expect(requires("recordings", { PETPULSE_DATA: relative(repository, dir) }).path).toBe(dir);
    expect(requires("chromium", { PATH: `/nowhere:${dir}` }).path).toBe(join(dir, "chromium"));
  });

  test("is skipped with how to get it", () => {
    expect(requires("recordings", {})).toEqual({
      skip: true,
      why: " (skipped: no recordings; set PETPULSE_DATA to a folder that holds ppg/)",
      path: "",
    });
    expect(requires("recordings", { PETPULSE_DATA: join(dir, "ppg") }).skip).toBe(true);
    expect(requires("chromium", { PATH: "" }).why).toContain("Debian");
  });

  test("fails instead where nothing may be skipped", () => {
    expect(() => requires("chromium", { PATH: "", PETPULSE_REQUIRE: "all" })).toThrow(RequirementError);
    expect(requires("recordings", { PETPULSE_DATA: dir, PETPULSE_REQUIRE: "all" }).skip).toBe(false);
  });
});
