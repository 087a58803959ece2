/** One number of the model, where it comes from, and who stands for it: a document, a measurement of ours, or nobody. */
export interface PartFigure {
  value: number;
  unit: string;
  /** What it is, for tables. */
  what: string;
  /** Document, table or section; for an assumption its reason. */
  source: string;
  basis: "cited" | "measured" | "assumed";
  /** Most it can be, where nature sets one. */
  most?: number;
}

const PS = "Nordic nRF52840 Product Specification (4413_417)";
const CORE = "Bluetooth Core Specification 5.4, vol. 6 part B";
const AFE = "Maxim MAX86140/MAX86141 data sheet 19-100051";

function cited(value: number, unit: string, what: string, source: string): PartFigure {
  return { value, unit, what, source, basis: "cited" };
}

function assumed(value: number, unit: string, what: string, source: string, most?: number): PartFigure {
  return { value, unit, what, source, basis: "assumed", ...(most !== undefined && { most }) };
}

/** Every number the model uses. Typical values at 25 °C throughout; currents at the voltage of their own rail. */
export const FIGURES = {
  cpuMa: cited(3.3, "mA", "CPU running from flash at 64 MHz, DC/DC, 3 V", `${PS} 5.2.1.3, ICPU0`),
  sleepUa: cited(
    3.16,
    "µA",
    "System ON asleep, RTC, all 256 KB RAM kept, 3 V",
    `${PS} 5.2.1.1, ION_RAMON_RTC`,
  ),
  txMa: cited(6.4, "mA", "radio sending, 0 dBm, 1M PHY, DC/DC, 3 V", `${PS} 5.2.1.5, IRADIO_TX1`),
  rxMa: cited(6.26, "mA", "radio receiving, 1M PHY, DC/DC, 3 V", `${PS} 5.2.1.5, IRADIO_RX0`),
  rampUs: cited(
    40,
    "µs",
    "radio ramp-up, fast mode",
    `${PS}, RADIO timing, tTXEN,FAST,BLE,1M and tRXEN,FAST,BLE,1M`,
  ),
  byteUs: cited(8, "µs", "a byte on the air, 1M PHY", `${CORE} 2.1: 1 Mbit/s, uncoded`),
  packetBytes: cited(10, "B", "preamble, access address, header and CRC of a packet", `${CORE} 2.1`),
  ifsUs: cited(150, "µs", "between two packets of an event", `${CORE} 4.1.1, T_IFS`),
  headerBytes: cited(
    7,
    "B",
    "L2CAP and ATT headers of a notification or a write",
    "Core 5.4 vol. 3 part A 3.1, part F 3.4.7.1",
  ),
  advertisedBytes: cited(
    27,
    "B",
    "address, flags and one 128-bit UUID in ADV_IND",
    `${CORE} 2.3.1.1; Supplement part A 1.1, 1.3`,
  ),
  listenUs: assumed(
    100,
    "µs",
    "listening after each advertisement",
    "a preamble and an access address (40 µs) and margin",
  ),
  clocksPpm: assumed(
    70,
    "ppm",
    "both sleep clocks together",
    "20 ppm crystal on the collar, 50 ppm hub; widens each window, Core 5.4 4.2.4",
  ),
  radioCpuMs: assumed(
    1.2,
    "ms",
    "CPU around a radio event, crystal's start included",
    "stacks work about a millisecond before and after an event",
  ),
  wordUs: cited(41, "µs", "writing a flash word of 4 bytes", `${PS}, NVMC electrical specification, tWRITE`),
  eraseMs: cited(
    85,
    "ms",
    "erasing a flash page of 4 KB",
    `${PS}, NVMC electrical specification, tERASEPAGE`,
  ),
  flashMa: assumed(
    8,
    "mA",
    "while flash is written or erased, 3 V",
    "not in the specification: CPU current and as much again",
  ),
  accelerationUa: cited(
    11,
    "µA",
    "accelerometer, 50 Hz, normal mode, 2.5 V",
    "ST LIS2DH data sheet Doc ID 022516 Rev 1, table 11, p. 17 (the LIS2DH12's table is the same)",
  ),
  frontEndUa: assumed(
    20,
    "µA",
    "PPG readout, per channel at 50 Hz, 1.8 V",
    `${AFE}, p. 1, has < 10 µA a channel at 25 sps: taken to grow with the rate`,
  ),
  frontEndOffUa: cited(1, "µA", "PPG front end shut down, 1.8 V", `${AFE}, p. 1: < 1 µA`),
  pulseUs: cited(
    123.8,
    "µs",
    "a LED's pulse",
    `${AFE}, PPG_TINT = 3: 117.3 µs of integration, and the LED's settling`,
  ),
  ledMa: assumed(
    62,
    "mA",
    "a LED's current",
    `through a dog's coat: half of what the driver can (${AFE}, LEDx_RGE: 31 … 124 mA)`,
  ),
  channels: assumed(2, "", "LED pulses a sample", "green and infrared", 3),
  ledVolts: assumed(
    5,
    "V",
    "the LEDs' rail",
    `a green LED (3 V) and the driver's room (${AFE}: 3.1 … 5.5 V), boosted`,
    5.5,
  ),
  boostShare: assumed(
    0.85,
    "",
    "efficiency of the LEDs' boost converter",
    "pulsed load behind a capacitor; TI TPS61099 (SLVSD88) figures lie above",
    1,
  ),
  buckShare: assumed(
    0.88,
    "",
    "efficiency of the step-down converter",
    "TI TPS62740 (SLVSB02) figures lie above from 10 µA on",
    1,
  ),
  buckUa: cited(
    0.46,
    "µA",
    "step-down converter itself",
    "TI TPS62740 (SLVSB02), electrical characteristics, IQ switching",
  ),
  leakUa: assumed(
    5,
    "µA",
    "cell protection, charger, divider, board",
    "protection circuits take 3 µA, the rest is margin",
  ),
  driverMs: assumed(0.5, "ms", "CPU to fetch a FIFO of samples", "150 bytes over SPI and the interrupts"),
  fetchesPerS: assumed(2, "1/s", "FIFO fetches", "25 of the 32 samples the accelerometer's FIFO holds"),
  cellMah: cited(250, "mAh", "the cell", "given"),
  cellVolts: assumed(3.7, "V", "the cell's mean voltage", "lithium polymer", 4.2),
  usableShare: assumed(
    0.85,
    "",
    "share of the cell that can be used",
    "cut-off at 3.3 V, cold, a year of age",
    1,
  ),
  selfDischarge: assumed(0.03, "/30 d", "self-discharge of the cell", "lithium polymer at room temperature"),
} as const satisfies Record<string, PartFigure>;

export type FigureName = keyof typeof FIGURES;
export type Values = Record<FigureName, number>;

/** The figures' values, to be changed one at a time. */
export function values(): Values {
  const out = {} as Values;
  for (const name of figureNames()) out[name] = FIGURES[name].value;
  return out;
}

export function figureNames(): FigureName[] {
  return Object.keys(FIGURES) as FigureName[];
}
