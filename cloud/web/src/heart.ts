import type { Device, Estimate, HeartRate } from "./api.ts";

/** A rate stands for the animal so long while the collar pauses between two measurements, ms. */
const STANDS_MS = 900_000;
/** A younger one is the heart as it is now, ms. */
const NOW_MS = 60_000;

/** Between two measurements, or at the beginning of one. */
function pauses(flags: readonly string[]): boolean {
  return flags.includes("ppg-resting") || flags.includes("warming-up");
}

/** The device once `estimate` has come. */
export function withEstimate(device: Device, estimate: Estimate): Device {
  const { at, heartRate, confidence } = estimate;
  const heart: HeartRate | null = heartRate === null ? device.heart : { at, heartRate, confidence };
  return { ...device, latest: estimate, heart, lastAt: Math.max(device.lastAt ?? 0, at), status: "live" };
}

/** The heart rate to show, and whether it is the one of now; null where the collar is silent for a reason, or too long. */
export function heartOf(
  { latest, heart, status }: Device,
  nowMs: number,
): (HeartRate & { now: boolean }) | null {
  if (latest === null || heart === null || nowMs - heart.at > STANDS_MS) return null;
  if (latest.heartRate === null && !pauses(latest.flags)) return null;
  return { ...heart, now: status === "live" && latest.heartRate !== null && nowMs - heart.at <= NOW_MS };
}
