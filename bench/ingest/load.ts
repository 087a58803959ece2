import { setTimeout as sleep } from "node:timers/promises";
import { Connection } from "./connection.ts";
import { delivery, type Hub, nextFrame, storedIn } from "./fleet.ts";

/** Connections at once; hubs take turns on them, as behind a proxy. */
const CONNECTIONS = 256;
/** A request without an answer by then is an error, ms. */
const TIMEOUT_MS = 10_000;
/** So many requests that wait for a free connection mean that the cloud has long given up; more are errors at once. */
const MAX_WAITING = 50_000;

export interface LoadOptions {
  /** Requests a second on average; each brings one frame. */
  rate: number;
  seconds: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** What a load found. */
export interface Load {
  /** From the time a request was due until its frame was acknowledged, ms, ascending; errors are left out. */
  latenciesMs: number[];
  offered: number;
  /** Requests whose frame was not acknowledged: refused, failed, or without an answer within 10 s. */
  errors: number;
}

/**
 * Offers the cloud on `port` one frame a request, of one hub after the other, at times of their own (Poisson arrivals) whether or not earlier ones were
 * answered. Latencies count from the time a request was due, so that a stall is charged to everybody it would have held up
 * (G. Tene, "How NOT to Measure Latency", 2013: coordinated omission).
 */
export async function offer(hubs: readonly Hub[], port: number, o: LoadOptions): Promise<Load> {
  const load: Load = { latenciesMs: [], offered: 0, errors: 0 };
  const idle = Array.from({ length: CONNECTIONS }, () => new Connection(port));
  const waiting: number[] = [];
  const underWay = new Set<Promise<void>>();
  let turn = 0;

  const send = async (connection: Connection, due: number): Promise<Connection> => {
    const hub = hubs[turn++ % hubs.length]!;
    const late = setTimeout(() => connection.close(), TIMEOUT_MS);
    try {
      const answer = await connection.ask(delivery(hub, [nextFrame(hub.collars[0]!)]));
      if (storedIn(answer) === 1) load.latenciesMs.push(performance.now() - due);
      else load.errors++;
      return connection;
    } catch {
      load.errors++;
      connection.close();
      return new Connection(port);
    } finally {
      clearTimeout(late);
    }
  };
  const run = async (connection: Connection, due: number): Promise<void> => {
    let line = connection;
    for (let next: number | undefined = due; next !== undefined; next = waiting.shift())
      line = await send(line, next);
    idle.push(line);
  };

  const begin = performance.now();
  let due = begin;
  while (due < begin + o.seconds * 1000) {
    const now = performance.now();
    while (due <= now) {
      load.offered++;
      const connection = idle.pop();
      if (connection) {
        const one = run(connection, due).finally(() => underWay.delete(one));
        underWay.add(one);
      } else if (waiting.length < MAX_WAITING) waiting.push(due);
      else load.errors++;
      due += (-Math.log(1 - o.random()) * 1000) / o.rate;
    }
    await sleep(1);
  }
  await Promise.all(underWay);
  for (const connection of idle) connection.close();
  load.latenciesMs.sort((a, b) => a - b);
  return load;
}

/** The value below which the share `p` of ascending `values` lies, nearest rank; not a number when there are none. */
export function quantile(values: readonly number[], p: number): number {
  return values[Math.max(0, Math.ceil(values.length * p) - 1)] ?? Number.NaN;
}
