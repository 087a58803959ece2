import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HERE = import.meta.dirname;
const DIST = join(HERE, "dist");
const STAMP = join(DIST, ".sources");

/** Builds the dashboard into dist/ unless it was built from these very sources; the folder. */
export async function buildDashboard(): Promise<string> {
  const sources = digest();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources) return DIST;
  const { build } = await import("vite");
  await build({ configFile: join(HERE, "vite.config.ts") });
  writeFileSync(STAMP, sources);
  return DIST;
}

function digest(): string {
  const hash = createHash("sha256");
  for (const file of globSync(["index.html", "vite.config.ts", "src/**", "public/**"], {
    cwd: HERE,
    withFileTypes: true,
  })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest("hex");
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${await buildDashboard()}\n`);
