import { rolldown } from "rolldown";

/**
 * Bundles `entry` with everything it imports into one ES2020 script `file` that leaves its exports in a global `name`. Names are
 * kept unless `minify`: an engineer reads it on the device, a machine of 256 KB wants it short.
 */
export async function bundle(entry: string, file: string, name: string, minify = false): Promise<void> {
  const build = await rolldown({ input: entry, transform: { target: "es2020" }, logLevel: "silent" });
  try {
    await build.write({ file, format: "iife", name, minify });
  } finally {
    await build.close();
  }
}
