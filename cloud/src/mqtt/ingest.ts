import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Directory } from "../directory.ts";
import type { Committed } from "../ingest/ingest.ts";
import type { Store } from "../store.ts";
import { Desk } from "./desk.ts";
import { EmbeddedBroker } from "./embedded.ts";
import { ExternalBroker } from "./external.ts";

/** Where hubs are heard over MQTT; both at once are fine. */
export interface MqttOptions {
  /** A broker of our own, for hubs alone. `port` 0 takes a free one; `tls`: certificate chain and key, PEM. */
  embedded?: { host: string; port: number; tls?: { cert: string; key: string } };
  /** A broker that others run; see ExternalOptions. */
  external?: { url: string; group: string };
}

export interface MqttParts {
  store: Store;
  directory: Directory;
  live: { publish(committed: readonly Committed[]): void };
  /** Unix ms. */
  clock: () => number;
  log: Logger;
}

/** Ingest over MQTT for as long as the app is up. A port that cannot be had fails the app's start. */
export function mqttIngest(app: FastifyInstance, parts: MqttParts, options: MqttOptions): void {
  const { directory, log } = parts;
  const desk = new Desk({ ...parts, register: directory });
  const hubOf: ConstructorParameters<typeof EmbeddedBroker>[0]["hubOf"] = async (token) => {
    await directory.refresh();
    return directory.hubOf(token);
  };
  const embedded = options.embedded && new EmbeddedBroker({ ...options.embedded, desk, hubOf, log });
  const external = options.external && new ExternalBroker({ ...options.external, desk, log });
  app.addHook("onReady", async () => {
    if (embedded) log.info({ port: await embedded.start() }, "hubs are heard over MQTT");
    // A broker that is not there yet must not keep the rest from starting.
    if (external) void external.start().then(() => log.info("subscribed at the MQTT broker"));
  });
  app.addHook("onClose", async () => {
    await embedded?.stop();
    await external?.stop();
  });
}

/** The same options, with the embedded broker speaking TLS where the rest does. */
export function mqttOver(options: MqttOptions, tls: { cert: string; key: string } | undefined): MqttOptions {
  if (!options.embedded || !tls) return options;
  return { ...options, embedded: { ...options.embedded, tls } };
}
