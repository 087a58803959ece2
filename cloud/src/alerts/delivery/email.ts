import nodemailer, { type Transporter } from "nodemailer";
import { DeliveryFailure } from "./failure.ts";
import { body, headline, type Message } from "./message.ts";

export interface EmailSettings {
  to: string;
}

/**
 * The cloud's own way to send mail. `url`: `smtps://user:password@host:465`, or `smtp:` with STARTTLS: demanded where there is a
 * password, else used where offered.
 */
export interface Smtp {
  url: string;
  from: string;
}

/** For connecting, greeting and each answer, ms. */
const TIMEOUT_MS = 10_000;

/** A password that would cross a network; a server without STARTTLS, or somebody between who strikes it out, must not get it (RFC 8314). */
const DEMANDS_TLS = /^smtp:\/\/.+@(?!(localhost|127\.0\.0\.1|\[::1\])([:/?]|$))/i;

/** Sends e-mail through one server. */
export class Mailer {
  readonly #from: string;
  readonly #transport: Transporter;

  constructor({ url, from }: Smtp) {
    this.#from = from;
    this.#transport = nodemailer.createTransport({
      url,
      requireTLS: DEMANDS_TLS.test(url),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // Only what is in the message itself is sent: no files, no fetched addresses.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Resolves with the server's answer once it took the message. Throws DeliveryFailure; 4yz is for later (RFC 5321, 4.2.1). */
  async send({ to }: EmailSettings, message: Message): Promise<string> {
    try {
      const sent = await this.#transport.sendMail({
        from: this.#from,
        to,
        subject: headline(message),
        text: body(message),
        messageId: `<${message.id}@petpulse.invalid>`,
        // Everything about one episode is one thread.
        references: `<${message.episode}@petpulse.invalid>`,
        headers: { "auto-submitted": "auto-generated" },
      });
      return String(sent.response);
    } catch (error) {
      const { responseCode, message: text } = error as Error & { responseCode?: number };
      if (responseCode === undefined) throw new DeliveryFailure("delivery.unreachable", text, true);
      throw new DeliveryFailure("delivery.refused", `${responseCode} ${text}`, responseCode < 500);
    }
  }

  close(): void {
    this.#transport.close();
  }
}
