import { allocation } from "./gates/allocation.ts";
import { battery } from "./gates/battery.ts";
import { collar } from "./gates/collar.ts";
import { cortexM } from "./gates/cortex-m.ts";
import { coverage } from "./gates/coverage.ts";
import { glue } from "./gates/glue.ts";
import { ingest } from "./gates/ingest.ts";
import { models } from "./gates/models.ts";
import { query } from "./gates/query.ts";
import { throughput } from "./gates/throughput.ts";
import { thumb } from "./gates/thumb.ts";
import type { Measurement } from "./measurement.ts";

/** All of them, the quick ones first. */
export const measurements: readonly Measurement[] = [
  throughput,
  ingest,
  query,
  coverage,
  allocation,
  models,
  glue,
  cortexM,
  battery,
  thumb,
  collar,
];
