import { createHmac } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sameHash } from "./tokens.ts";

const COOKIE = "petpulse_session";
/** How long a session lasts, s. */
const SESSION_S = 7 * 86_400;

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
 * Sessions in signed cookies; nothing is kept here. The seal also covers the holder's credential (a token's hash, a password as it is
 * encoded), so that a session ends when the token is withdrawn or the password changed.
 */
export class Sessions {
  readonly #secret: Uint8Array;
  readonly #clock: () => number;

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
    const value = `${text(session)}.${this.#seal(session, credential).toString("base64url")}`;
    setCookie(request, reply, value, Math.max(0, expiresS - nowS));
  }

  /** The session a request brings, if its time is not over; `holds` says whether its seal does under a credential. */
  read(
    request: FastifyRequest,
  ): { session: Session; holds(credential: string | Uint8Array): boolean } | null {
    const match = new RegExp(
      `(?:^|; *)${COOKIE}=(person|viewer|share)\\.([0-9a-f]{16})\\.([0-9a-f]{16})?\\.(\\d{1,12})\\.([\\w-]{43})(?:;|$)`,
    ).exec(request.headers.cookie ?? "");
    if (!match) return null;
    const [, holder, id, tenant = "", expires, seal] = match;
    const session: Session = {
      holder: holder as Holder,
      id: id!,
      tenant,
      expiresS: Number(expires),
    };
    if (session.expiresS * 1000 <= this.#clock()) return null;
    return {
      session,
      holds: (credential) => sameHash(this.#seal(session, credential), Buffer.from(seal!, "base64url")),
    };
  }

  /** Ends the session of this browser. */
  clear(request: FastifyRequest, reply: FastifyReply): void {
    setCookie(request, reply, "", 0);
  }

  #seal(session: Session, credential: string | Uint8Array): Buffer {
    return createHmac("sha256", this.#secret)
      .update(`petpulse session ${text(session)} `)
      .update(credential)
      .digest();
  }
}

function text({ holder, id, tenant, expiresS }: Session): string {
  return `${holder}.${id}.${tenant}.${expiresS}`;
}

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, maxAgeS: number): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  reply.header(
    "set-cookie",
    `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`,
  );
}
