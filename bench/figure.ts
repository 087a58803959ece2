/** One measured number. */
export interface Figure {
  /** Part and what of it, e.g. `m4.flashBytes`; the key in budgets.json. */
  name: string;
  value: number;
  unit: string;
}

/** A figure held against its budget. */
export interface Gate extends Figure {
  budget: string;
  ok: boolean;
}

/** A figure that could not be taken here, and how to make it so. */
export interface Skipped {
  name: string;
  reason: string;
}

/** A limit; exactly one of the three. */
export type Budget = { most: number } | { least: number } | { equals: number };

/** What budgets.json says of a figure. */
export type Limit = Budget & { why: string };

/** bench/budgets.json is wrong, or a figure has no budget. */
export class BudgetError extends Error {
  readonly code: "bench.budget-missing" | "bench.budget-malformed";
  readonly hint = "every figure has one entry in bench/budgets.json with one of most, least, equals, and why";

  constructor(code: BudgetError["code"], message: string) {
    super(message);
    this.name = "BudgetError";
    this.code = code;
  }
}

/** Checks what was read from budgets.json. Throws bench.budget-malformed. */
export function checkBudgets(read: unknown): Record<string, Limit> {
  if (typeof read !== "object" || read === null)
    throw new BudgetError("bench.budget-malformed", "not an object");
  for (const [name, limit] of Object.entries(read)) {
    const bounds = ["most", "least", "equals"].filter((key) => key in (limit as object));
    const bound = (limit as Record<string, unknown>)[bounds[0] ?? ""];
    if (bounds.length !== 1 || typeof bound !== "number" || !Number.isFinite(bound))
      throw new BudgetError("bench.budget-malformed", `${name} has no single bound`);
    if (typeof (limit as { why?: unknown }).why !== "string")
      throw new BudgetError("bench.budget-malformed", `${name} does not say why`);
  }
  return read as Record<string, Limit>;
}

/** Holds a figure against its budget. What is not a number is never within one. Throws bench.budget-missing. */
export function judge(figure: Figure, budgets: Record<string, Limit>): Gate {
  const limit = budgets[figure.name];
  if (!limit) throw new BudgetError("bench.budget-missing", `${figure.name} has no budget`);
  const { value } = figure;
  if ("most" in limit) return { ...figure, budget: `≤ ${limit.most}`, ok: value <= limit.most };
  if ("least" in limit) return { ...figure, budget: `≥ ${limit.least}`, ok: value >= limit.least };
  return { ...figure, budget: `= ${limit.equals}`, ok: value === limit.equals };
}
