// Registers of the MAX30101, from its data sheet (Analog Devices 19-7740, rev. 4, "Register Map").

/** Seven-bit address on the bus. */
export const ADDRESS = 0x57;
/** What PART_ID reads. */
export const PART = 0x15;

export const INTERRUPT_STATUS_2 = 0x01;
export const FIFO_WRITE = 0x04;
export const OVERFLOW = 0x05;
export const FIFO_READ = 0x06;
export const FIFO_DATA = 0x07;
export const FIFO_CONFIGURATION = 0x08;
export const MODE = 0x09;
export const OPTICS = 0x0a;
export const RED_CURRENT = 0x0c;
export const INFRARED_CURRENT = 0x0d;
export const GREEN_CURRENT = 0x0e;
export const SLOTS_1_2 = 0x11;
export const SLOTS_3_4 = 0x12;
export const TEMPERATURE_WHOLE = 0x1f;
export const TEMPERATURE_FRACTION = 0x20;
export const TEMPERATURE_CONFIGURATION = 0x21;
export const REVISION = 0xfe;
export const PART_ID = 0xff;

/** INTERRUPT_STATUS_2: a temperature is ready; reading the fraction clears it. */
export const TEMPERATURE_READY = 0x02;
/** FIFO_CONFIGURATION: when full, the newest overwrites the oldest. */
export const ROLL_OVER = 0x10;
/** MODE: asleep, registers kept; all registers as at power-on; time slots. */
export const SHUTDOWN = 0x80;
export const RESET = 0x40;
export const MULTI_LED = 0x07;
/** TEMPERATURE_CONFIGURATION: measures once. */
export const MEASURE_TEMPERATURE = 0x01;

/** Samples that the FIFO holds; bytes of one light in it; overflows counted at most. */
export const FIFO_SAMPLES = 32;
export const LIGHT_BYTES = 3;
export const MOST_OVERFLOWS = 31;
/** Bits of a light in the FIFO. Fewer bits of the converter lie at the top. */
export const FIFO_BITS = 18;
/** mA per step of a current register. */
export const CURRENT_STEP_MA = 0.2;
/** °C per step of the temperature's fraction. */
export const FRACTION_STEP_C = 0.0625;
/** Samples a second, by their code in OPTICS bits 4 … 2. */
export const RATES: readonly number[] = [50, 100, 200, 400, 800, 1000, 1600, 3200];
/** OPTICS bits 6 … 5: full scale of the photodiode's current, nA. */
export const RANGES_NA: readonly number[] = [2048, 4096, 8192, 16384];
/** OPTICS bits 1 … 0: pulses of 118 µs, converted to 16 bits. */
export const PULSE_16_BITS = 1;
export const CONVERTER_BITS = 16;
/** Lights of a time slot. */
export const SLOT_RED = 1;
export const SLOT_INFRARED = 2;
export const SLOT_GREEN = 3;
