import { join } from "node:path";
import { rolldown } from "rolldown";
import { FIRMWARE, TARGETS } from "../build/paths.ts";
import { type CoreKind, withCore } from "./bundle.ts";

/** Modules of the SDK: a build of the app leaves their names alone. */
const SDK = /^(flash|timer|preference|rng|bleserver|btutils|mc\/config|mc\/ffi|embedded:.+)$/;
const APP = "targets/moddable/";
const MODDABLE = join(TARGETS, "moddable");

/** One module of the app as the SDK's build takes it. */
export interface Module {
  /** As others import it, without extension. */
  name: string;
  code: string;
}

/** The app, module by module: types gone, nothing bundled, so that the SDK can preload what only declares. */
export async function appModules(core: CoreKind): Promise<Module[]> {
  const build = await rolldown({
    input: join(MODDABLE, "main.ts"),
    external: SDK,
    plugins: [withCore(core)],
    transform: { target: "es2022" },
    logLevel: "silent",
  });
  try {
    const { output } = await build.generate({
      format: "es",
      preserveModules: true,
      preserveModulesRoot: FIRMWARE,
      // main.ts becomes the module `main`, what it imports of firmware/src the modules `src/…`.
      entryFileNames: ({ name }) => `${name.startsWith(APP) ? name.slice(APP.length) : name}.js`,
    });
    return output
      .filter((file) => file.type === "chunk")
      .map(({ fileName, code }) => ({
        name: fileName.slice(0, -3),
        code: code.replaceAll(/(\bfrom "\.[^"]*)\.js"/g, '$1"'),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await build.close();
  }
}
