import { createHmac } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Directory } from "./directory.ts";
import { CloudError } from "./errors.ts";
import type { Viewer } from "./store.ts";
import { readBearer, readToken, sameHash } from "./tokens.ts";

/** Who may look: whoever has a viewer's token, or whoever sits at this machine. */
export type Access = { mode: "token" } | { mode: "loopback" };

const COOKIE = "petpulse_session";
/** How long a session lasts, s. */
const SESSION_S = 7 * 86_400;
const LOCAL_ADDRESSES = ["127.0.0.1", "::1", "localhost"];
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Throws CloudError access.not-loopback when no login is asked for on an address that others can reach. */
export function checkAccess(access: Access, host: string): void {
  if (access.mode === "token" || LOCAL_ADDRESSES.includes(host)) return;
  throw new CloudError(
    "access.not-loopback",
    `access without a login is refused on ${host}`,
    "Bind to 127.0.0.1 or ::1, or use access mode token.",
  );
}

/** Signs a session under the hash of its viewer's token, so that it ends when the token does and nothing is kept here. */
function sign(viewer: Viewer, expiresS: number): string {
  const text = `petpulse session ${viewer.viewer} ${expiresS}`;
  return createHmac("sha256", viewer.tokenHash).update(text).digest("base64url");
}

/** Decides who may read. Hubs are not its business: they always bring their token. */
export class Door {
  readonly #access: Access;
  readonly #directory: Directory;
  readonly #clock: () => number;

  /** `clock`: Unix ms. */
  constructor(access: Access, directory: Directory, clock: () => number) {
    this.#access = access;
    this.#directory = directory;
    this.#clock = clock;
  }

  /** Lets the request pass or throws CloudError access.required, access.host. */
  async check(request: FastifyRequest): Promise<void> {
    if (this.#access.mode === "loopback") {
      // A page from elsewhere whose name was pointed at 127.0.0.1 still sends its own name (DNS rebinding).
      if (LOCAL_HOST.test(request.headers.host ?? "")) return;
      throw new CloudError(
        "access.host",
        "the Host header does not name this machine",
        "Open http://localhost:… in a browser on this machine, or use access mode token.",
      );
    }
    await this.#directory.refresh();
    if (this.#directory.viewerOf(readBearer("viewer", request.headers.authorization))) return;
    if (this.#sessionHolds(request.headers.cookie)) return;
    throw new CloudError(
      "access.required",
      "a viewer's token is needed",
      "Send `Authorization: Bearer <token>`; `petpulse cloud viewer add` makes one.",
    );
  }

  /** Turns a viewer's token into a session cookie. Throws CloudError access.required. */
  async open(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.#access.mode === "loopback") return this.check(request);
    await this.#directory.refresh();
    const viewer = this.#directory.viewerOf(readToken("viewer", token));
    if (!viewer) {
      throw new CloudError("access.required", "this token opens nothing", "Check it, or ask for a new one.");
    }
    const expiresS = Math.floor(this.#clock() / 1000) + SESSION_S;
    setCookie(request, reply, `${viewer.viewer}.${expiresS}.${sign(viewer, expiresS)}`, SESSION_S);
  }

  /** Ends the session of this browser. */
  close(request: FastifyRequest, reply: FastifyReply): void {
    setCookie(request, reply, "", 0);
  }

  #sessionHolds(header: string | undefined): boolean {
    const match = new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f]{16})\\.(\\d{1,12})\\.([\\w-]{43})(?:;|$)`).exec(
      header ?? "",
    );
    const viewer = match && this.#directory.viewer(match[1]!);
    if (!viewer || Number(match[2]) * 1000 <= this.#clock()) return false;
    return sameHash(Buffer.from(sign(viewer, Number(match[2]))), Buffer.from(match[3]!));
  }
}

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, maxAgeS: number): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  reply.header(
    "set-cookie",
    `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`,
  );
}
