import { parseSync } from "oxc-parser";
import type { Node } from "../subset-rules.ts";
import { children, LANGUAGE_RULES } from "./language-rules.ts";

/** One place where a script is not Espruino's. */
export interface Unspoken {
  line: number;
  column: number;
  rule: string;
  hint: string;
}

/** Whatever in a script Espruino would not parse, would miss, or would run differently, in order of its rules and place. */
export function checkLanguage(text: string): Unspoken[] {
  const found: Unspoken[] = [];
  const say = (at: number, rule: string, hint: string): void => {
    const before = text.slice(0, at).split("\n");
    found.push({ line: before.length, column: before.at(-1)!.length + 1, rule, hint });
  };
  let parsed = parseSync("script.js", text, { lang: "js", sourceType: "script", preserveParens: false });
  // Words of modules are named as such, not as errors of syntax.
  if (parsed.errors.length > 0)
    parsed = parseSync("script.js", text, { lang: "js", sourceType: "module", preserveParens: false });
  for (const error of parsed.errors) say(error.labels[0]?.start ?? 0, "syntax", error.message);
  const program = parsed.program as unknown as Node;
  const own = new Set<string>();
  const collect = (node: Node): void => {
    if (node.type === "MethodDefinition") own.add(String((node.key as Node).name));
    const left = node.type === "AssignmentExpression" ? (node.left as Node) : node;
    if (left.type === "MemberExpression" && left !== node && (left.object as Node).type === "ThisExpression")
      own.add(String((left.property as Node).name));
    for (const next of children(node)) collect(next);
  };
  collect(program);
  const walk = (node: Node, parents: readonly Node[]): void => {
    for (const rule of LANGUAGE_RULES)
      if (rule.breaks(node, { parents, text, own })) say(node.start, rule.name, rule.hint);
    for (const next of children(node)) walk(next, [node, ...parents]);
  };
  walk(program, []);
  return found;
}
