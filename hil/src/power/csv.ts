import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { PowerError } from "./errors.ts";
import { PowerTrace } from "./trace.ts";

/** Names of the columns, ours and those of Nordic's Power Profiler, without blanks and in lower case. */
const TIMES: Record<string, number> = { "timestamp(ms)": 1e-3, t_ms: 1e-3, t_s: 1, "time(s)": 1 };
const CURRENTS: Record<string, number> = {
  "current(ua)": 1,
  "current(µa)": 1,
  "current(ma)": 1000,
  ua: 1,
  ma: 1000,
};
/** All eight logic bits as digits, D0 first; or a column each. */
const ALL_BITS = "d0-d7";
const MOST_BAD = 100;

interface Columns {
  time: number;
  timeS: number;
  current: number;
  currentUa: number;
  all: number;
  bits: number[];
}

/** Reads a trace: `Timestamp(ms),Current(uA)[,D0-D7 | ,D0,…,D7]` or `t_ms|t_s,ua|ma`. Rows that are none are left out, up to a hundred. Throws PowerError power.file. */
export async function readPowerCsv(path: string): Promise<PowerTrace> {
  const trace = new PowerTrace(0);
  const bad = (why: string, options?: ErrorOptions) =>
    new PowerError(
      "power.file",
      `${path}: ${why}`,
      "a header like Timestamp(ms),Current(uA),D0-D7 and numbers",
      options,
    );
  let columns: Columns | null = null;
  let [first, last, wrong] = [Number.NaN, Number.NEGATIVE_INFINITY, 0];
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      if (line.trim() === "") continue;
      const cells = line.split(/[,;]/).map((cell) => cell.trim());
      if (!columns) {
        columns = columnsOf(cells);
        if (!columns) throw bad(`no time and current in the header: ${line.slice(0, 80)}`);
        continue;
      }
      const atS = number(cells[columns.time]) * columns.timeS;
      const currentUa = number(cells[columns.current]) * columns.currentUa;
      if (!Number.isFinite(atS) || !Number.isFinite(currentUa) || atS < last) {
        if (++wrong > MOST_BAD) throw bad(`more than ${MOST_BAD} rows are none`);
        continue;
      }
      if (Number.isNaN(first)) first = atS;
      last = atS;
      trace.add(atS - first, currentUa, bitsOf(cells, columns));
    }
  } catch (cause) {
    throw cause instanceof PowerError ? cause : bad((cause as Error).message, { cause });
  }
  trace.end();
  if (trace.currents.length === 0) throw bad("nothing in it");
  return trace;
}

function number(cell: string | undefined): number {
  return cell ? Number(cell) : Number.NaN;
}

function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map((name) => name.replace(/^\ufeff|[\s"]/g, "").toLowerCase());
  const time = names.findIndex((name) => name in TIMES);
  const current = names.findIndex((name) => name in CURRENTS);
  if (time < 0 || current < 0) return null;
  const bits = Array.from({ length: 8 }, (_, bit) => names.indexOf(`d${bit}`));
  const units = { timeS: TIMES[names[time]!]!, currentUa: CURRENTS[names[current]!]! };
  return { time, current, all: names.indexOf(ALL_BITS), bits, ...units };
}

function bitsOf(cells: readonly string[], { all, bits }: Columns): number {
  const high = (bit: number) => (all >= 0 ? cells[all]?.[bit] : cells[bits[bit]!]) === "1";
  let value = 0;
  for (let bit = 0; bit < 8; bit++) if (high(bit)) value |= 1 << bit;
  return value;
}
