import {
  type Batch,
  decodeAcknowledgement,
  decodeGrants,
  encodeBatch,
  PROTOBUF_TYPE,
  type petpulse,
  WireError,
} from "@petpulse/proto";
import { GatewayError } from "../errors.ts";
import type { Uplink } from "../uplink.ts";

/** A request that takes longer is tried again, ms. */
const TIMEOUT_MS = 20_000;
/** Largest answer taken, bytes. */
const MOST_BYTES = 1024 * 1024;

/** A cloud that asked for patience. */
export class BusyError extends GatewayError {
  readonly retryAfterMs: number;

  constructor(status: number, retryAfterMs: number) {
    super("gateway.cloud-unreachable", `the cloud answers ${status}`, "it will be tried again");
    this.retryAfterMs = retryAfterMs;
  }
}

/** Uplink over HTTP: POST /v1/frames and GET /v1/hub/grants with the hub's bearer token. */
export class HttpUplink implements Uplink {
  readonly #base: string;
  readonly #token: string;
  readonly #gone = new AbortController();

  constructor(base: string, token: string) {
    this.#base = base.replace(/\/$/, "");
    this.#token = token;
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
    let bytes: Uint8Array;
    try {
      const answer = await fetch(this.#base + path, {
        method,
        headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": PROTOBUF_TYPE }) },
        signal: AbortSignal.any([this.#gone.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        redirect: "error",
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      });
      if (!answer.ok) throw refusal(answer);
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

function refusal(answer: Response): GatewayError {
  const { status } = answer;
  if (status === 401 || status === 403) {
    return new GatewayError(
      "gateway.cloud-refused",
      `the cloud answers ${status}`,
      "this hub's token is wrong or revoked: petpulse cloud hub add",
    );
  }
  if (status === 413 || status === 429 || status >= 500) {
    const seconds = Number(answer.headers.get("retry-after"));
    return new BusyError(status, Number.isFinite(seconds) ? Math.min(seconds, 3600) * 1000 : 0);
  }
  return new GatewayError(
    "gateway.cloud-garbled",
    `the cloud answers ${status}`,
    "is this address a PetPulse cloud?",
  );
}

function garbled(detail: string): GatewayError {
  return new GatewayError(
    "gateway.cloud-garbled",
    `the cloud's answer: ${detail}`,
    "is this address a PetPulse cloud?",
  );
}
