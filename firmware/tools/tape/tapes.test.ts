import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import * as player from "../../targets/tape/player.ts";
import { CHECKED, compileKernel } from "../asc.ts";
import { PLAYER_PAGES } from "../build/native.ts";
import { buildFolder } from "../build/paths.ts";
import { generatedTapes } from "./generate.ts";
import { type Player, play } from "./play.ts";

// The days, and the other engines, are the bench's.
const SHORT = generatedTapes().filter(({ name }) => name === "troubled" || name === "parts");
/** The compiler takes seconds for a whole collar, and many on a busy machine. */
const PATIENCE_MS = 120_000;

let module: WebAssembly.Module;
beforeAll(async () => {
  const file = join(buildFolder("tape-test"), "player.wasm");
  module = new WebAssembly.Module(await compileKernel(file, "targets/tape/player.ts", CHECKED, PLAYER_PAGES));
}, PATIENCE_MS);

test.each(SHORT)("the tape $name is the same in Node and in WASM with checked indices", ({ words }) => {
  const wasm = new WebAssembly.Instance(module, {}).exports as unknown as Player;
  expect(play(wasm, words)).toBe(play(player, words));
});

test.each(SHORT)("a record left out of $name is another digest", ({ words }) => {
  const whole = play(player, words);
  // The last record but the ones that only hosts heed (COUNT).
  const shorter = words.slice(0, words.length - 7 * 3);
  expect(play(player, shorter)).not.toBe(whole);
});
