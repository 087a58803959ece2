import type { HeartWindow } from "./play.ts";

/** One step of the reliability curve: what was promised and what came. */
export interface Reliability {
  /** Confidence from … to below, per cent. */
  from: number;
  to: number;
  windows: number;
  /** Mean confidence, 0 … 1. */
  promised: number;
  /** Share within 5 bpm, 0 … 1. */
  kept: number;
}

const STEPS: [number, number][] = [
  [1, 90],
  [90, 92],
  [92, 94],
  [94, 96],
  [96, 98],
  [98, 101],
];

/** How often estimates of each confidence were within 5 bpm; steps of fewer than 20 windows are left out. */
export function reliability(windows: HeartWindow[]): Reliability[] {
  return STEPS.map(([from, to]) => {
    const inside = windows.filter(({ confidence }) => confidence >= from && confidence < to);
    const promised = inside.reduce((sum, { confidence }) => sum + confidence / 100, 0) / inside.length;
    const kept = inside.filter(({ rate, bpm }) => Math.abs(rate - bpm) <= 5).length / inside.length;
    return { from, to, windows: inside.length, promised, kept };
  }).filter((step) => step.windows >= 20);
}
