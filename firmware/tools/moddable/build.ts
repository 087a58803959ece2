import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Made, made } from "../build/boards.ts";
import { TARGETS } from "../build/paths.ts";
import { appModules } from "./modules.ts";
import { prepareEmulated } from "./prepare.ts";

const MODDABLE = join(TARGETS, "moddable");

interface Manifest {
  modules: Record<string, string>;
  preload: string[];
  [part: string]: unknown;
}

/**
 * Makes the Moddable target in `out`: `app`, a folder that the SDK's mcconfig builds as it is, with SHA256SUMS over its modules, and the
 * same app with emulated parts as byte code for the XS host. Returns manifest, sums and byte code. Throws ToolError.
 */
export async function buildModdable(out: string): Promise<Made[]> {
  const app = join(out, "app");
  rmSync(app, { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(join(MODDABLE, "manifest.json"), "utf8")) as Manifest;
  const sums: string[] = [];
  for (const { name, code } of await appModules("main.ts")) {
    const path = `modules/${name}.js`;
    const file = join(app, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    sums.push(`${made(file).sha256}  ${path}`);
    manifest.modules[name] = `./modules/${name}`;
    // Preloaded modules lie in flash; main asks for hardware, which a build has not.
    if (name !== "main") manifest.preload.push(name);
  }
  cpSync(join(MODDABLE, "bleservices"), join(app, "bleservices"), { recursive: true });
  const [manifestFile, sumsFile, emulated] = [
    join(app, "manifest.json"),
    join(app, "SHA256SUMS"),
    join(out, "emulated.xsb"),
  ];
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(sumsFile, `${sums.join("\n")}\n`);
  const { script } = await prepareEmulated("script");
  cpSync(script, emulated);
  return [manifestFile, sumsFile, emulated].map(made);
}
