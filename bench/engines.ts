import { dirname, join } from "node:path";
import { CHECKED, compileKernel, UNCHECKED } from "@petpulse/firmware/tools/asc";
import { bundle } from "@petpulse/firmware/tools/build/bundle";
import { emulate } from "@petpulse/firmware/tools/build/cortex-m";
import { buildPlayer, PLAYER_PAGES } from "@petpulse/firmware/tools/build/native";
import { buildFolder, TARGETS } from "@petpulse/firmware/tools/build/paths";
import {
  buildXsHost,
  buildXsImage,
  compileXsScript,
  runXs,
  type XsRun,
} from "@petpulse/firmware/tools/build/xs";
import { type Player, play } from "@petpulse/firmware/tools/tape/play";
import type { TapeFile } from "./tapes.ts";

/** What came of one tape on one engine. */
export interface EngineRun {
  engine: string;
  tape: string;
  digest: string;
  /** What the XS host measured. */
  xs?: XsRun;
}

/** Plays one tape from its beginning. */
export interface Engine {
  name: string;
  play(tape: TapeFile): Promise<Omit<EngineRun, "engine" | "tape">>;
}

const PLAYER = "targets/tape/player.ts";
/** A tape of a quarter of an hour takes minutes in an interpreter on an emulated device. */
const PATIENCE_S = 1800;

async function wasm(name: string, file: string, options: readonly string[]): Promise<Engine> {
  const bytes = await compileKernel(join(buildFolder("tape"), file), PLAYER, options, PLAYER_PAGES);
  const module = new WebAssembly.Module(bytes);
  return {
    name,
    play: async (tape) => ({
      digest: play(new WebAssembly.Instance(module, {}).exports as unknown as Player, tape.words),
    }),
  };
}

async function javascript(): Promise<Engine> {
  const player: Player = await import("@petpulse/firmware/targets/tape/player");
  return { name: "V8", play: async (tape) => ({ digest: play(player, tape.words) }) };
}

async function c(): Promise<Engine> {
  const { image } = await buildPlayer();
  return {
    name: "C on Cortex-M4",
    play: (tape) => emulate<{ digest: string }>(dirname(tape.file), image, PATIENCE_S),
  };
}

async function xs(): Promise<Engine[]> {
  const folder = buildFolder("xs");
  const script = join(folder, "player.js");
  // Without long names and blanks: 256 KB of RAM hold the engine, the byte code and the collar.
  await bundle(join(TARGETS, "tape/player.ts"), script, "engine", true);
  const host = await buildXsHost();
  const bytecode = join(folder, "player.xsb");
  await compileXsScript(host, script, bytecode);
  const { image } = await buildXsImage(bytecode);
  const engine = (name: string, run: (tape: TapeFile) => Promise<XsRun>): Engine => ({
    name,
    play: async (tape) => {
      const xs = await run(tape);
      return { digest: xs.digest, xs };
    },
  });
  return [
    engine("XS on x86", (tape) => runXs(host, script, tape.file)),
    engine("XS on Cortex-M4", (tape) => emulate<XsRun>(dirname(tape.file), image, PATIENCE_S)),
  ];
}

/** Builds every engine that runs the collar. */
export async function buildEngines(): Promise<Engine[]> {
  return [
    await javascript(),
    await wasm("WASM", "player.wasm", UNCHECKED),
    await wasm("WASM, indices checked", "checked.wasm", CHECKED),
    await c(),
    ...(await xs()),
  ];
}

/** Plays every tape on every engine, `lanes` at a time, the longest first; `note` hears of each that is done. */
export async function playAll(
  engines: Engine[],
  tapes: TapeFile[],
  lanes: number,
  note: (done: number, total: number, last: string) => void,
): Promise<EngineRun[]> {
  const queue = engines
    .flatMap((engine) => tapes.map((tape) => ({ engine, tape })))
    .sort((a, b) => slowness(b.engine.name) * b.tape.samples - slowness(a.engine.name) * a.tape.samples);
  const total = queue.length;
  const runs: EngineRun[] = [];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { engine, tape } = next;
      runs.push({ engine: engine.name, tape: tape.name, ...(await engine.play(tape)) });
      note(runs.length, total, `${tape.name} on ${engine.name}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return runs;
}

/** Roughly, for the order alone. */
function slowness(name: string): number {
  if (name === "XS on Cortex-M4") return 100;
  return name === "XS on x86" ? 5 : 1;
}

/** How many engines gave the most common digest on every tape: all of them, when the collar is one collar. */
export function agreeing(runs: EngineRun[]): number {
  const engines = [...new Set(runs.map((run) => run.engine))];
  const tapes = [...new Set(runs.map((run) => run.tape))];
  const signature = (engine: string) =>
    tapes.map((tape) => runs.find((run) => run.engine === engine && run.tape === tape)?.digest).join(" ");
  const counts = new Map<string, number>();
  for (const engine of engines) counts.set(signature(engine), (counts.get(signature(engine)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
