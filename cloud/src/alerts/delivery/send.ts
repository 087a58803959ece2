import type { Send } from "./courier.ts";
import type { Mailer, Smtp } from "./email.ts";
import { DeliveryFailure } from "./failure.ts";
import { sendNtfy } from "./ntfy.ts";
import { PAGERDUTY_URL, sendPagerDuty } from "./pagerduty.ts";
import { sendWebhook } from "./webhook.ts";

export interface SendOptions {
  /** Null: no e-mail leaves this cloud. */
  smtp: Smtp | null;
  /** Channels may lead into this network, and by http. */
  privateTargets: boolean;
  /** Of PagerDuty's Events API v2. */
  pagerDutyUrl?: string;
}

/** Every way to tell. `close` ends what is open. */
export function makeSend({ smtp, privateTargets, pagerDutyUrl }: SendOptions): {
  send: Send;
  close: () => void;
} {
  let mailer: Mailer | null = null;
  const options = { privateTargets };
  const send: Send = async (channel, message, nowMs) => {
    switch (channel.kind) {
      case "webhook":
        return sendWebhook(channel.settings, message, nowMs, options);
      case "ntfy":
        return sendNtfy(channel.settings, message, options);
      case "pagerduty":
        return sendPagerDuty(channel.settings, message, pagerDutyUrl ?? PAGERDUTY_URL, options);
      case "email": {
        if (!smtp) throw new DeliveryFailure("delivery.unset", "this cloud has no mail server", false);
        // Loaded with the first e-mail: most clouds start without ever needing it.
        const { Mailer } = await import("./email.ts");
        mailer ??= new Mailer(smtp);
        return mailer.send(channel.settings, message);
      }
    }
  };
  return { send, close: () => mailer?.close() };
}
