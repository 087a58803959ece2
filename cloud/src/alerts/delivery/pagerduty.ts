import { headline, type Message } from "./message.ts";
import { type PostOptions, post } from "./post.ts";

/** `routingKey`: of an integration "Events API v2", 32 characters. */
export interface PagerDutySettings {
  routingKey: string;
}

/** PagerDuty's, unless a test or an EU account says otherwise. */
export const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

/** Sends a trigger or a resolve of Events API v2; the episode is the dedup_key. Throws DeliveryFailure. */
export function sendPagerDuty(
  { routingKey }: PagerDutySettings,
  message: Message,
  url: string,
  options: PostOptions,
): Promise<string> {
  const { act, episode, pet, severity, rule, fromMs, detail, worst, level } = message;
  const text = JSON.stringify({
    routing_key: routingKey,
    event_action: act === "resolved" ? "resolve" : "trigger",
    dedup_key: `petpulse ${episode}`,
    client: "PetPulse",
    payload: {
      summary: headline(message).slice(0, 1024),
      source: pet === "" ? "petpulse cloud" : pet,
      severity,
      timestamp: new Date(fromMs).toISOString(),
      class: rule,
      custom_details: { detail, worst, level },
    },
  });
  return post(url, { "content-type": "application/json" }, text, options);
}
