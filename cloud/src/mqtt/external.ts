import { requestTopic } from "@petpulse/proto";
import mqtt, { type MqttClient } from "mqtt";
import type { Logger } from "pino";
import type { Desk } from "./desk.ts";

/** Between two attempts to connect, ms. */
const RECONNECT_MS = 2000;

export interface ExternalOptions {
  /** mqtt:// or mqtts://, with user and password where the broker asks for them. */
  url: string;
  /**
   * Group of a shared subscription (MQTT 5, 4.8.2; Mosquitto, EMQX and NATS have it for 3.1.1 clients too), so that any number of
   * clouds on one store share the load; empty where the broker has none.
   */
  group: string;
  desk: Desk;
  log: Logger;
}

/**
 * Takes hubs' requests from a broker that others run. It is not trusted: requests and answers are sealed, and what it loses hubs send
 * again. Its memory carries what the desk has no room for.
 */
export class ExternalBroker {
  readonly #o: ExternalOptions;
  #client: MqttClient | null = null;

  constructor(options: ExternalOptions) {
    this.#o = options;
  }

  /** Begins to connect, and goes on trying. Resolves once it is subscribed for the first time. */
  async start(): Promise<void> {
    const { url, group, desk, log } = this.#o;
    const prefix = group ? `$share/${group}/` : "";
    const client = mqtt.connect(url, {
      clean: true,
      protocolVersion: 4,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      resubscribe: false,
    });
    this.#client = client;
    let trouble = "";
    client.on("error", (error) => {
      if (error.message !== trouble) log.error({ err: error.message }, "the MQTT broker cannot be used");
      trouble = error.message;
    });
    // Read no further than the desk has room: what waits, waits at the broker.
    client.handleMessage = (packet, done) => {
      void this.#take(client, packet.topic, packet.payload as Buffer);
      void desk.room().then(() => done());
    };
    await new Promise<void>((resolve) => {
      client.on("connect", () => {
        trouble = "";
        client.subscribe(
          [prefix + requestTopic("+", "frames", "+"), prefix + requestTopic("+", "grants", "+")],
          { qos: 1 },
          (error) => {
            if (error) log.error({ err: error.message }, "the MQTT broker refuses the subscription");
            else resolve();
          },
        );
      });
      client.on("end", () => resolve());
    });
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true);
    this.#client = null;
  }

  async #take(client: MqttClient, topic: string, payload: Buffer): Promise<void> {
    try {
      const answer = await this.#o.desk.answer(topic, payload);
      if (answer && client.connected) client.publish(answer.topic, answer.payload, { qos: 0 });
    } catch (error) {
      this.#o.log.error({ err: error }, "a request over MQTT was not answered");
    }
  }
}
