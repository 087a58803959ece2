import { decodeBatch, MAX_BATCH_BYTES, PROTOBUF_TYPE, petpulse, WireError } from "@petpulse/proto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Directory } from "../directory.ts";
import { CloudError } from "../errors.ts";
import type { Live } from "../live/live.ts";
import type { Hub, Store } from "../store.ts";
import { readBearer } from "../tokens.ts";
import { rejectionName } from "../vitals/names.ts";
import { grantsOf } from "./grants.ts";
import { ingest } from "./ingest.ts";

export interface IngestParts {
  store: Store;
  directory: Directory;
  live: Live;
  /** Unix ms. */
  clock: () => number;
}

/** `POST /v1/frames` and `GET /v1/hub/grants`: what hubs talk to, in protobuf. */
export function ingestRoutes(app: FastifyInstance, { store, directory, live, clock }: IngestParts): void {
  async function hubOf(request: FastifyRequest): Promise<Hub> {
    await directory.refresh();
    const hub = directory.hubOf(readBearer("hub", request.headers.authorization));
    if (hub) return hub;
    throw new CloudError(
      "access.required",
      "a hub's token is needed",
      "Send `Authorization: Bearer <token>`; `petpulse cloud hub add` makes one.",
    );
  }

  const hubs = new WeakMap<FastifyRequest, Hub>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    PROTOBUF_TYPE,
    { parseAs: "buffer", bodyLimit: MAX_BATCH_BYTES },
    (_request, body, done) => done(null, body),
  );
  // Before the body is read, so that a stranger's is not.
  app.addHook("onRequest", async (request) => {
    hubs.set(request, await hubOf(request));
  });

  app.post<{ Body: Buffer | undefined }>("/v1/frames", async (request, reply) => {
    const hub = hubs.get(request)!;
    const batch = readBatch(request.body);
    const { acknowledgement, committed } = await ingest(batch, hub.hub, directory, store, clock());
    live.publish(committed);
    const [first] = acknowledgement.rejected ?? [];
    if (first) {
      const refused = acknowledgement.rejected!.length;
      const reason = rejectionName(first.reason ?? 0);
      request.log.warn({ hub: hub.hub, refused, first: { index: first.index, reason } }, "frames refused");
    }
    reply.type(PROTOBUF_TYPE);
    return Buffer.from(petpulse.v1.Acknowledgement.encode(acknowledgement).finish());
  });

  app.get("/v1/hub/grants", async (request, reply) => {
    const grants = grantsOf(hubs.get(request)!, directory, clock());
    reply.type(PROTOBUF_TYPE);
    return Buffer.from(petpulse.v1.Grants.encode(grants).finish());
  });
}

function readBatch(body: Buffer | undefined): ReturnType<typeof decodeBatch> {
  try {
    return decodeBatch(body ?? new Uint8Array());
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const code = error.code === "wire.too-large" ? "body.too-large" : "body.invalid";
    throw new CloudError(code, `${error.code}: ${error.message}`, "Send a petpulse.v1.Batch of version 1.");
  }
}
