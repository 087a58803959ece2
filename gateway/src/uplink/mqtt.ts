import { createHash, randomBytes } from "node:crypto";
import {
  answerTopic,
  type Batch,
  decodeAcknowledgement,
  decodeAnswer,
  decodeGrants,
  type Errand,
  encodeBatch,
  envelopeKey,
  openEnvelope,
  type petpulse,
  requestTopic,
  sealEnvelope,
  WireError,
} from "@petpulse/proto";
import mqtt, { type MqttClient } from "mqtt";
import { type Clock, within } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Uplink } from "../uplink.ts";
import { garbled, refusal } from "./refusal.ts";

/** A request that takes longer is tried again, ms. */
const TIMEOUT_MS = 10_000;
/** Between two attempts to connect, ms. */
const RECONNECT_MS = 2000;
const KEEPALIVE_S = 30;
/** Requests under way at once. */
const MOST_PENDING = 16;
/** CONNACK: bad user name or password, not authorised (MQTT 3.1.1, 3.2.2.3). */
const REFUSED: readonly unknown[] = [4, 5];

interface Pending {
  resolve: (plain: Buffer) => void;
  reject: (error: Error) => void;
}

/**
 * Uplink over MQTT 3.1.1 (proto/README.md has its topics and envelopes). Only the answer that the cloud seals for a request counts, whatever the broker acknowledges. Both are sealed under a key that follows from the hub's token, so a broker
 * can lose and delay, but not read, forge or answer. A message that comes twice is harmless.
 */
export class MqttUplink implements Uplink {
  readonly #url: string;
  readonly #token: string;
  readonly #clock: Clock;
  readonly #hub: string;
  readonly #key: Uint8Array;
  readonly #pending = new Map<string, Pending>();
  #client: MqttClient | null = null;
  #trouble: Error | null = null;
  #connecting: Promise<void> | null = null;

  /**
   * `url`: mqtt:// or mqtts://; user and password in it are the broker's, without them hub and token are told it.
   * Throws GatewayError gateway.settings when the token is no hub's.
   */
  constructor(url: string, token: string, clock: Clock) {
    const hub = /^petpulse-hub\.([0-9a-f]{16})\./.exec(token)?.[1];
    if (!hub)
      throw new GatewayError(
        "gateway.settings",
        "this is no hub's token",
        "petpulse cloud hub add makes one",
      );
    this.#url = url;
    this.#token = token;
    this.#clock = clock;
    this.#hub = hub;
    this.#key = envelopeKey(createHash("sha256").update(token).digest());
  }

  async start(): Promise<void> {
    const own = new URL(this.#url).username === "" && { username: this.#hub, password: this.#token };
    const client = mqtt.connect(this.#url, {
      ...own,
      clientId: `pp-${this.#hub}`,
      clean: true,
      protocolVersion: 4,
      keepalive: KEEPALIVE_S,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      queueQoSZero: false,
    });
    this.#client = client;
    client.on("connect", () => {
      this.#trouble = null;
      client.subscribe(answerTopic(this.#hub, "+"), { qos: 0 }, (error) => {
        this.#trouble = error;
      });
    });
    client.on("error", (error) => {
      this.#trouble = error;
    });
    client.on("close", () => this.#dropAll());
    client.on("message", (topic, payload) => this.#take(topic, payload));
  }

  async stop(): Promise<void> {
    this.#dropAll();
    await this.#client?.endAsync(true);
    this.#client = null;
  }

  async send(batch: Batch): Promise<petpulse.v1.Acknowledgement> {
    return this.#ask("frames", encodeBatch(batch), decodeAcknowledgement);
  }

  grants(): Promise<petpulse.v1.Grants> {
    return this.#ask("grants", new Uint8Array(), decodeGrants);
  }

  async #ask<T>(errand: Errand, body: Uint8Array, decode: (bytes: Uint8Array) => T): Promise<T> {
    const n = randomBytes(8).toString("hex");
    const [topic, back] = [requestTopic(this.#hub, errand, n), answerTopic(this.#hub, n)];
    await this.#ready();
    const answer = new Promise<Buffer>((resolve, reject) => {
      if (this.#pending.size >= MOST_PENDING) return reject(this.#unreachable("too many requests under way"));
      this.#pending.set(back, { resolve, reject });
      // PUBACK says that the broker has it, which is no reason to delete anything: nobody waits for it.
      this.#client!.publish(topic, sealEnvelope(this.#key, topic, body), { qos: 1 }, (error) => {
        if (error) reject(this.#unreachable(error.message, error));
      });
    });
    try {
      const late = () => this.#unreachable(`no answer within ${TIMEOUT_MS / 1000} s`);
      return read(await within(this.#clock, TIMEOUT_MS, answer, late), decode);
    } finally {
      this.#pending.delete(back);
    }
  }

  /** Resolves once connected; rejects after a while, or at once when the broker does not want this hub. */
  async #ready(): Promise<void> {
    const client = this.#client;
    if (!client) throw this.#unreachable("stopped");
    if (client.connected) return;
    this.#connecting ??= this.#connected(client).finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #connected(client: MqttClient): Promise<void> {
    const why = (error: Error | null) =>
      REFUSED.includes((error as { code?: unknown } | null)?.code)
        ? refusal(401, 0)
        : this.#unreachable(error?.message || "the connection was closed", error ?? undefined);
    let settle = () => {};
    const connected = new Promise<void>((resolve, reject) => {
      const up = () => resolve();
      const failed = (error: Error) => reject(why(error));
      const down = () => reject(why(this.#trouble));
      client.once("connect", up).once("error", failed).once("close", down);
      settle = () => void client.off("connect", up).off("error", failed).off("close", down);
    });
    try {
      await within(this.#clock, TIMEOUT_MS, connected, () => why(this.#trouble));
    } finally {
      settle();
    }
  }

  #take(topic: string, payload: Buffer): void {
    const plain = openEnvelope(this.#key, topic, payload);
    // What this hub did not ask, or the cloud did not seal, is nobody's answer.
    if (plain) this.#pending.get(topic)?.resolve(plain);
  }

  #dropAll(): void {
    for (const { reject } of this.#pending.values())
      reject(this.#unreachable(this.#trouble?.message ?? "the connection was closed"));
    this.#pending.clear();
  }

  #unreachable(reason: string, cause?: Error): GatewayError {
    const { protocol, host } = new URL(this.#url);
    return new GatewayError(
      "gateway.cloud-unreachable",
      `${protocol}//${host}: ${reason}`,
      "is the address right, is the broker running, and does a cloud listen on it?",
      { cause },
    );
  }
}

function read<T>(plain: Buffer, decode: (bytes: Uint8Array) => T): T {
  try {
    const { status, retryAfterS, body } = decodeAnswer(plain);
    if (status !== 200) throw refusal(status, retryAfterS);
    return decode(body);
  } catch (cause) {
    if (cause instanceof WireError) throw garbled(cause.message);
    throw cause;
  }
}
