import { PowerError } from "./errors.ts";

/** A bin of a trace, s: what a radio event is still seen in. */
export const BIN_S = 0.01;
/** A day. */
const MOST_BINS = 8_640_000;
const FIRST_BINS = 4096;

/** Current over time, averaged in bins of 10 ms as it comes in, so that a day of 100,000 samples a second fits into memory. */
export class PowerTrace {
  /** Host's clock at the first bin, Unix ms; 0 for a file, which knows none. */
  readonly startMs: number;
  #currents = new Float32Array(FIRST_BINS);
  #logic = new Uint8Array(FIRST_BINS);
  #bins = 0;
  #at = 0;
  #sum = 0;
  #count = 0;
  #bits = 0;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  /** A sample of `currentUa` (µA; NaN: lost) with its 8 logic bits, at `atS` seconds of the trace, not before the last. Throws PowerError. */
  add(atS: number, currentUa: number, bits: number): void {
    // Ten-microsecond steps are not binary fractions: half of one keeps a sample in its own bin.
    const bin = Math.floor(atS / BIN_S + 5e-4);
    while (this.#at < bin) this.#close();
    this.#bits |= bits;
    if (Number.isNaN(currentUa)) return;
    this.#sum += currentUa;
    this.#count++;
  }

  /** Whole bins: mean µA each, NaN where nothing was measured. */
  get currents(): Float32Array {
    return this.#currents.subarray(0, this.#bins);
  }

  /** Logic bits that were high at any time of each bin. */
  get logic(): Uint8Array {
    return this.#logic.subarray(0, this.#bins);
  }

  get seconds(): number {
    return this.#bins * BIN_S;
  }

  /** The last bin is whole. */
  end(): void {
    if (this.#count > 0) this.#close();
  }

  #close(): void {
    if (this.#bins === MOST_BINS)
      throw new PowerError("power.too-long", "a trace of more than a day", "measure shorter scenarios");
    if (this.#bins === this.#currents.length) {
      const [currents, logic] = [this.#currents, this.#logic];
      this.#currents = new Float32Array(2 * this.#bins);
      this.#logic = new Uint8Array(2 * this.#bins);
      this.#currents.set(currents);
      this.#logic.set(logic);
    }
    this.#currents[this.#bins] = this.#count > 0 ? this.#sum / this.#count : Number.NaN;
    this.#logic[this.#bins] = this.#bits;
    this.#bins++;
    this.#at++;
    this.#sum = 0;
    this.#count = 0;
    this.#bits = 0;
  }
}
