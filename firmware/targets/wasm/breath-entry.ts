// The breath alone as WASM, for the scorer and for the digest: one animal per instance.
import { Respiration } from "../../src/respiration/respiration.ts";

const respiration: Respiration = new Respiration();

export function sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
  respiration.sample(ppg0, ppg1, ppg2, ax, ay, az);
}

export function endHop(intensity: i32, unseen: i32): void {
  respiration.endHop(intensity, unseen);
}

export function restart(): void {
  respiration.restart();
}

/** Tenths of a breath per minute. */
export function breaths(): i32 {
  return respiration.rate;
}

export function breathsConfidence(): i32 {
  return respiration.confidence;
}

export function reason(): i32 {
  return respiration.reason;
}

export function panting(): i32 {
  return respiration.panting;
}

export function pantingRate(): i32 {
  return respiration.pantingRate;
}

export function estimates(): i32 {
  return respiration.estimates;
}
