/** Figures of `evaluate` as lines a person reads: one per set, nested numbers behind it. */
export function tableOf(figures: Record<string, Record<string, unknown>>): string {
  const lines = Object.entries(figures).map(([set, values]) => {
    const told = Object.entries(values)
      .filter(([name]) => name !== "confusion")
      .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
    return `${set.padEnd(12)} ${told.join("  ")}`;
  });
  return `${lines.join("\n")}\n`;
}
