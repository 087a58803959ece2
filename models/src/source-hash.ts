import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const REPOSITORY = join(import.meta.dirname, "../..");

/** sha256 over the code that decides a model's bytes: a piece made by other code is not taken up again. */
export function sourceHash(): string {
  const hash = createHash("sha256");
  const paths = globSync("{models/src,firmware/src/movement,firmware/src/dsp}/**/*.ts", {
    cwd: REPOSITORY,
    exclude: (path) => /\.(test|gen)\.ts$/.test(path) && !path.includes("dsp"),
  });
  for (const path of paths.sort()) hash.update(path).update(readFileSync(join(REPOSITORY, path)));
  return hash.digest("hex");
}
