import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { Random } from "../dog/random.ts";

/** A request is held up for so long at most, ms. */
const DELAY_MS = 800;
/** Bodies kept to be sent again, after newer ones. */
const MOST_KEPT = 8;
/** Shares of requests, while meddling: delayed, sent twice, an old one sent again behind it, its answer thrown away. */
const DELAYED = 0.3;
const DOUBLED = 0.3;
const REPLAYED = 0.3;
const UNANSWERED = 0.2;

interface Request {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** Stands between a hub and its cloud over HTTP. Lets everything pass, until it is told to meddle. */
export class Meddler {
  readonly #cloudPort: number;
  readonly #random: Random;
  readonly #kept: Request[] = [];
  #server: Server | null = null;
  meddling = false;

  constructor(cloudPort: number, seed: number) {
    this.#cloudPort = cloudPort;
    this.#random = new Random(seed, "meddler");
  }

  /** Listens; resolves with the port to give the hub. */
  async start(): Promise<number> {
    const server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
    this.#server = server;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.#server?.closeAllConnections();
    await closed;
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    const request: Request = { method, path: url, headers, body };
    if (!this.meddling || method !== "POST") {
      reply(response, await this.#ask(request));
      return;
    }
    const draw = () => this.#random.next();
    if (draw() < DELAYED) await new Promise((resolve) => setTimeout(resolve, draw() * DELAY_MS));
    const [doubled, replayed, unanswered] = [draw() < DOUBLED, draw() < REPLAYED, draw() < UNANSWERED];
    const asked = [this.#ask(request), ...(doubled ? [this.#ask(request)] : [])];
    const answers = await Promise.all(asked);
    if (replayed && this.#kept.length > 0)
      await this.#ask(this.#kept[Math.floor(draw() * this.#kept.length)]!);
    this.#kept.push(request);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    if (unanswered) response.destroy();
    else reply(response, answers.at(-1)!);
  }

  async #ask({
    method,
    path,
    headers,
    body,
  }: Request): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> {
    const request = httpRequest({ host: "127.0.0.1", port: this.#cloudPort, method, path, headers });
    request.end(body);
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await read(answer) };
  }
}

function reply(
  response: ServerResponse,
  answer: { status: number; headers: IncomingMessage["headers"]; body: Buffer },
): void {
  const { "transfer-encoding": _chunked, connection: _hop, ...headers } = answer.headers;
  response.writeHead(answer.status, headers).end(answer.body);
}

async function read(from: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of from) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
