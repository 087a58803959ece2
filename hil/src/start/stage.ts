import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { duplexPair } from "node:stream";
import { openCloud } from "@petpulse/cloud/main";
import { buildDashboard } from "@petpulse/cloud/web/build";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Gateway } from "@petpulse/gateway/gateway";
import { Air } from "../air/air.ts";
import { installHciDriver } from "../air/driver.ts";
import type { SampleSource } from "../source.ts";
import type { Witness } from "./audit.ts";
import type { Log } from "./log.ts";
import type { Pace } from "./pace.ts";
import { Wearer } from "./wearer.ts";

export interface StageOptions {
  dataDir: string;
  sources: readonly SampleSource[];
  pace: Pace;
  port: number;
  seed: number;
  /** The air does not wait for connection events. */
  fast: boolean;
  log: Log;
}
