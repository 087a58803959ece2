import type { Tally } from "./day.ts";
import type { Values } from "./figures.ts";

/** What the gates measure of the kernel on a Cortex-M4, cycles. */
export interface Cycles {
  /** A sample with light, the hop's work spread over it. */
  lit: number;
  /** A sample of acceleration alone. */
  dark: number;
  /** A frame: written, tagged, logged, sent, its acknowledgement checked. */
  frame: number;
}

/** Upper bound of the Cortex-M4 gate, for what it does not measure. */
export const CYCLES_PER_INSTRUCTION = 1.77;

/**
 * For the chart, and where the Cortex-M4 tools are missing: what they once said of the kernel with three channels (an upper bound,
 * 14,346 and 203 instructions at 1.77 cycles). A frame's is an estimate: some ten blocks of SHA-256 at 12,000 instructions.
 */
export const USUAL_CYCLES: Cycles = { lit: 25_400, dark: 360, frame: 200_000 };

/** Cycles from the Cortex-M4 gate's figures: instructions per sample with light and without, cycles per instruction. */
export function cyclesOf(lit: number, dark: number, perInstruction: number): Cycles {
  return { lit: lit * perInstruction, dark: dark * perInstruction, frame: USUAL_CYCLES.frame };
}

const CLOCK_HZ = 64e6;
const SAMPLE_HZ = 50;
const MONTH_S = 30 * 86_400;

/** Who takes the charge, in the order of the chart. */
export const CONSUMERS = [
  "LEDs",
  "PPG front end",
  "accelerometer",
  "kernel",
  "sensor drivers",
  "sleep",
  "advertising",
  "connection",
  "data",
  "flash",
  "supply and board",
  "self-discharge",
] as const;
export type Consumer = (typeof CONSUMERS)[number];
export type Charges = Record<Consumer, number>;

/** Charge of one advertising event, µC at 3 V: three channels, each sent on and listened on once. */
export function advertisingUc(f: Values): number {
  const sendUs = f.rampUs + (f.packetBytes + f.advertisedBytes) * f.byteUs;
  const listenUs = f.rampUs + f.listenUs;
  return (3 * (sendUs * f.txMa + listenUs * f.rxMa)) / 1000 + f.radioCpuMs * f.cpuMa;
}

/** Charge of one connection event without data, µC at 3 V, `apartS` after the last: the window is opened as early as clocks may differ. */
export function connectionUc(f: Values, apartS: number): number {
  const emptyUs = f.packetBytes * f.byteUs;
  const receiveUs = f.rampUs + f.clocksPpm * apartS + emptyUs;
  return (receiveUs * f.rxMa + (f.ifsUs + emptyUs) * f.txMa) / 1000 + f.radioCpuMs * f.cpuMa;
}

/** Charge of `fragments` packets with `bytes` in all, µC at 3 V, each with an empty packet back. */
export function dataUc(
  f: Values,
  fragments: number,
  bytes: number,
  milliamperes: number,
  backMa: number,
): number {
  const thereUs = (fragments * (f.packetBytes + f.headerBytes) + bytes) * f.byteUs;
  const backUs = fragments * (2 * f.ifsUs + f.packetBytes * f.byteUs);
  return (thereUs * milliamperes + backUs * backMa) / 1000;
}

/**
 * Charge out of the cell over the tally's span, mAh by consumer. A rail's current reaches the cell by its power: current × rail
 * voltage ÷ efficiency ÷ cell voltage.
 */
export function chargesMah(f: Values, tally: Tally, cycles: Cycles): Charges {
  const fromRail = (coulombs: number, volts: number, efficiency: number) =>
    (coulombs * volts) / efficiency / f.cellVolts / 3.6;
  const at = (volts: number, coulombs: number) => fromRail(coulombs, volts, f.buckShare);
  const s = tally.seconds;
  const litS = tally.lit / SAMPLE_HZ;
  const kernelS =
    (tally.lit * cycles.lit + tally.dark * cycles.dark + tally.frames * cycles.frame) / CLOCK_HZ;
  const driverS = (s * f.fetchesPerS + litS * f.fetchesPerS) * f.driverMs * 1e-3;
  const ledC = tally.lit * f.channels * f.pulseUs * 1e-6 * f.ledMa * 1e-3;
  const apartS = tally.connections > 0 ? tally.connectedS / tally.connections : 0;
  const dataC =
    dataUc(f, tally.sent, tally.sentBytes, f.txMa, f.rxMa) +
    dataUc(f, tally.received, tally.receivedBytes, f.rxMa, f.txMa);
  const flashS = tally.words * f.wordUs * 1e-6 + tally.erases * f.eraseMs * 1e-3;
  return {
    LEDs: fromRail(ledC, f.ledVolts, f.boostShare),
    "PPG front end": at(1.8, (litS * f.channels * f.frontEndUa + (s - litS) * f.frontEndOffUa) * 1e-6),
    accelerometer: at(2.5, s * f.accelerationUa * 1e-6),
    kernel: at(3, kernelS * f.cpuMa * 1e-3),
    "sensor drivers": at(3, driverS * f.cpuMa * 1e-3),
    sleep: at(3, s * f.sleepUa * 1e-6),
    advertising: at(3, tally.advertisements * advertisingUc(f) * 1e-6),
    connection: at(3, tally.connections * connectionUc(f, apartS) * 1e-6),
    data: at(3, dataC * 1e-6),
    flash: at(3, flashS * f.flashMa * 1e-3),
    "supply and board": (s * (f.buckUa + f.leakUa) * 1e-6) / 3.6,
    "self-discharge": (f.cellMah * f.selfDischarge * s) / MONTH_S,
  };
}

/** All consumers together. */
export function total(charges: Charges): number {
  return CONSUMERS.reduce((all, consumer) => all + charges[consumer], 0);
}

/** Days from full to empty at so many mAh a day. */
export function daysOf(f: Values, mahPerDay: number): number {
  return (f.cellMah * f.usableShare) / mahPerDay;
}
