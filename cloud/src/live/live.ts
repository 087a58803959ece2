import type { Frame } from "@petpulse/proto";
import { CloudError } from "../errors.ts";
import type { Committed } from "../ingest/ingest.ts";
import { gapReasonName } from "../vitals/names.ts";
import { minutesOf, noPoints, occurrencesOf, pushSums, readingsOf } from "../vitals/points.ts";

/**
 * Streams at once: in all, and of one tenant, one address, one caller, so that nobody takes everybody's. A browser opens six to one
 * host at most (HTTP/1.1) and the dashboard one to a page.
 */
const MOST = { all: 500, tenant: 200, address: 100, caller: 20 } as const;
/** What may wait in a client's socket, bytes; one that reads slower is dropped, and comes back by itself. */
const MAX_WAITING_BYTES = 256 * 1024;

/** Whom a stream counts for. */
export interface LiveHolder {
  tenant: string;
  /** As rates.ts counts them. */
  address: string;
  /** Id of the principal. */
  caller: string;
}

/** A listener. `write` sends text; `waiting` says how many bytes it has not taken yet. */
export interface LiveClient {
  readonly holder: LiveHolder;
  /** Whether it may, right now, be told of that device. */
  sees(device: string): boolean;
  /** Whether it may go on listening. */
  welcome(): boolean;
  write(text: string): void;
  waiting(): number;
  drop(): void;
}

/** Server-sent events (WHATWG HTML, section 9.2) to everybody who looks. Published after the commit, never before. */
export class Live {
  readonly #clients = new Set<LiveClient>();
  /** Of each device, the newest frame told of each kind. */
  readonly #newest = new Map<string, { epoch: number; seq: number }>();

  /** Streams open now. */
  get open(): number {
    return this.#clients.size;
  }

  /** Starts to tell the client. Throws CloudError live.full, live.too-many. */
  add(client: LiveClient): void {
    if (this.#clients.size >= MOST.all) {
      throw new CloudError("live.full", "too many are listening", "Close other tabs, or try again shortly.");
    }
    for (const part of ["caller", "address", "tenant"] as const) {
      if (this.#held(part, client.holder[part]) < MOST[part]) continue;
      throw new CloudError(
        "live.too-many",
        `${MOST[part]} streams of this ${part} are open`,
        "Close some of them: one stream tells about every pet.",
      );
    }
    this.#clients.add(client);
    client.write("retry: 2000\n: connected\n\n");
  }

  remove(client: LiveClient): void {
    this.#clients.delete(client);
  }

  /** Keeps idle connections open, finds dead ones, and ends those whose right has ended. */
  heartbeat(): void {
    for (const client of this.#clients) {
      if (client.welcome()) this.#send(client, ": heartbeat\n\n");
      else {
        this.#clients.delete(client);
        client.drop();
      }
    }
  }

  /** Ends all connections. */
  close(): void {
    for (const client of this.#clients) client.drop();
    this.#clients.clear();
  }

  #held(part: keyof LiveHolder, value: string): number {
    let held = 0;
    for (const { holder } of this.#clients) if (holder[part] === value) held++;
    return held;
  }

  /** Tells what a commit brought. Estimates and minutes of frames before the newest told are history, not live, and left out. */
  publish(committed: readonly Committed[]): void {
    if (this.#clients.size === 0) return;
    for (const { frame, startMs } of committed) {
      const { device, content } = frame;
      if (content.kind === "gap") {
        const { fromSeq, toSeq } = content;
        const frames = toSeq - fromSeq + 1;
        const reason = gapReasonName(content.reason);
        this.#tell(device, "gap", { device, fromSeq, toSeq, frames, reason, where: "collar" });
      }
      if (startMs === null) continue;
      if (content.kind === "live" && this.#isNews(frame)) {
        for (const { reading } of readingsOf(frame, startMs))
          this.#tell(device, "estimate", { device, ...reading });
      }
      if (content.kind === "minutes" && this.#isNews(frame)) {
        for (const { t, sums } of minutesOf(frame, startMs)) {
          const points = noPoints();
          pushSums(points, t, sums);
          this.#tell(device, "minute", { device, ...first(points) });
        }
      }
      for (const event of occurrencesOf(frame, startMs)) this.#tell(device, "event", { device, ...event });
    }
  }

  /** By number, not by time: a collar whose clock was put right does not fall silent until it is that late again. */
  #isNews({ device, epoch, seq, content }: Frame): boolean {
    const stream = `${device} ${content.kind}`;
    const newest = this.#newest.get(stream);
    if (newest && (epoch < newest.epoch || (epoch === newest.epoch && seq <= newest.seq))) return false;
    this.#newest.set(stream, { epoch, seq });
    return true;
  }

  #tell(device: string, event: string, data: object): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const client of this.#clients) {
      if (client.sees(device)) this.#send(client, text);
    }
  }

  #send(client: LiveClient, text: string): void {
    if (client.waiting() > MAX_WAITING_BYTES) {
      this.#clients.delete(client);
      client.drop();
      return;
    }
    client.write(text);
  }
}

/** The first entry of every column. */
function first(points: object): object {
  return Object.fromEntries(Object.entries(points).map(([name, column]) => [name, column[0]]));
}
