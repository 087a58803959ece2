// What the WASM build of the kernel shows the outside: one wearer per instance.
import { MINUTE_COLUMNS } from "../../src/minute.ts";
import { Vitals } from "../../src/vitals.ts";

let vitals: Vitals | null = null;
const row: Int32Array = new Int32Array(MINUTE_COLUMNS);

/** A new wearer with 1–3 light channels; first of all calls. Memory of the last one is not given back: make an instance per wearer. */
export function begin(channels: i32): void {
  vitals = new Vitals(channels);
}

export function sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
  vitals!.sample(ppg0, ppg1, ppg2, ax, ay, az);
}

/** A sample for which the light was off. */
export function motion(ax: i32, ay: i32, az: i32): void {
  vitals!.motion(ax, ay, az);
}

export function tick(): void {
  vitals!.tick();
}

export function setTemperature(centi: i32): void {
  vitals!.setTemperature(centi);
}

export function setBattery(percent: i32, charging: bool): void {
  vitals!.setBattery(percent, charging);
}

/** Ends the minute; read its columns with `column`. */
export function takeMinute(): void {
  vitals!.takeMinute(row);
}

export function column(index: i32): i32 {
  return row[index];
}

export function hops(): i32 {
  return vitals!.hops;
}

export function heartRate(): i32 {
  return vitals!.heartRate;
}

export function confidence(): i32 {
  return vitals!.confidence;
}

export function flags(): i32 {
  return vitals!.flags;
}

export function intensity(): i32 {
  return vitals!.intensity;
}

export function activity(): i32 {
  return vitals!.activity;
}

/** Beats settled by the last hop; they can be read until the next. */
export function beatsSettled(): i32 {
  return vitals!.heart.beats.settled;
}

/** When beat 0 … beatsSettled() - 1 was, 1/64 samples since the start. */
export function beatTime(index: i32): i32 {
  return vitals!.heart.beats.times[index];
}

/** Its interval from the beat before, 1/64 samples; 0 where the chain begins. */
export function beatInterval(index: i32): i32 {
  return vitals!.heart.beats.intervals[index];
}

/** Breaths, tenths per minute. */
export function breaths(): i32 {
  return vitals!.breath.rate;
}

/** 0–100 %. */
export function breathsConfidence(): i32 {
  return vitals!.breath.confidence;
}
