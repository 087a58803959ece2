import { join } from "node:path";
import { crc32 } from "node:zlib";
import { compileKernel } from "../asc.ts";
import { BLOB_SOURCE } from "../build/thumb.ts";
import { blobLike } from "./fake/blob.ts";
import { FakeEspruino } from "./fake/espruino.ts";
import { FakeHub } from "./fake/hub.ts";
import { resting } from "./fake/resting.ts";
import { Trace } from "./fake/trace.ts";
import { buildScripts } from "./script.ts";

const KEY = new Uint8Array(32).map((_, i) => 3 * i + 5);
const DEVICE = "0123456789abcdef";

/** What a watch in the fake did, for other native code to do again. */
export interface Recording {
  trace: Buffer;
  /** Native calls in it. */
  calls: number;
  /** Frames that a hub took. */
  frames: Uint8Array[];
}

/**
 * The built script lives some minutes in the fake of Espruino, with a light that always burns, a hub that comes and goes, and a reset;
 * the collar as WASM answers its native calls. `folder`: where the WASM is built. Needs nothing but npm.
 */
export async function record(folder: string): Promise<Recording> {
  const blob = blobLike();
  const module = new WebAssembly.Module(await compileKernel(join(folder, "recorded.wasm"), BLOB_SOURCE));
  const { app } = await buildScripts({ crc: crc32(blob), version: "0.1.0" });
  const trace = new Trace();
  const frames: Uint8Array[] = [];
  let files = new Map<string, Buffer>([
    ["petpulse.bin", blob],
    ["petpulse.json", Buffer.from('{"continuous":true}')],
    ["petpulse.id", Buffer.from(JSON.stringify({ device: DEVICE, key: Buffer.from(KEY).toString("hex") }))],
  ]);
  for (const minutes of [1, 6]) {
    const fake = new FakeEspruino("BANGLEJS2", module);
    for (const [name, bytes] of files) fake.storage.files.set(name, bytes);
    fake.engine.trace = trace;
    fake.run(app);
    const hub = new FakeHub(fake.radio, KEY, 2);
    const wearer = resting(110, minutes);
    fake.live(30 * minutes, wearer);
    hub.connect();
    fake.live(10, wearer);
    hub.disconnect();
    fake.live(30 * minutes, wearer);
    hub.connect();
    fake.live(10, wearer);
    frames.push(...hub.frames);
    files = fake.storage.files;
  }
  return { trace: trace.whole(), calls: trace.calls, frames };
}
