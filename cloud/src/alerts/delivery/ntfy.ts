import { body, headline, type Message } from "./message.ts";
import { type PostOptions, post } from "./post.ts";

/** `url`: of the server, e.g. https://ntfy.sh. `token`: an access token, empty for an open topic. */
export interface NtfySettings {
  url: string;
  topic: string;
  token: string;
}

/** ntfy's priorities (docs.ntfy.sh/publish, "Message priority"): 5 breaks through silence, 3 is the default, 2 makes no sound. */
const PRIORITY = { critical: 5, warning: 4, info: 2 } as const;

/** Publishes as JSON (docs.ntfy.sh/publish, "Publish as JSON"). Throws DeliveryFailure. */
export function sendNtfy(
  { url, topic, token }: NtfySettings,
  message: Message,
  options: PostOptions,
): Promise<string> {
  const over = message.act === "resolved";
  const text = JSON.stringify({
    topic,
    title: headline(message),
    message: body(message),
    priority: over ? 2 : PRIORITY[message.severity],
    tags: [over ? "white_check_mark" : "rotating_light"],
  });
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== "") headers.authorization = `Bearer ${token}`;
  return post(url, headers, text, options);
}
