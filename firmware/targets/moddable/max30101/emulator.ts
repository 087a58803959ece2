import type { Device } from "../emulated/bus.ts";
import * as r from "./registers.ts";

/** Lights of a sample, by the slot codes of the data sheet: red, infrared, green. */
const LIGHTS = [r.SLOT_RED, r.SLOT_INFRARED, r.SLOT_GREEN];
const CURRENTS = [0, r.RED_CURRENT, r.INFRARED_CURRENT, r.GREEN_CURRENT];

/** A MAX30101 at its registers: a FIFO that rolls over, time slots, currents, sleep and the temperature; nothing else of it. */
export class EmulatedMax30101 implements Device {
  readonly registers = new Uint8Array(256);
  /** What lies below the skin, 0.01 °C; null: no measurement ever ends. */
  centi: number | null = null;
  readonly #fifo = new Uint8Array(r.FIFO_SAMPLES * LIGHTS.length * r.LIGHT_BYTES);
  #byte = 0;

  constructor(part = r.PART) {
    this.registers[r.PART_ID] = part;
    this.registers[r.REVISION] = 3;
  }

  /** The next sample of the converter: counts of 16 bits as light falls on it in green, infrared and red. */
  light(green: number, infrared: number, red: number): void {
    const { registers } = this;
    if ((registers[r.MODE]! & (r.SHUTDOWN | 7)) !== r.MULTI_LED) return;
    if (registers[r.TEMPERATURE_CONFIGURATION] === r.MEASURE_TEMPERATURE && this.centi !== null)
      this.#measure();
    const write = registers[r.FIFO_WRITE]!;
    if (this.#full) {
      registers[r.OVERFLOW] = Math.min(r.MOST_OVERFLOWS, registers[r.OVERFLOW]! + 1);
      if ((registers[r.FIFO_CONFIGURATION]! & r.ROLL_OVER) === 0) return;
      registers[r.FIFO_READ] = (write + 1) & (r.FIFO_SAMPLES - 1);
      this.#byte = 0;
    }
    const slots = this.#slots();
    let at = write * LIGHTS.length * r.LIGHT_BYTES;
    for (const slot of slots) {
      const lit = registers[CURRENTS[slot]!]! > 0;
      const counts = !lit ? 0 : slot === r.SLOT_GREEN ? green : slot === r.SLOT_INFRARED ? infrared : red;
      const raw = Math.max(0, Math.min(0xffff, counts)) << (r.FIFO_BITS - r.CONVERTER_BITS);
      this.#fifo[at++] = raw >> 16;
      this.#fifo[at++] = raw >> 8;
      this.#fifo[at++] = raw;
    }
    registers[r.FIFO_WRITE] = (write + 1) & (r.FIFO_SAMPLES - 1);
    this.#waiting = Math.min(r.FIFO_SAMPLES, this.#waiting + 1);
  }

  read(register: number): number {
    const { registers } = this;
    if (register === r.FIFO_DATA) return this.#pop();
    const value = registers[register]!;
    if (register === r.TEMPERATURE_FRACTION) registers[r.INTERRUPT_STATUS_2]! &= ~r.TEMPERATURE_READY;
    return value;
  }

  write(register: number, value: number): void {
    if (register === r.PART_ID || register === r.REVISION) return;
    if (register === r.MODE && (value & r.RESET) !== 0) {
      this.registers.fill(0, 0, r.REVISION);
      this.#waiting = 0;
      return;
    }
    this.registers[register] = value;
    if (register === r.FIFO_READ || register === r.FIFO_WRITE) {
      this.#waiting = (this.registers[r.FIFO_WRITE]! - this.registers[r.FIFO_READ]!) & (r.FIFO_SAMPLES - 1);
      this.#byte = 0;
    }
  }

  /** The FIFO is read in place, register after register everywhere else. */
  next(register: number): number {
    return register === r.FIFO_DATA ? register : register + 1;
  }

  #waiting = 0;

  get #full(): boolean {
    return this.#waiting === r.FIFO_SAMPLES;
  }

  #slots(): number[] {
    const { registers } = this;
    const codes = [
      registers[r.SLOTS_1_2]! & 7,
      (registers[r.SLOTS_1_2]! >> 4) & 7,
      registers[r.SLOTS_3_4]! & 7,
    ];
    return codes.filter((code) => LIGHTS.includes(code));
  }

  #measure(): void {
    const sixteenths = Math.round((this.centi! * 16) / 100);
    this.registers[r.TEMPERATURE_WHOLE] = sixteenths >> 4;
    this.registers[r.TEMPERATURE_FRACTION] = sixteenths & 15;
    this.registers[r.TEMPERATURE_CONFIGURATION] = 0;
    this.registers[r.INTERRUPT_STATUS_2]! |= r.TEMPERATURE_READY;
  }

  /** A byte of the oldest sample; with its last byte the sample is gone, and the overflows are forgotten. */
  #pop(): number {
    const { registers } = this;
    const read = registers[r.FIFO_READ]!;
    const value = this.#fifo[read * LIGHTS.length * r.LIGHT_BYTES + this.#byte]!;
    if (++this.#byte < this.#slots().length * r.LIGHT_BYTES) return value;
    this.#byte = 0;
    registers[r.FIFO_READ] = (read + 1) & (r.FIFO_SAMPLES - 1);
    registers[r.OVERFLOW] = 0;
    this.#waiting = Math.max(0, this.#waiting - 1);
    return value;
  }
}
