import { expect, test } from "vitest";
import { BudgetError, checkBudgets, judge } from "./figure.ts";

const budgets = checkBudgets({
  size: { most: 10, why: "flash" },
  days: { least: 30, why: "owners" },
  engines: { equals: 6, why: "all" },
});

test.each([
  ["size", 10, true],
  ["size", 10.1, false],
  ["days", 30, true],
  ["days", 29.9, false],
  ["engines", 6, true],
  ["engines", 5, false],
  ["engines", 7, false],
  ["size", Number.NaN, false],
  ["days", Number.NaN, false],
])("%s of %d: %s", (name, value, ok) => {
  expect(judge({ name, value, unit: "" }, budgets).ok).toBe(ok);
});

test("a figure without a budget is an error, not a pass", () => {
  expect(() => judge({ name: "new", value: 0, unit: "" }, budgets)).toThrow(BudgetError);
});

test.each([
  ["no bound", { a: { why: "x" } }],
  ["two bounds", { a: { most: 1, least: 0, why: "x" } }],
  ["a bound that is text", { a: { most: "1", why: "x" } }],
  ["no reason", { a: { most: 1 } }],
  ["nothing", null],
])("refuses budgets with %s", (_, read) => {
  expect(() => checkBudgets(read)).toThrow(expect.objectContaining({ code: "bench.budget-malformed" }));
});
