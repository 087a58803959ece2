import { decodeBatch, MAX_BATCH_BYTES, PROTOBUF_TYPE, petpulse, WireError } from "@petpulse/proto";
import type { FastifyInstance } from "fastify";
import type { Directory } from "../directory.ts";
import { CloudError } from "../errors.ts";
import type { Live } from "../live/live.ts";
import type { Store } from "../store.ts";
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

/** `POST /v1/frames` and `GET /v1/hub/grants`: what hubs talk to, in protobuf; the door knows which hub it is, before the body is read. */
export function ingestRoutes(app: FastifyInstance, { store, directory, live, clock }: IngestParts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    PROTOBUF_TYPE,
    { parseAs: "buffer", bodyLimit: MAX_BATCH_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.post<{ Body: Buffer | undefined }>("/v1/frames", async (request, reply) => {
    const hub = request.hub!;
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
    const grants = grantsOf(request.hub!, directory, clock());
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
