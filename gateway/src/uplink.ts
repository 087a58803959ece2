import type { Batch, petpulse } from "@petpulse/proto";

/**
 * The way to a cloud. Contract: `send` resolves with what the cloud has on its disk and what it will not take; whatever else
 * happens rejects, and then nothing may be deleted. Sending twice is harmless. uplink.contract.ts holds every implementation to it.
 */
export interface Uplink {
  /** Begins to reach for the cloud, and does not wait for it. */
  start(): Promise<void>;
  /** Lets go; what is being sent rejects. */
  stop(): Promise<void>;
  /** Throws GatewayError gateway.cloud-unreachable (with `retryAfterMs` when the cloud named one), gateway.cloud-refused, gateway.cloud-garbled. */
  send(batch: Batch): Promise<petpulse.v1.Acknowledgement>;
  /** What this hub may carry. Same errors. */
  grants(): Promise<petpulse.v1.Grants>;
}
