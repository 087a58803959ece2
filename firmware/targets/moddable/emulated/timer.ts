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
    let first = repeats[0];
    for (let i = 1; i < repeats.length; i++) if (repeats[i]!.dueMs < first!.dueMs) first = repeats[i];
    if (!first || first.dueMs > untilMs) break;
    nowMs = first.dueMs;
    first.dueMs += first.intervalMs;
    first.callback();
  }
  nowMs = untilMs;
}
