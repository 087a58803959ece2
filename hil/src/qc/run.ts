import { existsSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { type Clock, systemClock, wait } from "@petpulse/gateway/clock";
import type { Meter } from "../power/meter.ts";
import { Console } from "../serial/console.ts";
import type { Line } from "../serial/line.ts";
import { openLine } from "../serial/open-line.ts";
import { batchReport, batchTable } from "./batch.ts";
import { ConsoleUnit } from "./console-unit.ts";
import { QcError } from "./errors.ts";
import { labelSvg } from "./label.ts";
import { FIRST_LIMITS, type Limits, readLimits } from "./limits.ts";
import { appendRecord, type QcRecord, readRecords, recordOf } from "./record.ts";
import { testUnit } from "./sequence.ts";
import type { Unit } from "./unit.ts";

/** What `petpulse hil qc` was asked for. */
export interface QcOptions {
  port?: string;
  serial?: string;
  limits?: string;
  records: string;
  label?: string;
  payload?: string;
  beacon?: string;
  station?: string;
  /** The instrument in the battery's lead. */
  power?: string;
  json: boolean;
}

/** What the command takes from the machine it runs on; tests bring their own. */
export interface QcMachine {
  line(name: string): Line;
  meter(name: string): Promise<Meter>;
  out(text: string): void;
  err(text: string): void;
  clock: Clock;
}

const HERE: QcMachine = {
  line: openLine,
  meter: async (name) => (await import("../power/meter.ts")).openMeter(name),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  clock: systemClock,
};

/** `petpulse hil qc`: one unit, whole. Returns the exit code: 0 it passes, 1 it fails, 2 it could not be tested. */
export async function runQc(options: QcOptions, machine: QcMachine = HERE): Promise<number> {
  try {
    const { port, serial } = options;
    if (port === undefined || serial === undefined)
      throw new QcError("qc.usage", "which unit?", "name its --port and its --serial number");
    const limits = limitsFrom(options.limits);
    const before = existsSync(options.records) ? readRecords(options.records).records : [];
    const tested = await onUnit(port, options, machine, (unit) =>
      testUnit(unit, limits, (part) => machine.err(`${part}\n`)),
    );
    const station = options.station ?? hostname();
    const record = recordOf(tested, serial, station, machine.clock.now(), before);
    appendRecord(options.records, record);
    if (options.label !== undefined && record.ok) {
      const { product } = limits;
      const payload = options.payload ?? `PETPULSE-SN:${serial}`;
      const date = new Date(record.atMs).toISOString().slice(0, 10);
      writeFileSync(options.label, await labelSvg({ product, serial, device: record.device, payload, date }));
    }
    machine.out(options.json ? `${JSON.stringify(record)}\n` : unitTable(record));
    return record.ok ? 0 : 1;
  } catch (error) {
    return failed(error, options.json, machine);
  }
}

/** `petpulse hil qc report`: a batch, from its records. Exit code: 0 it may be shipped, 1 it is held, 2 it could not be judged. */
export function runReport(
  file: string,
  options: { limits?: string; json: boolean },
  machine: QcMachine = HERE,
): number {
  try {
    const { records, damaged } = readRecords(file);
    if (damaged > 0) machine.err(`${file}: ${damaged} damaged lines left out\n`);
    const report = batchReport(records, limitsFrom(options.limits));
    machine.out(options.json ? `${JSON.stringify(report)}\n` : batchTable(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    return failed(error, options.json, machine);
  }
}

function limitsFrom(path: string | undefined): Limits {
  return path === undefined ? FIRST_LIMITS : readLimits(path);
}

/** A unit whose console fails before its first step could not be tested; one that goes away later fails what is left. */
async function onUnit<T>(
  port: string,
  { beacon, power }: QcOptions,
  { line, meter: openMeter, clock, err }: QcMachine,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  const console = new Console(line(port), clock);
  let meter: Meter | null = null;
  try {
    // The instrument first: it may be the unit's supply.
    if (power !== undefined) meter = await openMeter(power);
    await console.start();
    const current = meter === null ? undefined : meanOf(meter, clock);
    const unit = new ConsoleUnit({ console, clock, beacon, current });
    const result = await work(unit);
    await unit.end().catch((error: Error) => err(`the unit does not start again: ${error.message}\n`));
    return result;
  } finally {
    await console.stop();
    await meter?.close();
  }
}

/** Measures the mean current over so many seconds, µA; NaN where nothing was measured. */
function meanOf(meter: Meter, clock: Clock): (seconds: number) => Promise<number> {
  return async (seconds) => {
    await meter.begin();
    await wait(clock, seconds * 1000);
    const { trace } = await meter.end();
    const known = trace.currents.filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
}

function unitTable({ serial, attempt, ok, steps }: QcRecord): string {
  const lines = steps.map(({ measure, value, unit, low, high, ok: good, why }) => {
    const figure = value === null ? why : `${value} ${unit}`.trim();
    return `${good ? "✓" : "✗"} ${measure.padEnd(18)} ${figure.padEnd(24)} ${low ?? "–"} … ${high ?? "–"}`;
  });
  return `${lines.join("\n")}\n${ok ? "PASS" : "FAIL"}  ${serial}, test ${attempt}\n`;
}

function failed(error: unknown, json: boolean, { out, err }: QcMachine): number {
  const { code = "qc.failed", message } = error as { code?: string; message: string };
  if (json) out(`${JSON.stringify({ error: { code, message } })}\n`);
  err(`${code}: ${message}\n`);
  return 2;
}
