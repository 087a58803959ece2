// What Espruino (2v29) cannot parse, does not have, or runs differently from the standard; found by running snippets of each in the
// interpreter and reading its sources (src/jslex.c, src/jsparse.c, jswrap_*.c).
import type { Node } from "../subset-rules.ts";
import { MISSING_GLOBALS, MISSING_MEMBERS, MISSING_METHODS } from "./missing.ts";

/** A node with its ancestors, the nearest first. */
export interface Place {
  parents: readonly Node[];
  text: string;
  /** Methods and fields that the script's own classes define. */
  own: ReadonlySet<string>;
}

/** One thing that a script for Espruino must not hold. */
export interface LanguageRule {
  name: string;
  /** What happens there, or what to write instead. */
  hint: string;
  breaks(node: Node, place: Place): boolean;
}

const METHODS = new Set(Object.values(MISSING_METHODS).flat());
const TYPED = /^(Ui|I)nt(8|16|24|32)(Clamped)?Array$|^Uint8ClampedArray$|^Float(32|64)Array$/;
const RESERVED = new Set(
  (
    "if else do while for break continue function return var let const this throw try catch finally true false null undefined new in " +
    "instanceof switch case default delete typeof void debugger class extends super static of"
  ).split(" "),
);
const SHIFTS = /^(<<|>>>?)=?$/;

function child(node: Node | undefined, property: string): Node | undefined {
  const value = node?.[property];
  return typeof value === "object" && value !== null && "type" in value ? (value as Node) : undefined;
}

function list(node: Node, property: string): Node[] {
  return (node[property] as (Node | null)[]).filter((item) => item !== null);
}

function is(...types: string[]): LanguageRule["breaks"] {
  return (node) => types.includes(node.type);
}

function isBeyondAscii(text: string): boolean {
  return [...text].some((letter) => letter > "~");
}

function isName(node: Node | undefined): boolean {
  return node?.type === "Identifier";
}

const isFunction = (node: Node) => /Function/.test(node.type);

/** Name of the object and of the property in `object.property`; empty where it is computed or something else. */
function member(node: Node): [object: string, property: string] {
  if (node.type !== "MemberExpression" || node.computed === true) return ["", ""];
  const object = child(node, "object");
  return [isName(object) ? String(object?.name) : "", String(child(node, "property")?.name)];
}

/** Whether an identifier stands for a variable, not for a property or a key. */
function isVariable(node: Node, parent: Node | undefined): boolean {
  if (!isName(node) || parent === undefined) return false;
  if (parent.type === "MemberExpression") return parent.computed === true || child(parent, "object") === node;
  if (parent.type === "Property") return child(parent, "value") === node;
  return parent.type !== "MethodDefinition" && parent.type !== "PropertyDefinition";
}

const nearestFunction = (parents: readonly Node[]) =>
  parents.find((parent) => isFunction(parent) || parent.type === "Program");

const declarations = new WeakMap<Node, Map<string, number>>();

/** Where functions and variables of this very function are declared, by name: the first place of each. */
function declaredIn(scope: Node): Map<string, number> {
  const known = declarations.get(scope);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  const visit = (node: Node): void => {
    if (node.type === "FunctionDeclaration" || node.type === "VariableDeclarator") {
      const name = String(child(node, "id")?.name);
      if (node !== scope) found.set(name, Math.min(found.get(name) ?? node.start, node.start));
    }
    if (isFunction(node) && node !== scope) return;
    for (const next of children(node)) visit(next);
  };
  visit(scope);
  declarations.set(scope, found);
  return found;
}

/** The nodes directly below a node. */
export function children(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(
      (value): value is Node =>
        typeof value === "object" && value !== null && "type" in value && "start" in value,
    );
}

/** Whether some closure below `node` uses one of these names. */
function capturedBelow(node: Node, names: ReadonlySet<unknown>, inside = false): boolean {
  if (isName(node) && inside && names.has(node.name)) return true;
  return children(node).some((next) => capturedBelow(next, names, inside || isFunction(next)));
}

/** A name that a loop's `let` declares is used by a closure in its body. */
function capturesTurn(node: Node): boolean {
  const head = child(node, node.type === "ForStatement" ? "init" : "left");
  const body = child(node, "body");
  if (head?.type !== "VariableDeclaration" || head.kind === "var" || body === undefined) return false;
  return capturedBelow(body, new Set(list(head, "declarations").map((one) => child(one, "id")?.name)));
}

function isOutOfShift(node: Node): boolean {
  const right = child(node, "right");
  if (right?.type !== "Literal") return right?.type === "UnaryExpression" && right.operator === "-";
  return !((right.value as number) >= 0 && (right.value as number) <= 31);
}

/** Every rule, in the order of the language. */
export const LANGUAGE_RULES: readonly LanguageRule[] = [
  {
    name: "destructuring",
    hint: "take the parts by name",
    breaks: is("ObjectPattern", "ArrayPattern"),
  },
  {
    name: "default-or-rest",
    hint: "parameters are plain names; no spread",
    breaks: is("AssignmentPattern", "RestElement", "SpreadElement"),
  },
  { name: "optional-chaining", hint: "test for undefined", breaks: is("ChainExpression") },
  {
    name: "operator",
    hint: "write it out",
    breaks: (node) =>
      (node.type === "BinaryExpression" && (node.operator === "**" || node.left === null)) ||
      (node.type === "AssignmentExpression" && /^(\*\*|\?\?|\|\||&&)=$/.test(String(node.operator))),
  },
  {
    name: "async-or-generator",
    hint: "use callbacks",
    breaks: (node) =>
      (isFunction(node) && (node.async === true || node.generator === true)) ||
      ["AwaitExpression", "YieldExpression"].includes(node.type) ||
      (node.type === "ForOfStatement" && node.await === true),
  },
  {
    name: "modules",
    hint: "bundle it",
    breaks: (node) => /^(Import|Export)/.test(node.type) || node.type === "MetaProperty",
  },
  { name: "label-or-with", hint: "use a flag", breaks: is("LabeledStatement", "WithStatement") },
  {
    name: "computed-key",
    hint: "assign it afterwards",
    breaks: (node, { parents }) =>
      (node.type === "Property" && node.computed === true && parents[0]?.type === "ObjectExpression") ||
      (node.type === "MethodDefinition" && node.computed === true),
  },
  {
    name: "method-name",
    hint: "a method of a class needs a plain name that is no reserved word",
    breaks: (node) => {
      if (node.type !== "MethodDefinition" || node.computed === true) return false;
      const key = child(node, "key");
      return !isName(key) || RESERVED.has(String(key?.name));
    },
  },
  {
    name: "class-field",
    hint: "made once and shared by all instances, or not parsed: assign it in the constructor",
    breaks: (node) =>
      (node.type === "PropertyDefinition" &&
        (node.static !== true || child(node, "value") === undefined || !isName(child(node, "key")))) ||
      node.type === "AccessorProperty",
  },
  { name: "private-name", hint: "use a closure", breaks: is("PrivateIdentifier") },
  { name: "static-block", hint: "assign after the class", breaks: is("StaticBlock") },
  {
    name: "extends-name",
    hint: "extends takes a plain name",
    breaks: (node) =>
      /^Class/.test(node.type) &&
      child(node, "superClass") !== undefined &&
      !isName(child(node, "superClass")),
  },
  {
    name: "case-after-default",
    hint: "default comes last",
    breaks: (node) => {
      if (node.type !== "SwitchStatement") return false;
      const cases = list(node, "cases");
      const at = cases.findIndex((one) => child(one, "test") === undefined);
      return at >= 0 && at !== cases.length - 1;
    },
  },
  {
    name: "return-line-end",
    hint: "the next line is returned: write return;",
    breaks: (node, { text }) =>
      node.type === "ReturnStatement" &&
      child(node, "argument") === undefined &&
      !/^return\s*(;|\}|$)/.test(text.slice(node.start, node.start + 200)),
  },
  {
    name: "not-hoisted",
    hint: "declare it before: nothing is hoisted",
    breaks: (node, { parents }) => {
      if (!isVariable(node, parents[0])) return false;
      const scope = nearestFunction(parents);
      return scope !== undefined && node.start < (declaredIn(scope).get(String(node.name)) ?? 0);
    },
  },
  {
    name: "loop-variable",
    hint: "all turns of the loop share this variable: pass it to a function",
    breaks: (node) =>
      ["ForStatement", "ForOfStatement", "ForInStatement"].includes(node.type) && capturesTurn(node),
  },
  {
    name: "shift-count",
    hint: "counts are not taken modulo 32: 1 << 33 is 0",
    breaks: (node) =>
      ["BinaryExpression", "AssignmentExpression"].includes(node.type) &&
      SHIFTS.test(String(node.operator)) &&
      isOutOfShift(node),
  },
  {
    name: "negative-zero",
    hint: "there is no -0",
    breaks: (node) =>
      node.type === "UnaryExpression" && node.operator === "-" && child(node, "argument")?.value === 0,
  },
  {
    name: "assigned-length",
    hint: "length cannot be assigned: splice",
    breaks: (node) =>
      node.type === "AssignmentExpression" && member(child(node, "left") ?? node)[1] === "length",
  },
  {
    name: "literal",
    hint: "no BigInt, no \\u{…}, no line continued in a string; bytes only, so nothing beyond ASCII as it stands",
    breaks: (node) => {
      if (node.type === "TemplateElement") return isBeyondAscii((node.value as { raw: string }).raw);
      if (node.type !== "Literal") return false;
      const raw = String(node.raw);
      return (
        typeof node.bigint === "string" ||
        (typeof node.value === "string" && (isBeyondAscii(raw) || /\\u\{|\\\r?\n/.test(raw)))
      );
    },
  },
  {
    name: "tagged-template",
    hint: "call a function",
    breaks: is("TaggedTemplateExpression"),
  },
  {
    name: "regular-expression",
    hint: "no lookaround, groups (?…), lazy or counted repeats, \\b; flags g, i, m",
    breaks: (node) => {
      const regex = node.regex as { pattern: string; flags: string } | undefined;
      return (
        node.type === "Literal" &&
        regex !== undefined &&
        regex !== null &&
        (/\(\?|[*+?}]\?|\{\d|\\[bB]|\[[^\]]*\/[^\]]*\]/.test(regex.pattern) || /[^gim]/.test(regex.flags))
      );
    },
  },
  {
    name: "identifier",
    hint: "ASCII only, and `of` is reserved",
    breaks: (node, { parents }) =>
      isName(node) &&
      (isBeyondAscii(String(node.name)) || (node.name === "of" && isVariable(node, parents[0]))),
  },
  {
    name: "missing-global",
    hint: "Espruino does not have it",
    breaks: (node, { parents }) =>
      isVariable(node, parents[0]) && MISSING_GLOBALS.includes(String(node.name)),
  },
  {
    name: "missing-member",
    hint: "Espruino does not have it",
    breaks: (node, { own }) => {
      const [object, property] = member(node);
      return (
        (METHODS.has(property) && !own.has(property)) ||
        (MISSING_MEMBERS[object]?.includes(property) ?? false) ||
        (TYPED.test(object) && ["from", "of", "BYTES_PER_ELEMENT"].includes(property))
      );
    },
  },
];
