import { createHmac } from "node:crypto";
import type { Message } from "./message.ts";
import { type PostOptions, post } from "./post.ts";

/** `secret`: `whsec_` and the key in base64, as whoever receives it was told once. */
export interface WebhookSettings {
  url: string;
  secret: string;
}

/**
 * The signature of Standard Webhooks (standardwebhooks.com, specification 1.0): HMAC-SHA-256 of `id.timestamp.body`, so that
 * neither content nor age can be changed. `timestampS`: Unix s.
 */
export function signature(secret: string, id: string, timestampS: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestampS}.${body}`).digest("base64")}`;
}

/** Posts `{type, timestamp, data}`. Throws DeliveryFailure. */
export function sendWebhook(
  { url, secret }: WebhookSettings,
  message: Message,
  nowMs: number,
  options: PostOptions,
): Promise<string> {
  const { id, ...data } = message;
  const body = JSON.stringify({
    type: `alert.${message.act}`,
    timestamp: new Date(nowMs).toISOString(),
    data: { ...data, from: new Date(data.fromMs).toISOString(), to: new Date(data.toMs).toISOString() },
  });
  const timestampS = Math.floor(nowMs / 1000);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": signature(secret, id, timestampS, body),
  };
  return post(url, headers, body, options);
}
