import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { RuleName } from "@petpulse/cloud/alerts/rules";
import type { Told } from "../rig.ts";

/** A message of the cloud is some hundred bytes. */
const MOST_BYTES = 16_384;
/** More than any scenario has alerts. */
const MOST_TOLD = 1000;

/** A webhook of this machine that writes down, by this machine's clock, when it was told of an alert. */
export class AlertListener {
  readonly #told: Told[] = [];
  #server: Server | null = null;

  /** Where it is to be told. */
  async start(): Promise<string> {
    const server = createServer((request, response) => {
      this.#hear(request).then(
        (taken) => response.writeHead(taken ? 204 : 400).end(),
        () => response.destroy(),
      );
    });
    this.#server = server;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    return `http://127.0.0.1:${port}/`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  /** Alerts that were opened, in the order in which they were heard of. */
  get told(): readonly Told[] {
    return this.#told;
  }

  /** False for what is no message of the cloud. */
  async #hear(request: IncomingMessage): Promise<boolean> {
    let text = "";
    request.setEncoding("utf8");
    for await (const part of request) {
      text += part;
      if (text.length > MOST_BYTES) return false;
    }
    // When it was all there.
    const atMs = Date.now();
    const rule = ruleIn(text);
    if (rule === null || this.#told.length === MOST_TOLD) return false;
    if (rule !== "") this.#told.push({ rule, atMs });
    return true;
  }
}

/** The rule of an alert that was opened, empty for what became of one later; null for what is no message of the cloud. */
function ruleIn(text: string): RuleName | "" | null {
  try {
    const { type, data } = JSON.parse(text) as { type?: unknown; data?: { rule?: unknown } };
    if (typeof type !== "string" || typeof data?.rule !== "string") return null;
    return type === "alert.opened" ? (data.rule as RuleName) : "";
  } catch {
    return null;
  }
}
