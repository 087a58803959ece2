import { allocation } from "./gates/allocation.ts";
import { collar } from "./gates/collar.ts";
import { cortexM } from "./gates/cortex-m.ts";
import { coverage } from "./gates/coverage.ts";
import type { Measurement } from "./measurement.ts";

/** All of them, the quick ones first. */
export const measurements: readonly Measurement[] = [coverage, allocation, cortexM, collar];
