import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

/** What every OpenAPI reader sees first. */
const INFO = {
  title: "PetPulse",
  description:
    "Times are Unix milliseconds unless a name says otherwise. Errors are {error: {code, message, hint}}. " +
    "A device or alert of another tenant is as unknown as one that never was.",
  version: "1",
};

/**
 * OpenAPI 3 of all routes registered after it, from the schemas they are checked by: the page at /docs, the document at /docs/json.
 * The page keeps to the own content security policy of the app, which is why it has no top bar: that one brings an inline style.
 */
export function docs(app: FastifyInstance): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: INFO,
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "An API key, or a hub's token." },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "__Host-petpulse_session",
            description: "Of POST /v1/session; petpulse_session where no TLS is spoken.",
          },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
  });
  app.register(swaggerUi, { routePrefix: "/docs", uiConfig: { validatorUrl: null, layout: "BaseLayout" } });
}
