import { parseSync } from "oxc-parser";
import type { Node } from "../../subset-rules.ts";
import { children } from "../language-rules.ts";

/**
 * A stretch of a script that runs whole or not at all: the body of a function or a loop, an arm of a condition, what stands behind a
 * statement that may leave. A stretch inside another is no part of it.
 */
export interface Region {
  kind: "script" | "function" | "arm";
  /** Its place in the script. */
  start: number;
  end: number;
  /** The region around it; -1 for the script itself. */
  parent: number;
  /** Names declared in it; a function's own scope, or a block's. */
  names: Set<string>;
}

/** A script taken apart. */
export interface Taken {
  regions: readonly Region[];
  /** The same script, counting each time it enters a region in the array `$entered`. */
  counting: string;
}

const LEAVING = /^(Return|Break|Continue|Throw)Statement$/;

/** Whether running `node` may end the block it stands in; functions inside do not. */
function mayLeave(node: Node): boolean {
  if (LEAVING.test(node.type)) return true;
  return !/Function/.test(node.type) && children(node).some(mayLeave);
}

/** Takes a script apart that the language check has passed. Throws what the parser says of one that it has not. */
export function takeApart(text: string): Taken {
  const { program, errors } = parseSync("script.js", text, { lang: "js", sourceType: "script" });
  if (errors.length > 0) throw new SyntaxError(errors[0]!.message);
  const root = program as unknown as Node;
  const regions: Region[] = [{ kind: "script", start: 0, end: text.length, parent: -1, names: new Set() }];
  const inserted: [at: number, what: string][] = [];

  const open = (kind: Region["kind"], start: number, end: number, parent: number) =>
    regions.push({ kind, start, end, parent, names: new Set() }) - 1;
  const tally = (region: number) => `$entered[${region}]++`;

  /** The statements of a block, `parent` being entered with the first of them. */
  const block = (statements: readonly Node[], parent: number): void => {
    let region = parent;
    statements.forEach((statement, at) => {
      visit(statement, region);
      if (!mayLeave(statement) || at === statements.length - 1) return;
      const rest = statements[at + 1]!;
      region = open("arm", rest.start, statements.at(-1)!.end, region);
      inserted.push([rest.start, `${tally(region)};`]);
    });
  };

  /** A body in braces, or a single statement or expression: entered or skipped as one. */
  const body = (kind: Region["kind"], node: Node, parent: number): number => {
    const braces = node.type === "BlockStatement" || node.type === "FunctionBody";
    // A function is kept as what stands between its braces.
    const inset = braces && kind === "function" ? 1 : 0;
    const region = open(kind, node.start + inset, node.end - inset, parent);
    if (braces) {
      inserted.push([node.start + 1, `${tally(region)};`]);
      block(node.body as Node[], region);
    } else if (/Statement$|Declaration$/.test(node.type)) {
      inserted.push([node.start, `{${tally(region)};`]);
      visit(node, region);
      inserted.push([node.end, "}"]);
    } else {
      inserted.push([node.start, `(${tally(region)},`]);
      visit(node, region);
      inserted.push([node.end, ")"]);
    }
    return region;
  };

  const visitAll = (nodes: readonly (Node | null | undefined)[], region: number) => {
    for (const node of nodes) if (node) visit(node, region);
  };

  const visit = (node: Node, region: number): void => {
    const part = (name: string) => node[name] as Node | null | undefined;
    if (/Function/.test(node.type) && node.type !== "FunctionBody") {
      if (node.type === "FunctionDeclaration") regions[region]!.names.add(String(part("id")!.name));
      const inner = body("function", part("body")!, region);
      for (const param of node.params as Node[]) regions[inner]!.names.add(String(param.name));
    } else if (node.type === "IfStatement" || node.type === "ConditionalExpression") {
      visit(part("test")!, region);
      body("arm", part("consequent")!, region);
      if (part("alternate")) body("arm", part("alternate")!, region);
    } else if (node.type === "LogicalExpression") {
      visit(part("left")!, region);
      body("arm", part("right")!, region);
    } else if (/^(For|While|DoWhile)/.test(node.type)) {
      const round = body("arm", part("body")!, region);
      visitAll([part("init"), part("left"), part("right")], region);
      // Test and step are run with each round.
      visitAll([part("test"), part("update")], round);
    } else if (node.type === "CatchClause") {
      body("arm", part("body")!, region);
    } else if (node.type === "BlockStatement") {
      block(node.body as Node[], region);
    } else {
      if (node.type === "VariableDeclarator") regions[region]!.names.add(String(part("id")!.name));
      visitAll(children(node), region);
    }
  };

  block(root.body as Node[], 0);
  // Of two at one place the outer one opens first and closes last: they came in that order, closings inside out.
  const order = inserted.map(([at, what], index) => ({ at, what, index }));
  order.sort((a, b) => a.at - b.at || a.index - b.index);
  let counting = "";
  let from = 0;
  for (const { at, what } of order) {
    counting += text.slice(from, at) + what;
    from = at;
  }
  return { regions, counting: `${tally(0)};${counting}${text.slice(from)}` };
}
