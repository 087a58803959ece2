/**
 * One unit in a fixture: on a white card in a dark box, lying still. The contract: every method may throw (a ConsoleError, say), which
 * fails the measures it was for and no other; null is what this unit or fixture cannot measure.
 */
export interface Unit {
  identify(): Promise<Identified>;
  /** Readings of the light sensor with its LED on, counts, over so many seconds. */
  light(seconds: number): Promise<readonly number[]>;
  /** Acceleration, g, three axes, over so many seconds. */
  motion(seconds: number): Promise<readonly (readonly [number, number, number])[]>;
  /** Writes a pattern to flash, reads it back, takes it away: wrong bytes, and how long it took, ms. */
  flash(): Promise<{ errors: number; ms: number }>;
  /** dBm, over so many seconds. */
  rssi(seconds: number): Promise<readonly number[] | null>;
  /** Mean current out of the battery, µA, over so many seconds. */
  current(seconds: number): Promise<number | null>;
}

/** Who a unit is. */
export interface Identified {
  board: string;
  chip: string;
  interpreter: string;
  /** Of the firmware that runs; empty where none does. */
  firmware: string;
  /** 16 hex digits; null where no identity was written. */
  device: string | null;
  /** %; null without a battery. */
  battery: number | null;
}
