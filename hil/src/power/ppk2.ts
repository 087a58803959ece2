import { type Clock, within } from "@petpulse/gateway/clock";
import type { Line } from "../serial/line.ts";
import { PowerError } from "./errors.ts";
import { type Modifiers, Ppk2Samples, readMetadata, SAMPLE_S } from "./ppk2-samples.ts";
import { PowerTrace } from "./trace.ts";

// Commands (NordicSemiconductor/pc-nrfconnect-ppk, src/constants.ts).
const AVERAGE_START = 0x06;
const AVERAGE_STOP = 0x07;
const DEVICE_RUNNING = 0x0c;
const REGULATOR = 0x0d;
const POWER_MODE = 0x11;
const GET_METADATA = 0x19;
const METER = 1;
const SOURCE = 2;
/** What the source may give, mV. */
const LEAST_MV = 800;
const MOST_MV = 5000;
/** It says its calibration within, ms. */
const PATIENCE_MS = 3000;
/** More than its metadata has ever had, bytes. */
const MOST_METADATA = 8192;

/** How the instrument stands in the circuit. */
export interface Ppk2Setup {
  /** The board's supply, mV. */
  millivolts: number;
  /** It is the supply itself (source meter), else it measures another's (ampere meter). */
  source: boolean;
}

/** A Nordic Power Profiler Kit II on its serial port. */
export class Ppk2 {
  readonly #line: Line;
  readonly #clock: Clock;
  readonly #setup: Ppk2Setup;
  #heard: (bytes: Uint8Array) => void = () => {};
  #gone: PowerError | null = null;
  #modifiers: Modifiers | null = null;
  #samples: Ppk2Samples | null = null;
  #trace: PowerTrace | null = null;

  constructor(line: Line, clock: Clock, setup: Ppk2Setup) {
    this.#line = line;
    this.#clock = clock;
    this.#setup = setup;
  }

  /** Opens the port, reads the calibration, and powers the board where it is the supply. Throws PowerError, ConsoleError console.no-port. */
  async open(): Promise<void> {
    const { millivolts, source } = this.#setup;
    if (!(millivolts >= LEAST_MV && millivolts <= MOST_MV))
      throw new PowerError(
        "power.no-instrument",
        `${millivolts} mV`,
        `${LEAST_MV} to ${MOST_MV} mV are possible`,
      );
    await this.#line.open(
      (bytes) => this.#heard(bytes),
      (why) => {
        this.#gone = new PowerError("power.no-instrument", `${this.#line.name}: ${why}`, "check its cable");
      },
    );
    // One that was left measuring would answer with samples.
    await this.#send(AVERAGE_STOP);
    this.#modifiers = readMetadata(await this.#metadata());
    await this.#send(POWER_MODE, source ? SOURCE : METER);
    await this.#send(REGULATOR, millivolts >> 8, millivolts & 255);
    await this.#send(DEVICE_RUNNING, 1);
  }

  /** Begins a trace. Throws PowerError. */
  async start(): Promise<void> {
    const trace = new PowerTrace(this.#clock.now());
    let count = 0;
    const samples = new Ppk2Samples(this.#modifiers!, this.#setup.millivolts / 1000, (currentUa, bits) =>
      trace.add(count++ * SAMPLE_S, currentUa, bits),
    );
    this.#trace = trace;
    this.#samples = samples;
    this.#heard = (bytes) => samples.push(bytes);
    await this.#send(AVERAGE_START);
  }

  /** Ends the trace and gives it, with the number of samples that were lost. Throws PowerError. */
  async stop(): Promise<{ trace: PowerTrace; lost: number }> {
    await this.#send(AVERAGE_STOP);
    this.#heard = () => {};
    this.#trace!.end();
    return { trace: this.#trace!, lost: this.#samples!.lost };
  }

  /** A board that it supplies keeps its power. */
  async close(): Promise<void> {
    await this.#line.close();
  }

  async #send(...bytes: number[]): Promise<void> {
    if (this.#gone) throw this.#gone;
    await this.#line.write(Uint8Array.from(bytes));
  }

  async #metadata(): Promise<string> {
    let text = "";
    const whole = new Promise<string>((resolve) => {
      this.#heard = (bytes) => {
        text = (text + Buffer.from(bytes).toString("latin1")).slice(-MOST_METADATA);
        if (text.includes("END")) resolve(text);
      };
    });
    await this.#send(GET_METADATA);
    const silent = () =>
      new PowerError(
        "power.no-instrument",
        `${this.#line.name}: no calibration within ${PATIENCE_MS / 1000} s`,
        "is it a Power Profiler Kit II, and is no other program using it?",
      );
    return within(this.#clock, PATIENCE_MS, whole, silent);
  }
}
