/** Time as the hub sees it: what a collar is told, and every timer. Tests bring their own. */
export interface Clock {
  /** Unix time, ms. */
  now(): number;
  /** Runs once after `ms`; returns how to call it off. */
  later(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.later(ms, resolve));
}

/** Settles as `work` does, or rejects with `late()` once `ms` have passed. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.later(ms, () => reject(late()));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error) => {
        cancel();
        reject(error);
      },
    );
  });
}
