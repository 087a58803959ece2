import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findRecordings } from "./find.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-find-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function put(name: string, text = ""): string {
  const path = join(dir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("recordings in a folder", () => {
  test("by index: those with a PPG that are there, with their subject", async () => {
    const channels = ["ppg"];
    const index = [
      { set: "b", recording: "r2", subject: "S1", channels },
      { set: "a", recording: "r1", channels },
      { set: "a", recording: "gone", subject: "S2", channels },
      { set: "c", recording: "beats", subject: "S3" },
    ];
    put("ppg/index.json", JSON.stringify(index));
    const first = put("ppg/a/r1.csv");
    const second = put("ppg/b/r2.csv.gz");
    put("ppg/a/unlisted.csv");
    put("ppg/c/beats.beats.csv.gz");
    expect(await findRecordings(dir)).toEqual([
      { path: first, set: "a", recording: "r1", subject: "r1" },
      { path: second, set: "b", recording: "r2", subject: "S1" },
    ]);
  });

  test("by name where there is no index: companions are none", async () => {
    const walk = put("walk.csv");
    const rest = put("rex/rest.csv.gz");
    for (const kind of ["hr", "beats", "breaths", "breaths2", "published"]) put(`rex/rest.${kind}.csv.gz`);
    put("rex/notes.txt");
    expect(await findRecordings(dir)).toEqual([
      { path: rest, set: "rex", recording: "rest", subject: "rest" },
      { path: walk, set: "", recording: "walk", subject: "walk" },
    ]);
  });

  test.each([
    ["no JSON", "[{", "is no JSON"],
    ["no list", "{}", "is no list"],
    ["an entry without names", "[null]", "entry 0"],
    ["a way out", '[{"set":"../..","recording":"etc","channels":["ppg"]}]', "entry 0 leads out"],
  ])("an index that is %s is refused", async (_, text, named) => {
    put("ppg/index.json", text);
    await expect(findRecordings(dir)).rejects.toMatchObject({
      code: "recording.bad-index",
      message: expect.stringContaining(named),
    });
  });

  test("a folder that is not there", async () => {
    await expect(findRecordings(join(dir, "nowhere"))).rejects.toMatchObject({
      code: "recording.missing-file",
    });
  });
});
