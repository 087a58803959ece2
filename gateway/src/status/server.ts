import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { GatewayError } from "../errors.ts";
import type { GatewayStatus } from "../gateway.ts";
import { page } from "./page.ts";

/** Whoever needs longer to ask is not a browser, ms. */
const REQUEST_MS = 5000;
const MOST_CONNECTIONS = 16;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export interface StatusServerOptions {
  /** Loopback unless others in the house are to see it. It shows names and signal strengths, no keys and no vitals. */
  host: string;
  /** 0 takes a free one. */
  port: number;
  status: () => GatewayStatus;
  /** Unix ms. */
  now: () => number;
}

/** The hub's own page: `/` for people, `/status.json` for programs, `/health` (200 or 503) for whoever watches. Reads only. */
export class StatusServer {
  readonly #o: StatusServerOptions;
  #server: Server | null = null;

  constructor(options: StatusServerOptions) {
    this.#o = options;
  }

  /** Listens; resolves with the port. Throws GatewayError gateway.status-port. */
  async start(): Promise<number> {
    const { host, port } = this.#o;
    const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) =>
      this.#answer(request, response),
    );
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(port, host);
    try {
      await once(server, "listening");
    } catch (cause) {
      throw new GatewayError(
        "gateway.status-port",
        `${host}:${port}: ${(cause as Error).message}`,
        "choose another --status-port, or 0 for a free one",
        { cause },
      );
    }
    this.#server = server;
    return (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const send = (status: number, type: string, text: string) =>
      response.writeHead(status, { ...HEADERS, "content-type": `${type}; charset=utf-8` }).end(text);
    // On loopback a page from elsewhere whose name was pointed here still sends its own name (DNS rebinding).
    const local = ["127.0.0.1", "::1", "localhost"].includes(this.#o.host);
    if (local && !LOCAL_HOST.test(request.headers.host ?? ""))
      return void send(403, "text/plain", "not this host\n");
    if (request.method !== "GET" && request.method !== "HEAD")
      return void send(405, "text/plain", "read only\n");
    const status = this.#o.status();
    switch (request.url?.split("?", 1)[0]) {
      case "/":
        return void send(200, "text/html", page(status, this.#o.now()));
      case "/status.json":
        return void send(200, "application/json", JSON.stringify(status));
      case "/health": {
        const well = status.adapter && status.uplink.lastError === null;
        return void send(well ? 200 : 503, "application/json", JSON.stringify({ ok: well }));
      }
      default:
        return void send(404, "text/plain", "nothing here\n");
    }
  }
}
