import { join } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import { TARGETS } from "../build/paths.ts";

/** What the script is built with. */
export interface Built {
  /** CRC-32 of the blob that goes with it, unsigned. */
  crc: number;
  version: string;
}

/**
 * One file as a script: nothing newer than ES2015 but what Espruino knows, fields assigned in constructors (Espruino makes class
 * fields once for all instances), no export helpers, no comments (a function runs from its source).
 */
async function bundleOne(entry: string, define: Record<string, string>, name?: string): Promise<string> {
  const build = await rolldown({
    input: join(TARGETS, "espruino", entry),
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
      format: "iife",
      ...(name === undefined ? {} : { name }),
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

/**
 * The whole app as one script for Espruino. The interpreted kernel lies in a function of its own, which is only skipped over where
 * the native one runs.
 */
export async function buildScript({ crc, version }: Built): Promise<string> {
  // An object's own `length` cannot be set in Espruino; nothing in the kernel is an array by inheritance.
  const kernel = (await bundleOne("interpreted.ts", {}, "interpreted")).replaceAll(
    /\bthis\.length\b/g,
    "this.extent",
  );
  const app = await bundleOne("main.ts", {
    PETPULSE_CRC: String(crc),
    PETPULSE_VERSION: JSON.stringify(version),
  });
  return `(function(){function interpretedKernel(){${kernel}return interpreted;}\n${app}\n})();\n`;
}
