import { join } from "node:path";
import { buildFolder } from "../build/paths.ts";
import { buildXsCollarHost, buildXsHost, compileXsScript } from "../build/xs.ts";
import { bundleEmulated } from "./bundle.ts";

/** What an emulated collar runs: the host and the app's byte code. */
export interface Prepared {
  program: string;
  script: string;
}

/** Builds both; needs gcc and, the first time, the npm registry. Throws ToolError. */
export async function prepareEmulated(): Promise<Prepared> {
  const folder = buildFolder("moddable", `${process.pid}`);
  const text = join(folder, "live.js");
  const script = join(folder, "live.xsb");
  const [program, compiler] = [await buildXsCollarHost(), await buildXsHost()];
  await bundleEmulated(text);
  await compileXsScript(compiler, text, script);
  return { program, script };
}
