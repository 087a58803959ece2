import { describe, expect, it } from "vitest";
import { checkLanguage } from "./language.ts";
import { LANGUAGE_RULES } from "./language-rules.ts";

/** What Espruino does not take; every snippet must be caught by its rule. */
const BAD: [rule: string, text: string][] = [
  ["syntax", "var = 1;"],
  ["destructuring", "var { a } = b;"],
  ["destructuring", "for (var [a] of b) c(a);"],
  ["default-or-rest", "function f(a = 1) {}"],
  ["default-or-rest", "(function (...a) {})();"],
  ["default-or-rest", "f(...a);"],
  ["default-or-rest", "var a = { ...b };"],
  ["optional-chaining", "a?.b;"],
  ["operator", "a ** 2;"],
  ["operator", "a ??= 1;"],
  ["operator", "a ||= 1;"],
  ["async-or-generator", "async function f() {}"],
  ["async-or-generator", "var f = async () => 1;"],
  ["async-or-generator", "function* f() {}"],
  ["modules", "import a from 'a';"],
  ["modules", "export var a = 1;"],
  ["modules", "import('a');"],
  ["modules", "function F() { return new.target; }"],
  ["label-or-with", "a: for (;;) break a;"],
  ["label-or-with", "with (a) b();"],
  ["computed-key", "var a = { [b]: 1 };"],
  ["computed-key", "class A { [b]() {} }"],
  ["method-name", "class A { delete() {} }"],
  ["method-name", "class A { 'm'() {} }"],
  ["method-name", "class A { of() {} }"],
  ["class-field", "class A { a = 1; }"],
  ["class-field", "class A { a; }"],
  ["class-field", "class A { static a; }"],
  ["private-name", "class A { m() { return #a in this; } #a() {} }"],
  ["static-block", "class A { static { A.x = 1; } }"],
  ["extends-name", "class A extends b.C {}"],
  ["extends-name", "class A extends mixin(B) {}"],
  ["case-after-default", "switch (a) { default: b(); case 1: c(); }"],
  ["return-line-end", "function f() { return\n}\nfunction g() { if (a) return\n  b(); }"],
  ["not-hoisted", "f(); function f() {}"],
  ["not-hoisted", "a = 1; var a;"],
  ["loop-variable", "for (let i = 0; i < 3; i++) f(function () { return i; });"],
  ["loop-variable", "for (const a of b) f(() => a);"],
  ["shift-count", "a = 1 << 33;"],
  ["shift-count", "a >>>= 32;"],
  ["shift-count", "a = b >> -1;"],
  ["negative-zero", "a = -0;"],
  ["assigned-length", "a.length = 0;"],
  ["literal", "a = 5n;"],
  ["literal", 'a = "\\u{1f600}";'],
  ["literal", "a = 'b\\\nc';"],
  ["literal", "a = 'ÿ';"],
  ["literal", "a = `ÿ`;"],
  ["tagged-template", "f`a`;"],
  ["regular-expression", "/a(?=b)/.test(c);"],
  ["regular-expression", "/a+?/.test(c);"],
  ["regular-expression", "/a{2}/.test(c);"],
  ["regular-expression", "/\\ba/.test(c);"],
  ["regular-expression", "/a/y.test(c);"],
  ["identifier", "var é = 1;"],
  ["identifier", "var of = 1;"],
  ["missing-global", "new Map();"],
  ["missing-global", "a = typeof Symbol;"],
  ["missing-global", "class E extends RangeError {}"],
  ["missing-member", "Math.imul(1, 2);"],
  ["missing-member", "Array.from(a);"],
  ["missing-member", "Int16Array.of(1);"],
  ["missing-member", "a.flat();"],
  ["missing-member", "p.finally(f);"],
  ["missing-member", "Number.isInteger(1);"],
  ["missing-member", "Object.freeze(a);"],
];

/** What it does take, of what a compiler writes. */
const GOOD = `
(function () {
  "use strict";
  const table = [1, -2, 0xff];
  let count = 0;
  class A { constructor(b) { this.b = b; this.list = new Int16Array(4); } get c() { return this.b; } m() { return this.b ?? 1; } static n() { return 2; } }
  class B extends A { constructor() { super(3); this.at = 1; } with(a) { return a; } }
  const f = (a) => a + 1, o = { a: 1, f, m() { return 1; }, get: 2, "b-c": 3, default: 4 };
  for (let i = 0; i < 3; i++) count += table[i] << (i & 31);
  for (const a of table) count ^= a;
  switch (count) { case 1: break; default: count = 0; }
  function g(h) { try { return later(h); } catch (e) { return; } finally { count++; } }
  function later(h) { return h.length > 2 ? h.slice(1) : \`\${h}!\`; }
  var view = new DataView(new ArrayBuffer(8)), re = /^[0-9a-f]+$/i;
  delete o.a;
  setTimeout(function () { g("x"); }, 10);
})();
`;

describe("Espruino's language", () => {
  it.each(BAD)("%s: %s", (rule, text) => {
    expect(checkLanguage(text).map((found) => found.rule)).toContain(rule);
  });

  it("has a bad snippet for every rule", () => {
    const tried = new Set(BAD.map(([rule]) => rule));
    expect(LANGUAGE_RULES.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it("lets what works pass", () => {
    expect(checkLanguage(GOOD)).toEqual([]);
  });

  it("says where", () => {
    expect(checkLanguage("var a;\n  a ??= 1;")).toMatchObject([{ line: 2, column: 3, rule: "operator" }]);
  });

  it("knows a script's own method from a missing one of the same name", () => {
    expect(checkLanguage("class R { at(i) { return i; } }\nnew R().at(1);")).toEqual([]);
    expect(checkLanguage("[1].at(0);")).toMatchObject([{ rule: "missing-member" }]);
  });
});
