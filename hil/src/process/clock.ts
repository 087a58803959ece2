/**
 * Preload (`node --import …/process/clock.ts program`): this process's clock is wrong by as many ms as the file $PETPULSE_CLOCK says,
 * from the moment it says so. Timers go on as they do when a machine's clock is set.
 */
import { readFileSync } from "node:fs";

/** How often the file is read, ms. */
const LOOK_MS = 100;

const path = process.env.PETPULSE_CLOCK;
if (!path) throw new Error("PETPULSE_CLOCK: the file that holds the offset is not set");

const real = Date.now.bind(Date);
let offsetMs = 0;
const look = () => {
  try {
    offsetMs = Number(readFileSync(path, "utf8")) || 0;
  } catch {
    // Nobody has touched this clock.
  }
};
look();
setInterval(look, LOOK_MS).unref();
Date.now = () => real() + offsetMs;
