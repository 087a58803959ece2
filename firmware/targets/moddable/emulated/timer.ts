// timer: time that passes when it is told to.

interface Repeat {
  callback: () => void;
  intervalMs: number;
  dueMs: number;
}

const repeats: Repeat[] = [];
let nowMs = 0;

export default {
  repeat: (callback: () => void, intervalMs: number): void => {
    repeats.push({ callback, intervalMs, dueMs: nowMs + intervalMs });
  },
};

/** Lets `ms` pass; what is due at the same time runs in the order it was asked for. */
export function pass(ms: number): void {
  const untilMs = nowMs + ms;
  for (;;) {
    let first: Repeat | null = null;
    for (const one of repeats) if (one.dueMs <= untilMs && (!first || one.dueMs < first.dueMs)) first = one;
    if (!first) break;
    nowMs = first.dueMs;
    first.dueMs += first.intervalMs;
    first.callback();
  }
  nowMs = untilMs;
}
