import * as r from "./registers.ts";
import { SensorError } from "./sensor-error.ts";

/** What the driver needs of a bus: ECMA-419's SMBus. Its functions throw when the part does not acknowledge. */
export interface Bus {
  readUint8(register: number): number;
  writeUint8(register: number, value: number): void;
  /** Fills `into` from one register on, or from the FIFO. */
  readBuffer(register: number, into: Uint8Array): void;
  close(): void;
}

/** The constructor's `sensor`: how to make the bus (ECMA-419 clause 13.2). Address and speed are the driver's unless said otherwise. */
export interface BusOptions {
  io: new (options: { address: number; hz: number }) => Bus;
  address?: number;
  hz?: number;
}

export interface Configuration {
  /** Lights of a sample, 1 … 3: green; and infrared; and red. */
  lights?: number;
  /** Samples a second, one of the data sheet's. */
  rate?: number;
  /** Peak current of every light, mA, 0 … 51. */
  currentMa?: number;
  /** Full scale of the photodiode's current, nA, one of the data sheet's. */
  rangeNa?: number;
  /** Whether it measures; asleep otherwise. */
  active?: boolean;
}

/** What one read of the FIFO gave. The same object each time. */
export interface Burst {
  /** Samples read, 0 … 32. */
  count: number;
  /** Samples that were overwritten before; 31: so many or more. */
  lost: number;
  /** Lights of these samples at either end of the converter's range. */
  railed: number;
  /** Sample by sample, light by light, counts of 16 bits. */
  readonly light: Int32Array;
}

const FULL_SCALE = (1 << r.CONVERTER_BITS) - 1;
const SCALE_SHIFT = r.FIFO_BITS - r.CONVERTER_BITS;
/** A read of more bytes at once is beyond what some buses take. */
const SAMPLES_A_READ = 8;
const HZ = 400_000;

/**
 * MAX30101 over I²C, as an ECMA-419 sensor class whose samples come in bursts from the FIFO. A MAX30102 has the same part id and no green
 * light: its first light would be dark.
 */
export class MAX30101 {
  readonly #bus: Bus;
  readonly #burst: Burst;
  readonly #bytes: Uint8Array;
  #lights = 3;
  #rate = 50;
  #currentMa = 6.4;
  #rangeNa = 8192;
  #active = false;

  /** Checks the part and puts it to sleep. Throws SensorError: sensor.bus, sensor.wrong-part. */
  constructor(options: { sensor: BusOptions }) {
    const { sensor } = options;
    this.#bus = new sensor.io({ ...sensor, address: sensor.address ?? r.ADDRESS, hz: sensor.hz ?? HZ });
    this.#burst = { count: 0, lost: 0, railed: 0, light: new Int32Array(r.FIFO_SAMPLES * 3) };
    this.#bytes = new Uint8Array(SAMPLES_A_READ * 3 * r.LIGHT_BYTES);
    const part = this.#read(r.PART_ID);
    if (part !== r.PART) {
      this.#bus.close();
      throw new SensorError(
        "sensor.wrong-part",
        `part id 0x${part.toString(16)} at address 0x${(sensor.address ?? r.ADDRESS).toString(16)}, not 0x${r.PART.toString(16)}`,
        "a MAX30100 reads 0x11 and is not taken; is another part at that address?",
      );
    }
    this.configure({});
  }

  /** Takes what is named and keeps the rest; the FIFO begins anew. Throws SensorError: sensor.configuration, sensor.bus. */
  configure(wanted: Configuration): void {
    const rate = wanted.rate ?? this.#rate;
    const rangeNa = wanted.rangeNa ?? this.#rangeNa;
    const lights = wanted.lights ?? this.#lights;
    const currentMa = wanted.currentMa ?? this.#currentMa;
    const rateCode = r.RATES.indexOf(rate);
    const rangeCode = r.RANGES_NA.indexOf(rangeNa);
    const current = Math.round(currentMa / r.CURRENT_STEP_MA);
    if (rateCode < 0) throw refused("rate", rate, r.RATES.join(", "));
    if (rangeCode < 0) throw refused("rangeNa", rangeNa, r.RANGES_NA.join(", "));
    if (lights !== 1 && lights !== 2 && lights !== 3) throw refused("lights", lights, "1, 2, 3");
    if (!(current >= 0 && current <= 255)) throw refused("currentMa", currentMa, "0 … 51");
    this.#rate = rate;
    this.#rangeNa = rangeNa;
    this.#lights = lights;
    this.#currentMa = currentMa;
    this.#active = wanted.active ?? this.#active;
    this.#write(r.MODE, r.SHUTDOWN | r.MULTI_LED);
    this.#write(r.FIFO_CONFIGURATION, r.ROLL_OVER);
    this.#write(r.OPTICS, (rangeCode << 5) | (rateCode << 2) | r.PULSE_16_BITS);
    this.#write(r.GREEN_CURRENT, current);
    this.#write(r.INFRARED_CURRENT, lights > 1 ? current : 0);
    this.#write(r.RED_CURRENT, lights > 2 ? current : 0);
    this.#write(r.SLOTS_1_2, r.SLOT_GREEN | (lights > 1 ? r.SLOT_INFRARED << 4 : 0));
    this.#write(r.SLOTS_3_4, lights > 2 ? r.SLOT_RED : 0);
    this.#write(r.FIFO_WRITE, 0);
    this.#write(r.OVERFLOW, 0);
    this.#write(r.FIFO_READ, 0);
    if (this.#active) this.#write(r.MODE, r.MULTI_LED);
  }

  /** Everything the FIFO holds. Throws SensorError: sensor.bus; what had been read by then is lost. */
  sample(): Burst {
    const burst = this.#burst;
    burst.count = 0;
    burst.railed = 0;
    const written = this.#read(r.FIFO_WRITE);
    burst.lost = this.#read(r.OVERFLOW);
    const read = this.#read(r.FIFO_READ);
    // Equal pointers mean empty, unless something was overwritten.
    const waiting = burst.lost > 0 ? r.FIFO_SAMPLES : (written - read) & (r.FIFO_SAMPLES - 1);
    while (burst.count < waiting) this.#take(Math.min(SAMPLES_A_READ, waiting - burst.count));
    return burst;
  }

  /** Temperature of the part, 0.01 °C, of the measurement that this asked for last, and asks for the next; undefined: none is ready. */
  temperature(): number | undefined {
    const ready = (this.#read(r.INTERRUPT_STATUS_2) & r.TEMPERATURE_READY) !== 0;
    let centi: number | undefined;
    if (ready) {
      const whole = (this.#read(r.TEMPERATURE_WHOLE) << 24) >> 24;
      const fraction = this.#read(r.TEMPERATURE_FRACTION) & 15;
      centi = Math.round(100 * (whole + fraction * r.FRACTION_STEP_C));
    }
    this.#write(r.TEMPERATURE_CONFIGURATION, r.MEASURE_TEMPERATURE);
    return centi;
  }

  /** Puts the part to sleep and leaves the bus. */
  close(): void {
    try {
      this.#write(r.MODE, r.SHUTDOWN);
    } finally {
      this.#bus.close();
    }
  }

  #take(samples: number): void {
    const burst = this.#burst;
    const values = samples * this.#lights;
    const bytes = this.#bytes.subarray(0, values * r.LIGHT_BYTES);
    try {
      this.#bus.readBuffer(r.FIFO_DATA, bytes);
    } catch (cause) {
      throw silent("reading the FIFO", cause);
    }
    const first = burst.count * this.#lights;
    for (let i = 0, at = 0; i < values; i++, at += r.LIGHT_BYTES) {
      const raw = ((bytes[at]! & 3) << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
      const light = raw >> SCALE_SHIFT;
      if (light === 0 || light === FULL_SCALE) burst.railed++;
      burst.light[first + i] = light;
    }
    burst.count += samples;
  }

  #read(register: number): number {
    try {
      return this.#bus.readUint8(register);
    } catch (cause) {
      throw silent(`reading register 0x${register.toString(16)}`, cause);
    }
  }

  #write(register: number, value: number): void {
    try {
      this.#bus.writeUint8(register, value);
    } catch (cause) {
      throw silent(`writing register 0x${register.toString(16)}`, cause);
    }
  }
}

function silent(doing: string, cause: unknown): SensorError {
  return new SensorError(
    "sensor.bus",
    `${doing}: ${cause}`,
    "is the part powered, and are both pull-ups there?",
  );
}

function refused(name: string, value: unknown, known: string): SensorError {
  return new SensorError("sensor.configuration", `${name} ${value}`, `it has to be one of ${known}`);
}
