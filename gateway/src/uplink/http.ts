import {
  type Batch,
  decodeAcknowledgement,
  decodeGrants,
  encodeBatch,
  PROTOBUF_TYPE,
  type petpulse,
  WireError,
} from "@petpulse/proto";
import { type Clock, systemClock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Uplink } from "../uplink.ts";
import { garbled, refusal } from "./refusal.ts";

/** A request that takes longer is tried again, ms. */
const TIMEOUT_MS = 20_000;
/** Largest answer taken, bytes. */
const MOST_BYTES = 1024 * 1024;

/** Uplink over HTTP: POST /v1/frames and GET /v1/hub/grants with the hub's bearer token. */
export class HttpUplink implements Uplink {
  readonly #base: string;
  readonly #token: string;
  readonly #clock: Clock;
  readonly #gone = new AbortController();

  constructor(base: string, token: string, clock: Clock = systemClock) {
    this.#base = base.replace(/\/$/, "");
    this.#token = token;
    this.#clock = clock;
  }

  /** Nothing to do: every request stands alone. */
  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#gone.abort();
  }

  async send(batch: Batch): Promise<petpulse.v1.Acknowledgement> {
    const body = encodeBatch(batch);
    return this.#ask("POST", "/v1/frames", decodeAcknowledgement, body);
  }

  grants(): Promise<petpulse.v1.Grants> {
    return this.#ask("GET", "/v1/hub/grants", decodeGrants);
  }

  async #ask<T>(
    method: string,
    path: string,
    decode: (bytes: Uint8Array) => T,
    body?: Uint8Array,
  ): Promise<T> {
    const late = new AbortController();
    const cancel = this.#clock.later(TIMEOUT_MS, () =>
      late.abort(new Error(`no answer within ${TIMEOUT_MS} ms`)),
    );
    let bytes: Uint8Array;
    try {
      const answer = await fetch(this.#base + path, {
        method,
        headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": PROTOBUF_TYPE }) },
        signal: AbortSignal.any([this.#gone.signal, late.signal]),
        redirect: "error",
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      });
      if (!answer.ok) throw refusal(answer.status, Number(answer.headers.get("retry-after")));
      bytes = new Uint8Array(await answer.arrayBuffer());
    } catch (cause) {
      if (cause instanceof GatewayError) throw cause;
      const reason = (cause as { cause?: Error }).cause?.message ?? (cause as Error).message;
      throw new GatewayError(
        "gateway.cloud-unreachable",
        `${this.#base}${path}: ${reason}`,
        "is the address right, and is the cloud running?",
        { cause },
      );
    } finally {
      cancel();
    }
    if (bytes.length > MOST_BYTES) throw garbled(`${bytes.length} bytes`);
    try {
      return decode(bytes);
    } catch (cause) {
      if (cause instanceof WireError) throw garbled(cause.message);
      throw cause;
    }
  }
}
