import { BIN_S, type PowerTrace } from "./trace.ts";

/** Where second 0 of a run lies in a trace, and how that is known. */
export interface Alignment {
  /** Seconds into the trace. */
  offsetS: number;
  by: "marker" | "shape" | "clock";
  /** Pearson's coefficient of trace and expectation; null where the expectation has no shape. */
  correlation: number | null;
}

/** Bit that a fixture raises as a run begins. */
const MARKER_BIT = 1;
/** A run begins so long before or after what the clocks say, at most, s. */
const SEARCH_S = 30;
/** A step of the search, s. */
const STEP_S = 0.1;
/** Below it a likeness is no evidence. */
const LIKE = 0.5;

/**
 * Finds second 0 of a run in a trace. A rising marker on logic bit 0 is believed; else the expected currents, µA by second, are moved
 * over the trace by half a minute to either side of `guessS` and the place of the best correlation is taken; else the clocks are.
 */
export function align(trace: PowerTrace, expected: readonly number[], guessS: number): Alignment {
  const marker = trace.logic.findIndex(
    (bits, i) => (bits & MARKER_BIT) !== 0 && i > 0 && (trace.logic[i - 1]! & MARKER_BIT) === 0,
  );
  if (marker >= 0) {
    const offsetS = marker * BIN_S;
    return { offsetS, by: "marker", correlation: correlationAt(trace, expected, offsetS) };
  }
  let best: Alignment = { offsetS: guessS, by: "clock", correlation: correlationAt(trace, expected, guessS) };
  if (best.correlation === null) return best;
  let highest = LIKE;
  for (let step = -SEARCH_S / STEP_S; step <= SEARCH_S / STEP_S; step++) {
    const offsetS = guessS + step * STEP_S;
    const correlation = correlationAt(trace, expected, offsetS);
    if (correlation === null || correlation <= highest) continue;
    highest = correlation;
    best = { offsetS, by: "shape", correlation };
  }
  return best;
}

/** Mean µA of each second of a run that begins at `offsetS` of the trace; NaN where the trace has none. */
export function secondsOf({ currents }: PowerTrace, offsetS: number, seconds: number): number[] {
  const first = Math.round(offsetS / BIN_S);
  const bins = Math.round(1 / BIN_S);
  return Array.from({ length: seconds }, (_, s) => {
    let [sum, count] = [0, 0];
    for (let i = first + s * bins; i < first + (s + 1) * bins; i++) {
      const value = currents[i];
      if (value === undefined || Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return count > 0 ? sum / count : Number.NaN;
  });
}

/** null where either has no shape, or too little of the run is in the trace. */
function correlationAt(trace: PowerTrace, expected: readonly number[], offsetS: number): number | null {
  const measured = secondsOf(trace, offsetS, expected.length);
  const both = expected.flatMap((value, s) =>
    Number.isNaN(measured[s]) ? [] : [[value, measured[s]!] as const],
  );
  if (both.length < expected.length / 2 || both.length < 3) return null;
  const mean = (i: 0 | 1) => both.reduce((sum, pair) => sum + pair[i], 0) / both.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of both) {
    ab += (x - a) * (y - b);
    aa += (x - a) ** 2;
    bb += (y - b) ** 2;
  }
  return aa > 1e-9 && bb > 1e-9 ? ab / Math.sqrt(aa * bb) : null;
}
