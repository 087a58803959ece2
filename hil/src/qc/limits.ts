import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { QcError } from "./errors.ts";
import { breaches, type Schema } from "./schema.ts";

/** Everything that is measured of a unit, and its unit. */
export const MEASURES = {
  "motion.rate": "Hz",
  "motion.gravity": "g",
  "motion.noise": "mg",
  "light.rate": "Hz",
  "led.response": "counts",
  "light.saturated": "%",
  "light.noise": "counts",
  "flash.errors": "",
  "flash.write": "ms",
  "radio.rssi": "dBm",
  "battery.percent": "%",
  "battery.current": "µA",
  "identity.written": "",
} as const;
export type Measure = keyof typeof MEASURES;

/** What a measure has to be; at least one of the two. */
export interface Limit {
  low?: number;
  high?: number;
  /** Where it comes from, for people. */
  why?: string;
}

/** A limits file. */
export interface Limits {
  version: 1;
  product: string;
  /** How long light, motion, radio and current are looked at, s. */
  seconds: { light: number; motion: number; radio: number; current: number };
  measures: Partial<Record<Measure, Limit>>;
  /** What a batch has to be. */
  batch: {
    /** Shares, 0 … 1. */
    leastYield: number;
    leastFirstPass: number;
    leastCpk: number;
    /** Chance at which a trend is taken for one, and how much of the way to a limit it may have gone over the batch, 0 … 1. */
    driftChance: number;
    driftShare: number;
  };
}

const SHARE: Schema = { type: "number", minimum: 0, maximum: 1 };
const SECONDS: Schema = { type: "number", minimum: 1, maximum: 120 };
const LIMIT: Schema = {
  type: "object",
  properties: {
    low: { type: "number" },
    high: { type: "number" },
    why: { type: "string", maxLength: 400 },
  },
  additionalProperties: false,
};

/** JSON Schema of a limits file. */
export const LIMITS_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Limits of PetPulse's factory test",
  type: "object",
  required: ["version", "product", "seconds", "measures", "batch"],
  additionalProperties: false,
  properties: {
    version: { type: "integer", enum: [1] },
    product: { type: "string", maxLength: 40 },
    seconds: {
      type: "object",
      required: ["light", "motion", "radio", "current"],
      additionalProperties: false,
      properties: { light: SECONDS, motion: SECONDS, radio: SECONDS, current: SECONDS },
    },
    measures: {
      type: "object",
      minProperties: 1,
      additionalProperties: false,
      properties: Object.fromEntries(Object.keys(MEASURES).map((name) => [name, LIMIT])),
    },
    batch: {
      type: "object",
      required: ["leastYield", "leastFirstPass", "leastCpk", "driftChance", "driftShare"],
      additionalProperties: false,
      properties: {
        leastYield: SHARE,
        leastFirstPass: SHARE,
        leastCpk: { type: "number", minimum: 0, maximum: 10 },
        driftChance: { type: "number", minimum: 1e-9, maximum: 0.5 },
        driftShare: SHARE,
      },
    },
  },
};

/**
 * Where a line that has measured nothing yet may begin, for a Bangle.js 2 on a white card in a dark box, an arm's length from the
 * fixture's radio. Every one is to be set anew from a capability study of the first hundred units.
 */
export const FIRST_LIMITS: Limits = {
  version: 1,
  product: "PetPulse collar",
  seconds: { light: 6, motion: 4, radio: 5, current: 10 },
  measures: {
    "motion.rate": { low: 11, high: 14, why: "KX023 at 12.5 Hz" },
    "motion.gravity": { low: 0.92, high: 1.08, why: "KX023: offset 25 mg typical, sensitivity 2 %" },
    "motion.noise": { high: 12, why: "KX023: 750 µg/√Hz over 6 Hz is 2 mg; a shaken fixture more" },
    "light.rate": { low: 47, high: 53, why: "the kernel takes 50 Hz, firmware/targets/espruino/seconds.ts" },
    "led.response": { low: 1200, high: 2800, why: "middle of the converter's 12 bits: assumed" },
    "light.saturated": { high: 1 },
    "light.noise": { high: 12, why: "a fifth of a dog's pulse on the watch: assumed" },
    "flash.errors": { high: 0 },
    "flash.write": { high: 2000, why: "4 KB in 32 lines of the console: assumed" },
    "radio.rssi": { low: -70, why: "an arm's length: assumed" },
    "battery.percent": { low: 30, why: "shipped with a third or more" },
    "identity.written": { low: 1 },
  },
  batch: { leastYield: 0.97, leastFirstPass: 0.95, leastCpk: 1.33, driftChance: 0.001, driftShare: 0.15 },
};

/** Checked limits from what a file holds. Throws QcError qc.limits, which names every place that is wrong. */
export function checkedLimits(value: unknown, where: string): Limits {
  const found = breaches(LIMITS_SCHEMA, value);
  const limits = value as Limits;
  for (const [name, { low, high }] of found.length > 0 ? [] : Object.entries(limits.measures)) {
    if (low === undefined && high === undefined) found.push(`measures.${name}: neither low nor high`);
    if (low !== undefined && high !== undefined && low > high) found.push(`measures.${name}: low above high`);
  }
  if (found.length === 0) return limits;
  throw new QcError(
    "qc.limits",
    `${where}: ${found.slice(0, 10).join("; ")}`,
    "petpulse hil qc limits prints a file that is right",
  );
}

/** Reads a limits file. Throws QcError qc.limits. */
export function readLimits(path: string): Limits {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new QcError("qc.limits", `${path}: ${why}`, "petpulse hil qc limits prints a file that is right", {
      cause,
    });
  }
  return checkedLimits(value, path);
}

/** By which a record says which limits it was held against: the first 16 hex digits of their SHA-256. */
export function limitsMark(limits: Limits): string {
  return createHash("sha256").update(JSON.stringify(limits)).digest("hex").slice(0, 16);
}
