/** Mean of the numbers that are known; NaN of none. */
export function mean(values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Middle of the values (the upper of two); NaN of none. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Share of the values that pass, 0 … 1; NaN of none. */
export function share(values: number[], passes: (value: number) => boolean): number {
  return values.filter(passes).length / values.length;
}
