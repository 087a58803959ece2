/**
 * Preload (`node --import …/process/tear.ts program`): the power goes in the middle of the write number $PETPULSE_TEAR that this
 * process makes with `writeSync`: half of it reaches the file, and the process is dead.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

let left = Number(process.env.PETPULSE_TEAR);
if (!(left > 0)) throw new Error("PETPULSE_TEAR: the number of a write is not set");

const whole = fs.writeSync as (
  file: number,
  bytes: Uint8Array,
  at: number,
  length: number,
  to: number,
) => number;
fs.writeSync = ((file: number, bytes: Uint8Array, at: number, length: number, to: number) => {
  left--;
  if (left > 0) return whole(file, bytes, at, length, to);
  whole(file, bytes, at, length >> 1, to);
  process.kill(process.pid, "SIGKILL");
  return length;
}) as typeof fs.writeSync;
syncBuiltinESMExports();
