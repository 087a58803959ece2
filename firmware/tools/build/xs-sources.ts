import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildFolder } from "./paths.ts";
import { run, ToolError } from "./toolchain.ts";

/**
 * Moddable's XS comes from the npm package that carries its sources. The package is fetched, not installed: its own build takes
 * over a minute and brings eighty packages. A development tool (the runtime is LGPL-3): nothing of it is shipped.
 */
const PACKAGE = "@agoric/xsnap@0.15.0";
const SHA512 = "ZBm4DZxbtfacxMHVVdJjZi0Y8zOxN77vpu1WwI5RWfPkaRh0aHkz/dVdTGKXalDNzWfz183lljKxlxl3/h0n+A==";

/** Folder with XS's `includes`, `platforms` and `sources`, fetched once and checked against its hash. */
export async function xsSources(): Promise<string> {
  const folder = buildFolder("xs");
  const sources = join(folder, "package/moddable/xs");
  if (existsSync(join(sources, "sources/xsAll.h"))) return sources;
  const packed = JSON.parse(await run("npm", ["pack", PACKAGE, "--ignore-scripts", "--json"], folder)) as {
    filename: string;
  }[];
  const archive = join(folder, packed[0]!.filename);
  const hash = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (hash !== SHA512) {
    rmSync(archive);
    throw new ToolError(
      "firmware.tool-failed",
      `${PACKAGE} is not what it was: sha512 ${hash}`,
      "do not build from it",
    );
  }
  const fresh = buildFolder("xs/unpacked");
  await run("tar", ["-xzf", archive, "-C", fresh], folder);
  // Renamed when whole: an interrupted run leaves nothing that looks finished.
  rmSync(join(folder, "package"), { recursive: true, force: true });
  renameSync(join(fresh, "package"), join(folder, "package"));
  rmSync(archive);
  return sources;
}
