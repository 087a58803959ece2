import type { FastifyInstance } from "fastify";
import { CloudError } from "../errors.ts";
import type { Store } from "../store.ts";

/** `GET /health`: 200 while deliveries can be stored, else the status and code of what is wrong. Open to everybody. */
export function healthRoutes(app: FastifyInstance, store: Store): void {
  app.get("/health", async (_request, reply) => {
    try {
      await store.check();
      return { status: "ok" };
    } catch (error) {
      // Said to whoever asks, so without the file's name.
      const known = error instanceof CloudError;
      reply.code(known ? error.status : 500);
      return { status: "degraded", code: known ? error.code : "cloud.internal" };
    }
  });
}
