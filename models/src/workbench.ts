import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "./export.ts";

/** Finished pieces of a training, so that an interrupted one goes on where it stopped. */
export class Workbench {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The piece made before from the same ingredients, or `make`'s, which is kept. A piece that cannot be read is made anew. */
  piece<T>(ingredients: unknown, make: () => T): T {
    const key = createHash("sha256").update(JSON.stringify(ingredients)).digest("hex").slice(0, 32);
    const path = join(this.folder, `${key}.json`);
    if (existsSync(path)) {
      try {
        return JSON.parse(readFileSync(path, "utf8")) as T;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
    const made = make();
    replaceFile(path, JSON.stringify(made));
    return made;
  }
}
