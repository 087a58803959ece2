import { GatewayError } from "../errors.ts";

/** Longest patience a cloud may ask for, ms. */
const MOST_PATIENCE_MS = 3_600_000;

/** A cloud that asked for patience. */
export class BusyError extends GatewayError {
  readonly retryAfterMs: number;

  constructor(status: number, retryAfterMs: number) {
    super("gateway.cloud-unreachable", `the cloud answers ${status}`, "it will be tried again");
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an answer other than 200 means, by HTTP's status codes; over MQTT the same are used. */
export function refusal(status: number, retryAfterS: number): GatewayError {
  if (status === 401 || status === 403) {
    return new GatewayError(
      "gateway.cloud-refused",
      `the cloud answers ${status}`,
      "this hub's token is wrong or revoked: petpulse cloud hub add",
    );
  }
  if (status === 413 || status === 429 || status >= 500) {
    const ms = Number.isFinite(retryAfterS) ? Math.max(0, retryAfterS) * 1000 : 0;
    return new BusyError(status, Math.min(ms, MOST_PATIENCE_MS));
  }
  return garbled(`the status is ${status}`);
}

/** An answer that no PetPulse cloud gives. */
export function garbled(detail: string): GatewayError {
  return new GatewayError(
    "gateway.cloud-garbled",
    `the cloud's answer: ${detail}`,
    "is this address a PetPulse cloud?",
  );
}
