import type { FastifyInstance } from "fastify";
import { CloudError, type CloudErrorCode } from "./errors.ts";

/** On every answer. The dashboard needs scripts, styles and data of its own origin only. */
const HEADERS = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** Refusals that the next second may change. */
const PASSING: readonly CloudErrorCode[] = ["store.busy", "live.full", "live.too-many"];

/** Paths whose answers are of this moment and of this caller: no cache may keep them. */
const LIVELY = /^\/(v1|health|metrics)\b/;

/** Fastify's own refusals in our words. */
function meaning(error: {
  code?: string;
  statusCode?: number;
  message: string;
  validation?: unknown;
  validationContext?: string;
}): CloudError {
  if (error instanceof CloudError) return error;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new CloudError("body.too-large", "the body is over the limit", "Send smaller batches.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new CloudError(
        "body.type",
        "this content type is not taken here",
        "Send application/x-protobuf.",
      );
  }
  if (error.validation && error.validationContext !== "body") {
    return new CloudError("query.invalid", error.message, "Correct the query or the path.");
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new CloudError("body.invalid", error.message, "Correct the request.");
  }
  return new CloudError("cloud.internal", "something failed here", "It is in the cloud's log.", {
    cause: error,
  });
}

/** Security headers, errors as `{error:{code,message,hint}}`, and one log line for each failure of ours. */
export function answers(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
    if (LIVELY.test(request.url)) reply.header("cache-control", "no-store");
  });

  app.setErrorHandler((error, request, reply) => {
    const meant = meaning(error as Error & { code?: string });
    if (PASSING.includes(meant.code)) reply.header("retry-after", "1");
    else if (meant.status >= 500) {
      request.log.error(
        { err: meant, method: request.method, path: request.routeOptions.url },
        "request failed",
      );
    }
    if (meant.code === "access.required") reply.header("www-authenticate", "Bearer");
    return reply.code(meant.status).send({ error: meant });
  });
}
