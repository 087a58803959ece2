import { CloudError } from "../errors.ts";
import type { Committed } from "../ingest/ingest.ts";
import { gapReasonName } from "../vitals/names.ts";
import { minutesOf, noPoints, occurrencesOf, pushSums, readingsOf } from "../vitals/points.ts";

/** Clients at once. */
const MAX_CLIENTS = 500;
/** What may wait in a client's socket, bytes; one that reads slower is dropped, and comes back by itself. */
const MAX_WAITING_BYTES = 256 * 1024;

/** A listener. `write` sends text; `waiting` says how many bytes it has not taken yet. */
export interface LiveClient {
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
  readonly #newest = new Map<string, number>();

  /** Starts to tell the client. Throws CloudError live.full when there are too many already. */
  add(client: LiveClient): void {
    if (this.#clients.size >= MAX_CLIENTS) {
      throw new CloudError("live.full", "too many are listening", "Close other tabs, or try again shortly.");
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

  /** Tells what a commit brought. Estimates and minutes older than the newest told are history, not live, and left out. */
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
      if (content.kind === "live") {
        for (const { reading } of readingsOf(frame, startMs)) {
          if (this.#isNews(`${device} live`, reading.at))
            this.#tell(device, "estimate", { device, ...reading });
        }
      }
      for (const { t, sums } of minutesOf(frame, startMs)) {
        if (!this.#isNews(`${device} minute`, t)) continue;
        const points = noPoints();
        pushSums(points, t, sums);
        this.#tell(device, "minute", { device, ...first(points) });
      }
      for (const event of occurrencesOf(frame, startMs)) this.#tell(device, "event", { device, ...event });
    }
  }

  #isNews(stream: string, at: number): boolean {
    if (at <= (this.#newest.get(stream) ?? Number.NEGATIVE_INFINITY)) return false;
    this.#newest.set(stream, at);
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
