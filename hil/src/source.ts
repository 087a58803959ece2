/** Heart rate known from a reference (ECG, or the virtual animal itself) over the 8 s that end at `endMs`. */
export interface HeartWindow {
  endMs: number;
  bpm: number;
}

/**
 * Whatever a collar can wear: a virtual animal or a recording. Pulled, never pushed, so that the runner sets the pace.
 * Sample n stands at n * 20 ms.
 */
export interface SampleSource {
  /** Short name for logs and reports. */
  readonly name: string;
  /** PPG channels present, 1 to 3. */
  readonly ppgChannels: number;
  readonly hasAcceleration: boolean;
  /** Length in seconds, or null when it never ends. */
  readonly seconds: number | null;
  /**
   * Writes the next 50 Hz sample into `out[0..5]`: ppg, ppg2, ppg3 (counts), ax, ay, az (mg); absent columns are 0.
   * Returns false, and leaves `out` alone, once the source has ended.
   */
  next(out: Int32Array): boolean;
  /** Skin temperature under the collar now, °C; absent where nobody measured it. */
  readonly skinCelsius?: number;
  /** The collar's battery now, 0 … 100 %; absent where nobody measured it. */
  readonly batteryPercent?: number;
  /** Reference windows known so far, in order of time; empty where nothing is known. */
  heart(): readonly HeartWindow[];
}
