import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type OutputChunk, rolldown } from "rolldown";
import { TARGETS } from "../build/paths.ts";

/** What the script is built with. */
export interface Wanted {
  /** CRC-32 of the blob that goes with it, unsigned. */
  crc: number;
  version: string;
}

/** The two texts of a build: the app, and the collar for boards that run no native code. */
export interface Scripts {
  app: string;
  kernel: string;
}

/**
 * One file as a script: nothing newer than ES2015 but what Espruino knows, fields assigned in constructors (Espruino makes class
 * fields once for all instances), no export helpers, no comments (a function runs from its source).
 */
async function bundleOne(
  entry: string,
  format: "iife" | "cjs",
  define: Record<string, string>,
): Promise<string> {
  const build = await rolldown({
    input: join(TARGETS, "espruino", entry),
    // What stands in a tsconfig would overrule the transform below for the files it names.
    tsconfig: false,
    transform: {
      target: "es2015",
      define,
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
    },
    logLevel: "silent",
  });
  try {
    const { output } = await build.generate({
      format,
      esModule: false,
      strict: false,
      generatedCode: { symbols: false },
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    });
    return (output[0] as OutputChunk).code.trim();
  } finally {
    await build.close();
  }
}

/** The whole app as one script, and the interpreted collar as one module of Espruino's, which knows its CRC. */
export async function buildScripts({ crc, version }: Wanted): Promise<Scripts> {
  // An object's own `length` cannot be set in Espruino; what these names stand for is no array anywhere in the collar.
  const kernel = (await bundleOne("interpreted.ts", "cjs", {})).replaceAll(
    /\b(this|out|reader|control|body|incoming)\.length\b/g,
    "$1.extent",
  );
  const app = await bundleOne("main.ts", "iife", {
    PETPULSE_CRC: String(crc),
    PETPULSE_KERNEL_CRC: String(crc32(kernel)),
    PETPULSE_VERSION: JSON.stringify(version),
  });
  return { app, kernel };
}
