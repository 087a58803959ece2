import { join } from "node:path";
import { rolldown } from "rolldown";
import { TARGETS } from "../build/paths.ts";

const MODDABLE = join(TARGETS, "moddable");
const EMULATED = join(MODDABLE, "emulated");

/** Modules of the SDK that the app imports, and what stands for them on the XS host. */
const STAND_INS: Record<string, string> = {
  flash: "flash.ts",
  timer: "timer.ts",
  preference: "preference.ts",
  rng: "rng.ts",
  bleserver: "bleserver.ts",
  btutils: "btutils.ts",
  "mc/config": "config.ts",
  "embedded:provider/builtin": "board.ts",
  "embedded:sensor/Accelerometer/LIS3DH": "lis3dh.ts",
  "mc/ffi": "ffi.ts",
};

/** How the collar itself runs: its own byte code, or the C library called through the SDK's FFI. */
export type CoreKind = "script" | "native";

/** Lets main.ts find the core it is built with. */
export function withCore(core: CoreKind) {
  return {
    name: "core",
    resolveId: (id: string) =>
      core === "native" && id === "./script-core.ts" ? join(MODDABLE, "native-core.ts") : null,
  };
}

/** The app with its emulated parts as one script for the XS host, which leaves `live` on the global object. */
export async function bundleEmulated(file: string, core: CoreKind): Promise<void> {
  const build = await rolldown({
    input: join(EMULATED, "live.ts"),
    transform: { target: "es2022" },
    logLevel: "silent",
    plugins: [
      withCore(core),
      {
        name: "stand-ins",
        resolveId: (id) => (id in STAND_INS ? join(EMULATED, STAND_INS[id]!) : null),
      },
    ],
  });
  try {
    await build.write({ file, format: "iife", name: "petpulse", footer: "globalThis.live = petpulse.live;" });
  } finally {
    await build.close();
  }
}
