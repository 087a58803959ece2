/** Length of a scored window, seconds. */
export const WINDOW_S = 32;
/** Estimates are scored every two seconds. */
export const STEP_S = 2;

/** Breaths per minute over the whole breaths within (endMs - 32 s, endMs]; NaN with fewer than three marks. */
export function rateWithin(marksMs: readonly number[], endMs: number): number {
  const within = marksMs.filter((ms) => ms > endMs - WINDOW_S * 1000 && ms <= endMs);
  if (within.length < 3) return Number.NaN;
  return (60_000 * (within.length - 1)) / (within[within.length - 1]! - within[0]!);
}

/** Two witnesses' mean where they agree within 2 a minute, else NaN. */
export function agreed(a: number, b: number): number {
  return Math.abs(a - b) <= 2 ? (a + b) / 2 : Number.NaN;
}

/** Second-order band between `low` and `high`, Hz, run forth and back: no delay, and a belt's drift and pulse are gone. */
function band(values: readonly number[], hz: number, low: number, high: number): number[] {
  const keepLow = Math.exp((-2 * Math.PI * low) / hz);
  const keepHigh = Math.exp((-2 * Math.PI * high) / hz);
  const pass = (input: readonly number[]) => {
    let slow = input[0] ?? 0;
    let smooth = 0;
    return input.map((value) => {
      slow = keepLow * slow + (1 - keepLow) * value;
      smooth = keepHigh * smooth + (1 - keepHigh) * (value - slow);
      return smooth;
    });
  };
  return pass(pass(values).reverse()).reverse();
}

/** Turning points of one sign: those that stand out from the valley on either side by `height`; fractional sample indices. */
function crests(values: readonly number[], height: number): number[] {
  const found: number[] = [];
  let top = 0;
  let bottom = values[0] ?? 0;
  let rising = false;
  values.forEach((value, i) => {
    if (rising) {
      if (value > values[top]!) top = i;
      if (value < values[top]! - height) {
        const [a, b, c] = [values[top - 1] ?? value, values[top]!, values[top + 1] ?? value];
        const bend = a - 2 * b + c;
        found.push(top + (bend < 0 ? (0.5 * (a - c)) / bend : 0));
        rising = false;
        bottom = value;
      }
    } else {
      if (value < bottom) bottom = value;
      if (value > bottom + height) {
        rising = true;
        top = i;
      }
    }
  });
  return found;
}

/** Breaths per minute of a chest belt over the 32 s before each end, where counting in- and expirations agrees within 2; else NaN. */
export function beltRates(force: readonly number[], hz: number, endsS: readonly number[]): number[] {
  const moved = band(force, hz, 0.05, 1);
  return endsS.map((endS) => {
    const window = moved.slice(Math.round((endS - WINDOW_S) * hz), Math.round(endS * hz));
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    const spread = Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length);
    const [high, low] = [window, window.map((value) => -value)].map((side) => {
      const at = crests(side, 0.7 * spread);
      return at.length < 3 ? Number.NaN : (60 * hz * (at.length - 1)) / (at[at.length - 1]! - at[0]!);
    });
    return agreed(high!, low!);
  });
}
