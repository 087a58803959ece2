import { describe, expect, it } from "vitest";
import { checkSubset } from "./subset.ts";
import { RULES } from "./subset-rules.ts";

/** One breach of each rule at least; every snippet must be caught by its rule. */
const BAD: [rule: string, text: string][] = [
  ["syntax", "const = 1;"],
  ["integer-literals", "const A: i32 = 0.5;"],
  ["integer-literals", "const A: i32 = 1e3;"],
  ["integer-literals", "const A: i32 = 5000000000;"],
  ["integer-literals", "const A: i32 = 5n;"],
  ["integer-types", "function f(a: number): void {}"],
  ["integer-types", "function f(a: i32): string {}"],
  ["no-strings", "function f(): void { g('text'); }"],
  ["no-strings", "function f(a: i32): void { g(`a`); }"],
  ["product-to-int32", "function f(a: i32, b: i32): i32 { return a * b; }"],
  ["product-to-int32", "function f(a: i32, b: i32): i32 { return a * b + 1; }"],
  ["product-to-int32", "function f(a: i32): void { a *= 3; }"],
  ["no-division", "function f(a: i32): i32 { return (a / 2) | 0; }"],
  ["no-power", "function f(a: i32): i32 { return a ** 2; }"],
  ["no-negated-zero", "function f(a: i32): i32 { return -a; }"],
  ["no-negated-zero", "const A: i32 = -0;"],
  ["shift-stays-signed", "function f(a: i32, b: i32): i32 { return a >>> b; }"],
  ["shift-stays-signed", "function f(a: i32): i32 { return a >>> 0; }"],
  ["narrow-into-local", "class A { b: Int8Array; f(i: i32): i32 { return this.b[i] + 1; } }"],
  ["narrow-into-local", "function f(b: Uint8Array): i32 { return b[0] << 8; }"],
  ["narrow-into-local", "class A { b: Int16Array; f(): void { const c = this.b; c[0] += 1; } }"],
  ["no-host", "function f(a: i32): i32 { return Math.abs(a); }"],
  ["no-host", "function f(): i32 { return Date.now(); }"],
  ["no-host", "function f(a: i32): void { if (a === undefined) g(); }"],
  ["no-host", "class A { b: Float64Array; constructor() { this.b = new Float64Array(2); } }"],
  ["no-host", "function f(): void { import('./a.ts'); }"],
  ["new-in-constructor", "class A { f(): void { this.b = new B(); } }"],
  ["sized-arrays", "class A { constructor() { this.b = new Int32Array([1, 2]); } }"],
  ["sized-arrays", "class A { constructor(c: Int32Array) { this.b = new Int32Array(c, 4, 2); } }"],
  ["no-copies", "function f(a: Int32Array): void { g(a.subarray(1)); }"],
  ["no-copies", "class A { constructor() { this.b = Int32Array.from(c); } }"],
  ["no-literals", "function f(): void { g({ a: 1 }); }"],
  ["no-literals", "function f(): void { g([1, 2]); }"],
  ["no-literals", "const A: B[] = [b];"],
  ["no-closures", "function f(): void { g(() => 1); }"],
  ["no-closures", "function f(): void { function g(): void {} }"],
  ["no-iteration-protocol", "function f(a: Int32Array): void { for (const b of a) g(b); }"],
  ["no-iteration-protocol", "function f(a: A): void { for (const b in a) g(b); }"],
  ["no-iteration-protocol", "async function f(): void { await g(); }"],
  ["no-destructuring", "function f(a: A): void { const { b } = a; }"],
  ["no-destructuring", "function f(a: A): void { const [b] = a; }"],
  ["no-destructuring", "function f(a: A): void { g(...a); }"],
  ["no-destructuring", "function f(...a: i32[]): void {}"],
  ["no-optional", "function f(a: i32 = 1): void {}"],
  ["no-optional", "function f(a?: i32): void {}"],
  ["no-optional", "function f(a: A): i32 { return a?.b; }"],
  ["no-optional", "function f(a: A): i32 { return a.b ?? 1; }"],
  ["no-optional", "function f(a: A): void { a.b ||= 1; }"],
  ["no-optional", "function f(a: A | B): void {}"],
  ["no-exceptions", "function f(): void { throw e; }"],
  ["no-exceptions", "function f(): void { try { g(); } catch { h(); } }"],
  ["no-dynamic-types", "function f(a: A): bool { return a instanceof B; }"],
  ["no-dynamic-types", "function f(a: A): bool { return typeof a === b; }"],
  ["no-dynamic-types", "class A { #b: i32 = 1; }"],
  ["no-module-state", "let a: i32 = 1;"],
  ["no-module-state", "export var a: i32 = 1;"],
  ["no-module-state", "const A: B = new B();"],
  ["no-module-state", "class A { static b: i32 = 1; }"],
  ["imports-stay-inside", "import { a } from 'node:fs';"],
  ["imports-stay-inside", "import { a } from './a';"],
  ["imports-stay-inside", "import { a } from '../../targets/node/a.ts';"],
  ["imports-stay-inside", "export { a } from '@petpulse/proto';"],
];

const GOOD = `
import type { Flash } from "../ports.ts";
import { B, type C } from "./b.ts";

export const WIDTH: i32 = 4;
const TABLE: i32[] = [1, -2, 0x7fffffff];

export class A extends B {
  value: i32 = 0;
  private bytes: Uint8Array;
  private other: C | null = null;

  constructor(flash: Flash, size: i32) {
    super();
    this.bytes = new Uint8Array(size * WIDTH);
  }

  step(x: i32): i32 {
    const bytes = this.bytes;
    const b: i32 = bytes[x];
    bytes[x] = bytes[x + 1];
    for (let i: i32 = 0; i < 3; i++) this.value = ((b * TABLE[i]) >> 2) - ((x * x) | 0);
    const other = this.other;
    return other !== null ? (x >>> 3) ^ (0 - x) : -WIDTH;
  }
}
`;

describe("collar subset", () => {
  it.each(BAD)("%s: %s", (rule, text) => {
    const found = checkSubset([{ file: "heart/bad.ts", text }]);
    expect(found.map((breach) => breach.rule)).toContain(rule);
  });

  it("has a bad snippet for every rule", () => {
    const tried = new Set(BAD.map(([rule]) => rule));
    expect(RULES.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it("lets the subset itself pass", () => {
    expect(checkSubset([{ file: "heart/good.ts", text: GOOD }])).toEqual([]);
  });

  it("knows a narrow field from another file", () => {
    const maker = { file: "a.ts", text: "export class A { wide: Int32Array; thin: Int16Array; }" };
    const user = { file: "b.ts", text: "function f(a: A): i32 { return a.wide[0] + a.thin[1]; }" };
    expect(checkSubset([maker, user])).toMatchObject([
      { file: "b.ts", rule: "narrow-into-local", column: 44 },
    ]);
  });

  it("divides in one file only", () => {
    const text = "export function divide(a: i32, b: i32): i32 { return ((a - (a % b)) / b) | 0; }";
    expect(checkSubset([{ file: "dsp/divide.ts", text }])).toEqual([]);
    expect(checkSubset([{ file: "heart/divide.ts", text }])).toMatchObject([
      { rule: "no-division", line: 1 },
    ]);
  });
});
