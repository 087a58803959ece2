import { createHmac } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sameHash } from "./tokens.ts";

/** Over TLS with the prefix that keeps it to this very host: no other one under the same domain can plant one (RFC 6265bis, section 4.1.3). */
const TLS_COOKIE = "__Host-petpulse_session";
const COOKIE = "petpulse_session";
/** How long a session lasts, s. */
const SESSION_S = 7 * 86_400;
/** Ended sessions remembered; the one that runs out first goes when there are more. */
const MOST_ENDED = 10_000;

/** Whose session it is: a person, or a token that a browser changed for a cookie. */
export type Holder = "person" | "viewer" | "share";

/** What a cookie says; to be believed once its seal holds under the holder's credential. */
export interface Session {
  holder: Holder;
  /** 16 hex digits each; `tenant` empty for somebody who belongs nowhere. */
  id: string;
  tenant: string;
  expiresS: number;
}

/**
 * Sessions in signed cookies. The seal also covers the holder's credential (a token's hash, a password as it is encoded), so that a
 * session ends when the token is withdrawn or the password changed. All that is kept here is who signed out: whoever has copied the
 * cookie is out too. A restart forgets that; a new password, which ends them all, is for good.
 */
export class Sessions {
  readonly #secret: Uint8Array;
  readonly #clock: () => number;
  /** Seals of sessions that were signed out, with the end of their time, s. */
  readonly #ended = new Map<string, number>();

  /** `clock`: Unix ms. */
  constructor(secret: Uint8Array, clock: () => number) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** Sets the cookie; it ends after a week, or at `untilMs` if that is sooner. */
  set(
    request: FastifyRequest,
    reply: FastifyReply,
    who: Omit<Session, "expiresS">,
    credential: string | Uint8Array,
    untilMs: number = Number.POSITIVE_INFINITY,
  ): void {
    const nowS = Math.floor(this.#clock() / 1000);
    const expiresS = Math.min(nowS + SESSION_S, Math.floor(untilMs / 1000));
    const session = { ...who, expiresS };
    const seal = this.#seal(session, credential).toString("base64url");
    // Who signs out and in again within a second gets the same session, and means it.
    this.#ended.delete(seal);
    const value = `${text(session)}.${seal}`;
    setCookie(request, reply, value, Math.max(0, expiresS - nowS));
  }

  /** The session a request brings, if its time is not over; `holds` says whether its seal does under a credential. */
  read(
    request: FastifyRequest,
  ): { session: Session; seal: Buffer; holds(credential: string | Uint8Array): boolean } | null {
    const value = valueIn(request);
    const match = /^(person|viewer|share)\.([0-9a-f]{16})\.([0-9a-f]{16})?\.(\d{1,12})\.([\w-]{43})$/.exec(
      value,
    );
    if (!match) return null;
    const [, holder, id, tenant = "", expires] = match;
    const seal = Buffer.from(match[5]!, "base64url");
    const session: Session = {
      holder: holder as Holder,
      id: id!,
      tenant,
      expiresS: Number(expires),
    };
    // By its bytes: base64 writes the same ones in several ways.
    if (session.expiresS * 1000 <= this.#clock() || this.#ended.has(seal.toString("base64url"))) return null;
    return { session, seal, holds: (credential) => sameHash(this.#seal(session, credential), seal) };
  }

  /** Ends the session of this browser, for every copy of its cookie when `known`: when it is one that holds. */
  end(request: FastifyRequest, reply: FastifyReply, known: boolean): void {
    const brought = known ? this.read(request) : null;
    if (brought) this.#remember(brought.seal.toString("base64url"), brought.session.expiresS);
    setCookie(request, reply, "", 0);
  }

  #remember(seal: string, expiresS: number): void {
    const nowS = this.#clock() / 1000;
    for (const [one, untilS] of this.#ended) if (untilS <= nowS) this.#ended.delete(one);
    if (this.#ended.size >= MOST_ENDED) {
      const [first] = [...this.#ended].sort(([, a], [, b]) => a - b);
      this.#ended.delete(first![0]);
    }
    this.#ended.set(seal, expiresS);
  }

  #seal(session: Session, credential: string | Uint8Array): Buffer {
    return createHmac("sha256", this.#secret)
      .update(`petpulse session ${text(session)} `)
      .update(credential)
      .digest();
  }
}

/** What the session's cookie says; empty when there is none. */
function valueIn(request: FastifyRequest): string {
  const pattern = new RegExp(`(?:^|; *)${cookieOf(request)}=([\\w.-]{1,160})(?:;|$)`);
  return pattern.exec(request.headers.cookie ?? "")?.[1] ?? "";
}

function cookieOf({ protocol }: FastifyRequest): string {
  return protocol === "https" ? TLS_COOKIE : COOKIE;
}

function text({ holder, id, tenant, expiresS }: Session): string {
  return `${holder}.${id}.${tenant}.${expiresS}`;
}

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, maxAgeS: number): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  reply.header(
    "set-cookie",
    `${cookieOf(request)}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`,
  );
}
