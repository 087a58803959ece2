import { type LookupAddress, lookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { DeliveryFailure } from "./failure.ts";

/** Until the whole answer is there, ms. */
const TIMEOUT_MS = 10_000;
/** Of the answer, what is kept for the log, characters. */
const KEPT = 200;

/** Networks that are not the internet (IANA special-purpose registries): a tenant's URL must not reach into the cloud's own. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  // What carries an IPv4 address inside leads wherever that does: compatible, translated, Teredo, 6to4.
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["100::", 64],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv6");

/** True for an address outside the public internet; IPv4 in IPv6 counts as what it holds. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isIP(mapped) === 4 ? PRIVATE.check(mapped) : true;
  return isIP(address) === 0 || PRIVATE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

const forbidden = (host: string) =>
  new DeliveryFailure("delivery.forbidden", `${host} is not on the public internet`, false);

/** Resolves a name, refusing it when any of its addresses is private; the connection then goes to the very address looked at. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, []);
    if (addresses.some(({ address }) => isPrivate(address))) return done(forbidden(host), []);
    if (options.all === true) return done(null, addresses);
    return done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/** Where posts may go. `privateTargets`: also to addresses of this network and by http, for whoever runs the cloud at home. */
export interface PostOptions {
  privateTargets: boolean;
}

/** Sends a body; redirects are not followed. Returns status and beginning of the answer. Throws DeliveryFailure. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  { privateTargets }: PostOptions,
): Promise<string> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (!privateTargets && (target.protocol !== "https:" || (isIP(host) !== 0 && isPrivate(host)))) {
    return Promise.reject(forbidden(host));
  }
  const request = target.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(
        error instanceof DeliveryFailure
          ? error
          : new DeliveryFailure("delivery.unreachable", `${host}: ${error.message}`, true),
      );
    const sending = request(
      target,
      {
        method: "POST",
        headers: { "content-length": String(Buffer.byteLength(body)), "user-agent": "petpulse", ...headers },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(privateTargets ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => {
          if (text.length < KEPT) text += part.slice(0, KEPT - text.length);
        });
        answer.on("error", failed);
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) return resolve(`${status} ${text}`.trim());
          const retry = status >= 500 || status === 408 || status === 425 || status === 429;
          const afterMs = Number(answer.headers["retry-after"] ?? 0) * 1000 || 0;
          return reject(new DeliveryFailure("delivery.refused", `${status} ${text}`.trim(), retry, afterMs));
        });
      },
    );
    sending.on("error", failed);
    sending.end(body);
  });
}
