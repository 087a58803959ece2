import {
  answerTopic,
  decodeBatch,
  type Errand,
  encodeAnswer,
  envelopeKey,
  openEnvelope,
  petpulse,
  readRequestTopic,
  sealEnvelope,
  WireError,
} from "@petpulse/proto";
import type { Logger } from "pino";
import { CloudError } from "../errors.ts";
import { grantsOf } from "../ingest/grants.ts";
import { type Committed, ingest } from "../ingest/ingest.ts";
import type { Knowledge } from "../ingest/judge.ts";
import type { Hub, Store } from "../store.ts";

/** Requests and bytes under way at once; more are told to come again. */
const MOST_REQUESTS = 256;
const MOST_BYTES = 32 * 1024 * 1024;
/** Patience asked of a hub that came at a bad time, s. */
const RETRY_AFTER_S = 1;

/** What the desk knows of hubs and collars. */
export interface Register extends Knowledge {
  refresh(): Promise<void>;
  /** 16 hex digits; null for one that is not known, or no longer. */
  hub(hub: string): Hub | null;
}

export interface DeskParts {
  store: Store;
  register: Register;
  /** Told what is new in the store. */
  live: { publish(committed: readonly Committed[]): void };
  /** Unix ms. */
  clock: () => number;
  log: Logger;
}

/** A sealed answer, where to publish it, and what it says: HTTP's status codes. */
export interface Answer {
  status: number;
  topic: string;
  payload: Buffer;
}

/**
 * Answers hubs' requests, from whichever broker they come; proto/README.md has topics and envelopes. Frames take the way those over
 * HTTP take (ingest/); an answer of 200 comes after the commit.
 */
export class Desk {
  readonly #parts: DeskParts;
  #requests = 0;
  #bytes = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Resolves once another request would be taken. */
  room(): Promise<void> {
    if (this.#hasRoom) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get #hasRoom(): boolean {
    return this.#requests < MOST_REQUESTS && this.#bytes < MOST_BYTES;
  }

  /** Null when there is nobody to answer: no request, no such hub, or not sealed by it. */
  async answer(topic: string, payload: Uint8Array): Promise<Answer | null> {
    const request = readRequestTopic(topic);
    if (!request) return null;
    const { hub: hubId, errand, n } = request;
    const { register, log } = this.#parts;
    const full = !this.#hasRoom;
    this.#requests++;
    this.#bytes += payload.length;
    try {
      await register.refresh();
      const hub = register.hub(hubId);
      const key = hub && envelopeKey(hub.tokenHash);
      const plain = key && openEnvelope(key, topic, payload);
      if (!hub || !key || !plain) {
        log.warn({ code: "access.required", hub: hubId }, "a request over MQTT is not sealed by that hub");
        return null;
      }
      const back = answerTopic(hubId, n);
      const { status, body } = full ? FULL : await this.#handle(hub, errand, plain);
      const retryAfterS = status === 429 || status >= 500 ? RETRY_AFTER_S : 0;
      const said = encodeAnswer({ status, retryAfterS, body });
      return { status, topic: back, payload: sealEnvelope(key, back, said) };
    } finally {
      this.#requests--;
      this.#bytes -= payload.length;
      this.#waiting.shift()?.();
    }
  }

  async #handle(hub: Hub, errand: Errand, plain: Uint8Array): Promise<{ status: number; body: Uint8Array }> {
    const { register, clock, log } = this.#parts;
    try {
      if (errand === "grants") {
        const grants = grantsOf(hub, register, clock());
        return { status: 200, body: petpulse.v1.Grants.encode(grants).finish() };
      }
      return { status: 200, body: await this.#frames(hub, plain) };
    } catch (error) {
      if (error instanceof WireError) {
        log.warn({ code: error.code, hub: hub.hub }, `a batch over MQTT: ${error.message}`);
        return { status: error.code === "wire.too-large" ? 413 : 400, body: NOTHING };
      }
      const status = error instanceof CloudError ? error.status : 500;
      if (!(error instanceof CloudError && error.code === "store.busy"))
        log.error({ err: error, hub: hub.hub }, "ingest over MQTT failed");
      return { status, body: NOTHING };
    }
  }

  async #frames(hub: Hub, plain: Uint8Array): Promise<Uint8Array> {
    const { store, register, live, clock, log } = this.#parts;
    const batch = decodeBatch(plain);
    const { acknowledgement, committed } = await ingest(batch, hub.hub, register, store, clock());
    live.publish(committed);
    const refused = acknowledgement.rejected?.length ?? 0;
    if (refused > 0) log.warn({ hub: hub.hub, refused }, "frames refused");
    return petpulse.v1.Acknowledgement.encode(acknowledgement).finish();
  }
}

const NOTHING = new Uint8Array();
const FULL = { status: 429, body: NOTHING };
