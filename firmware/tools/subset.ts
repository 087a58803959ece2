/**
 * Checks that firmware/src keeps to the collar subset (CONTRIBUTING.md): prints file:line:column, rule and hint for each breach
 * and exits 1. Run: node firmware/tools/subset.ts
 */
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync } from "oxc-parser";
import { type Node, narrowNames, RULES } from "./subset-rules.ts";

/** One place where a rule is broken. */
export interface Breach {
  file: string;
  line: number;
  column: number;
  rule: string;
  hint: string;
}

/** A source file: its path below firmware/src with slashes, and its text. */
export interface Source {
  file: string;
  text: string;
}

function children(node: Node): Node[] {
  const isNode = (value: unknown): value is Node =>
    typeof value === "object" && value !== null && "type" in value && "start" in value;
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function walk(
  node: Node,
  parents: readonly Node[],
  visit: (node: Node, parents: readonly Node[]) => void,
): void {
  visit(node, parents);
  for (const next of children(node)) walk(next, [node, ...parents], visit);
}

function breach(source: Source, at: number, rule: string, hint: string): Breach {
  const before = source.text.slice(0, at).split("\n");
  return { file: source.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, rule, hint };
}

/** All breaches of the subset in these files, taken together (a narrow field of one is narrow in all), in order. */
export function checkSubset(sources: readonly Source[]): Breach[] {
  const breaches: Breach[] = [];
  const narrow = new Set<string>();
  const programs = sources.map((source) => {
    const { program, errors } = parseSync(source.file, source.text, { preserveParens: false, lang: "ts" });
    for (const error of errors) {
      breaches.push(breach(source, error.labels[0]?.start ?? 0, "syntax", error.message));
    }
    const root = program as unknown as Node;
    walk(root, [], (node) => narrowNames(node, narrow));
    return root;
  });
  sources.forEach((source, index) => {
    walk(programs[index] as Node, [], (node, parents) => {
      for (const rule of RULES) {
        if (rule.breaks(node, { parents, file: source.file, narrow })) {
          breaches.push(breach(source, node.start, rule.name, rule.hint));
        }
      }
    });
  });
  return breaches;
}

/** The kernel's sources: everything in firmware/src but tests, their data and declarations. */
export function kernelSources(): Source[] {
  const root = join(import.meta.dirname, "../src");
  return globSync("**/*.ts", { cwd: root })
    .filter((path) => !/\.test\.ts$|\.d\.ts$|(^|[/\\])testdata[/\\]/.test(path))
    .sort()
    .map((path) => ({ file: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") }));
}

if (import.meta.main) {
  const sources = kernelSources();
  const breaches = checkSubset(sources);
  const folder = relative(process.cwd(), join(import.meta.dirname, "../src"));
  for (const b of breaches) {
    process.stdout.write(`${folder}/${b.file}:${b.line}:${b.column} ${b.rule}: ${b.hint}\n`);
  }
  process.stdout.write(`subset: ${sources.length} files, ${breaches.length} breaches\n`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
