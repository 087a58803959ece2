/** How an animal departs from a healthy one. */
export interface Condition {
  /** Factor on the resting rate. */
  rate: number;
  /** Factor on what the vagus can do: 0 takes all sinus arrhythmia away. */
  vagal: number;
  /** Beat-to-beat scatter beyond the healthy, share of the interval. */
  scatter: number;
  /** Share of beats that come early from the ventricle and are followed by a compensatory pause. */
  ectopic: number;
  /** Share of beats that are not conducted. */
  dropped: number;
  /** Factor on the breathing rate, panting apart. */
  breaths: number;
  /** Core temperature at rest, °C. */
  core: number;
}

const healthy: Condition = { rate: 1, vagal: 1, scatter: 0, ectopic: 0, dropped: 0, breaths: 1, core: 38.6 };

/**
 * What can be the matter. Atrial fibrillation: about 180 bpm and irregular without a pattern, as in large breeds. Breathless: above the
 * sleeping limit of 30/min (Rishniw 2012). Heat: above 41.5 °C.
 */
export const CONDITIONS = {
  healthy,
  bradycardia: { ...healthy, rate: 0.5 },
  tachycardia: { ...healthy, rate: 1.7, vagal: 0 },
  fibrillation: { ...healthy, rate: 1.6, vagal: 0, scatter: 0.2 },
  ectopic: { ...healthy, ectopic: 0.1 },
  block: { ...healthy, dropped: 0.08 },
  breathless: { ...healthy, breaths: 2.9, vagal: 0.5 },
  heat: { ...healthy, core: 41.9, rate: 1.3, vagal: 0.3 },
} as const satisfies Record<string, Condition>;

/** Name of a condition. */
export type ConditionName = keyof typeof CONDITIONS;
