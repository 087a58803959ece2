/** A node of the ESTree the parser gives, read structurally. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

/** Where a node stands. */
export interface Place {
  /** Its ancestors, the nearest first. */
  parents: readonly Node[];
  /** Path below firmware/src, with slashes. */
  file: string;
  /** Fields, parameters and constants anywhere in firmware/src whose type is an array narrower than 32 bits. */
  narrow: ReadonlySet<string>;
}

/** One rule of the collar subset. */
export interface Rule {
  name: string;
  /** What to write instead. */
  hint: string;
  breaks(node: Node, place: Place): boolean;
}

const BITWISE = new Set(["|", "&", "^", "<<", ">>", ">>>"]);
const NARROW = new Set(["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array"]);
const INTEGER_ARRAYS = new Set([...NARROW, "Int32Array", "Uint32Array"]);
const HOST = new Set(
  (
    "Math Date JSON console Number BigInt Symbol Promise Map Set WeakMap WeakSet WeakRef Proxy Reflect Intl Function eval " +
    "globalThis window process performance parseInt parseFloat isNaN NaN Infinity undefined arguments Float32Array Float64Array " +
    "BigInt64Array BigUint64Array RegExp String Buffer setTimeout setInterval queueMicrotask structuredClone"
  ).split(" "),
);
const COPYING = new Set(
  "subarray slice map filter concat split toString flat keys values entries bind".split(" "),
);
const WIDENING = new Set(["+", "-", "*", "<<", "+=", "-=", "*=", "<<="]);
const CLOSURES = ["ArrowFunctionExpression", "FunctionExpression"];
/** The one file that may divide. */
const DIVISION = "dsp/divide.ts";

function child(node: Node, property: string): Node | undefined {
  const value = node[property];
  return typeof value === "object" && value !== null && "type" in value ? (value as Node) : undefined;
}

function named(node: Node | undefined): string {
  if (node === undefined) return "";
  if (node.type === "Identifier") return String(node.name);
  return node.type === "MemberExpression" ? named(child(node, "property")) : "";
}

function isNumber(node: Node | undefined): boolean {
  return node?.type === "Literal" && typeof node.value === "number";
}

/** Names declared in a program with a type, or an initial value, of a narrow array. */
export function narrowNames(node: Node, into: Set<string>): void {
  const annotation = child(node, "typeAnnotation");
  const type = annotation?.type === "TSTypeAnnotation" ? child(annotation, "typeAnnotation") : undefined;
  const typeName = type === undefined ? "" : named(child(type, "typeName"));
  const key = child(node, "key") ?? child(node, "id") ?? node;
  if (NARROW.has(typeName)) into.add(named(key));
  const init = child(node, "init");
  if (init?.type === "NewExpression" && NARROW.has(named(child(init, "callee")))) into.add(named(key));
  if (init !== undefined && into.has(named(init)) && node.type === "VariableDeclarator") into.add(named(key));
}

function inConstructor(place: Place): boolean {
  return place.parents.some((p) => p.type === "MethodDefinition" && p.kind === "constructor");
}

function atModuleLevel(place: Place): boolean {
  return place.parents.every((p) =>
    ["Program", "ExportNamedDeclaration", "VariableDeclaration", "VariableDeclarator"].includes(p.type),
  );
}

function isConstantTable(node: Node, place: Place): boolean {
  const elements = node.elements as Node[];
  return (
    atModuleLevel(place) &&
    elements.every((e) => isNumber(e) || (e.type === "UnaryExpression" && isNumber(child(e, "argument"))))
  );
}

/** A value that holds no state: numbers and what is computed from them. */
function isConstant(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (isNumber(node) || node.type === "Identifier" || node.type === "ArrayExpression") return true;
  if (node.type === "MemberExpression") return true;
  if (node.type === "UnaryExpression") return isConstant(child(node, "argument"));
  return (
    node.type === "BinaryExpression" && isConstant(child(node, "left")) && isConstant(child(node, "right"))
  );
}

function is(...types: string[]): Rule["breaks"] {
  return (node) => types.includes(node.type);
}

/** Every rule, in the order of CONTRIBUTING.md's list. */
export const RULES: readonly Rule[] = [
  {
    name: "integer-literals",
    hint: "scale to an integer (Q14, Q15 …) of at most 32 bits",
    breaks: (node) =>
      node.type === "Literal" &&
      (typeof node.value === "bigint" ||
        (typeof node.value === "number" &&
          (!Number.isInteger(node.value) ||
            node.value > (String(node.raw).startsWith("0x") ? 0xffffffff : 0x80000000) ||
            /[.eE]/.test(String(node.raw).replace(/^0x.*/i, ""))))),
  },
  {
    name: "integer-types",
    hint: "declare i32 (or a narrower AssemblyScript type), bool, or a class",
    breaks: is(
      "TSNumberKeyword",
      "TSStringKeyword",
      "TSBigIntKeyword",
      "TSAnyKeyword",
      "TSUnknownKeyword",
      "TSUndefinedKeyword",
      "TSObjectKeyword",
      "TSFunctionType",
      "TSTypeLiteral",
    ),
  },
  {
    name: "no-strings",
    hint: "text is the host's: give a number and name it there",
    breaks: (node, place) =>
      node.type === "TemplateLiteral" ||
      (node.type === "Literal" &&
        (typeof node.value === "string" || "regex" in node) &&
        !["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration"].includes(
          place.parents[0]?.type ?? "",
        )),
  },
  {
    name: "product-to-int32",
    hint: "write (a * b) | 0 or shift the product at once; the product itself must fit 32 bits",
    breaks: (node, place) => {
      if (node.operator === "*=") return true;
      if (node.type !== "BinaryExpression" || node.operator !== "*") return false;
      if (isConstant(node) && [child(node, "left"), child(node, "right")].every(isNumber)) return false;
      const parent = place.parents[0];
      return !(
        inConstructor(place) ||
        (parent?.type === "BinaryExpression" && BITWISE.has(String(parent.operator)))
      );
    },
  },
  {
    name: "no-division",
    hint: "shift, or call divide() of dsp/divide.ts: a quotient with a fraction is a double on the way",
    breaks: (node, place) => (node.operator === "/" || node.operator === "/=") && place.file !== DIVISION,
  },
  {
    name: "no-power",
    hint: "multiply or shift",
    breaks: (node) => node.operator === "**" || node.operator === "**=",
  },
  {
    name: "no-negated-zero",
    hint: "write 0 - x: the negative of 0 is a double (a NAMED_CONSTANT may be negated)",
    breaks: (node) => {
      if (node.type !== "UnaryExpression") return false;
      const of = child(node, "argument");
      if (isNumber(of)) return node.operator === "-" && of?.value === 0;
      return node.operator === "+" || (node.operator === "-" && !/^[A-Z][A-Z0-9_]*$/.test(named(of)));
    },
  },
  {
    name: "shift-stays-signed",
    hint: "shift >>> by a literal of 1 … 31, or finish with | 0: x >>> 0 leaves the int32 range",
    breaks: (node, place) => {
      if (node.type !== "BinaryExpression" || node.operator !== ">>>") return false;
      const by = child(node, "right");
      if (isNumber(by) && Number(by?.value) >= 1 && Number(by?.value) <= 31) return false;
      const parent = place.parents[0];
      return !(parent?.type === "BinaryExpression" && BITWISE.has(String(parent.operator)));
    },
  },
  {
    name: "narrow-into-local",
    hint: "read the element into an i32 first: AssemblyScript computes with narrow elements in their own width",
    breaks: (node, place) => {
      if (node.type !== "MemberExpression" || node.computed !== true) return false;
      if (!place.narrow.has(named(child(node, "object")))) return false;
      const parent = place.parents[0];
      return WIDENING.has(String(parent?.operator)) || parent?.type === "UpdateExpression";
    },
  },
  {
    name: "no-host",
    hint: "the kernel has no host: compute it in integers, or let a port or an argument bring it",
    breaks: (node, place) => {
      if (node.type === "ImportExpression" || node.type === "MetaProperty") return true;
      if (node.type !== "Identifier" || !HOST.has(String(node.name))) return false;
      const parent = place.parents[0];
      const isProperty =
        parent?.type === "MemberExpression" && parent.computed !== true && child(parent, "property") === node;
      const isKey = ["MethodDefinition", "PropertyDefinition"].includes(parent?.type ?? "");
      return !isProperty && !isKey;
    },
  },
  {
    name: "new-in-constructor",
    hint: "make it in the constructor and keep it: nothing is allocated after construction",
    breaks: (node, place) =>
      node.type === "NewExpression" &&
      !inConstructor(place) &&
      !place.parents.some((p) => p.type === "PropertyDefinition"),
  },
  {
    name: "sized-arrays",
    hint: "new Int32Array(length), then fill it",
    breaks: (node) =>
      node.type === "NewExpression" &&
      INTEGER_ARRAYS.has(named(child(node, "callee"))) &&
      ((node.arguments as Node[]).length !== 1 ||
        ["ArrayExpression", "SpreadElement"].includes((node.arguments as Node[])[0]?.type ?? "")),
  },
  {
    name: "no-copies",
    hint: "loop over indices: this call allocates, or some engine lacks it",
    breaks: (node) => {
      const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
      if (callee?.type !== "MemberExpression") return false;
      return (
        COPYING.has(named(child(callee, "property"))) || INTEGER_ARRAYS.has(named(child(callee, "object")))
      );
    },
  },
  {
    name: "no-literals",
    hint: "a class made once, or a module-level table of numbers",
    breaks: (node, place) =>
      node.type === "ObjectExpression" || (node.type === "ArrayExpression" && !isConstantTable(node, place)),
  },
  {
    name: "no-closures",
    hint: "a method or a module-level function: a function made on the way is an allocation, and asc has no closures",
    breaks: (node, place) => {
      if (CLOSURES.includes(node.type)) {
        return !["MethodDefinition", "TSAbstractMethodDefinition"].includes(place.parents[0]?.type ?? "");
      }
      return (
        node.type === "FunctionDeclaration" &&
        !["Program", "ExportNamedDeclaration"].includes(place.parents[0]?.type ?? "")
      );
    },
  },
  {
    name: "no-iteration-protocol",
    hint: "for (let i: i32 = 0; i < n; i++)",
    breaks: is("ForOfStatement", "ForInStatement", "YieldExpression", "AwaitExpression"),
  },
  {
    name: "no-destructuring",
    hint: "one const for each value",
    breaks: is("ObjectPattern", "ArrayPattern", "SpreadElement", "RestElement"),
  },
  {
    name: "no-optional",
    hint: "pass every argument; `T | null` is the only union, and only of classes",
    breaks: (node, place) =>
      ["AssignmentPattern", "ChainExpression"].includes(node.type) ||
      (node.type === "LogicalExpression" && node.operator === "??") ||
      /^(\?\?|\|\||&&)=$/.test(String(node.operator)) ||
      (node.optional === true && place.parents[0]?.type !== "ChainExpression") ||
      (node.type === "TSUnionType" &&
        !(
          (node.types as Node[]).length === 2 &&
          (node.types as Node[]).some((t) => t.type === "TSNullKeyword")
        )),
  },
  {
    name: "no-exceptions",
    hint: "return a code: the collar has nobody to throw to",
    breaks: is("ThrowStatement", "TryStatement"),
  },
  {
    name: "no-dynamic-types",
    hint: "decide by an i32 of your own",
    breaks: (node) =>
      (node.type === "UnaryExpression" && ["typeof", "delete", "void"].includes(String(node.operator))) ||
      (node.type === "BinaryExpression" && ["in", "instanceof"].includes(String(node.operator))) ||
      node.type === "LabeledStatement" ||
      node.type === "PrivateIdentifier",
  },
  {
    name: "no-module-state",
    hint: "keep it in an object: two collars in one process must not meet",
    breaks: (node, place) => {
      if (node.type === "VariableDeclaration" && atModuleLevel(place)) {
        return (
          node.kind !== "const" || (node.declarations as Node[]).some((d) => !isConstant(child(d, "init")))
        );
      }
      return node.static === true || (node.type === "VariableDeclaration" && node.kind === "var");
    },
  },
  {
    name: "imports-stay-inside",
    hint: 'import { X } from "./file.ts", inside firmware/src',
    breaks: (node, place) => {
      const source = node.type.endsWith("Declaration") ? child(node, "source") : undefined;
      if (source === undefined) return false;
      const path = String(source.value);
      const climbs = path.split("/").filter((part) => part === "..").length;
      return !/^\.\.?\/.*\.ts$/.test(path) || climbs > place.file.split("/").length - 1;
    },
  },
];
