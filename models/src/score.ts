/** How often each class was taken for each: confusion[truth][estimate], in windows. */
export type Confusion = number[][];

/** An empty table. */
export function confusionOf(classes: number): Confusion {
  return Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
}

/** F1 of each class: the harmonic mean of precision and recall; null where the class neither occurs nor is given. */
export function f1(confusion: Confusion): (number | null)[] {
  return confusion.map((row, k) => {
    const truth = row.reduce((a, b) => a + b, 0);
    const given = confusion.reduce((sum, other) => sum + other[k], 0);
    return truth + given === 0 ? null : (2 * row[k]) / (truth + given);
  });
}

/** Mean F1 over the classes that occur. */
export function macroF1(confusion: Confusion): number {
  const known = f1(confusion).filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
}

/** Adds `more` to `into`. */
export function addConfusion(into: Confusion, more: Confusion): void {
  more.forEach((row, i) => {
    row.forEach((count, j) => {
      into[i][j] += count;
    });
  });
}
