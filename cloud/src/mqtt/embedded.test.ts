import { type EventEmitter, once } from "node:events";
import { connect as connectTcp } from "node:net";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Hub } from "../store.ts";
import { silent } from "../testbed.ts";
import { makeToken } from "../tokens.ts";
import type { Answer, Desk } from "./desk.ts";
import { EmbeddedBroker } from "./embedded.ts";

const { id, token, hash } = makeToken("hub");
const FRAMES = `petpulse/1/${id}/frames/0000000000000001`;
const ANSWER = `petpulse/1/${id}/answer/0000000000000001`;

let broker: EmbeddedBroker;
let port: number;
/** Settles what the desk has been asked. */
let settle: ((answer: Answer | null) => void)[];
let clients: MqttClient[];

beforeEach(async () => {
  settle = [];
  clients = [];
  const desk = {
    answer: () => new Promise<Answer | null>((resolve) => settle.push(resolve)),
  } as unknown as Desk;
  const hubOf = async (read: { id: string; hash: Uint8Array } | null) =>
    read && Buffer.from(hash).equals(Buffer.from(read.hash)) ? ({ hub: read.id } as Hub) : null;
  broker = new EmbeddedBroker({ host: "127.0.0.1", port: 0, desk, hubOf, log: silent });
  port = await broker.start();
});
afterEach(async () => {
  for (const client of clients) await client.endAsync(true);
  await broker.stop();
});

function connect(options: IClientOptions = {}): MqttClient {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    username: id,
    password: token,
    reconnectPeriod: 0,
    ...options,
  });
  clients.push(client);
  client.on("error", () => {});
  return client;
}

async function connected(): Promise<MqttClient> {
  const client = connect();
  await event(client, "connect");
  return client;
}

/** mqtt types its events more narrowly than `once` takes them. */
const event = (client: MqttClient, name: string) => once(client as unknown as EventEmitter, name);

const asked = () => expect.poll(() => settle.length, { timeout: 10_000 }).toBeGreaterThan(0);

test("PUBACK leaves after the desk has answered, and the answer with it", async () => {
  const client = await connected();
  await client.subscribeAsync(`petpulse/1/${id}/answer/+`);
  const heard = event(client, "message");
  let acknowledged = false;
  const published = client.publishAsync(FRAMES, "x", { qos: 1 }).then(() => {
    acknowledged = true;
  });
  await asked();
  // Whatever is on its way in both directions has passed once a ping has been answered.
  client.sendPing();
  await event(client, "packetreceive");
  expect(acknowledged).toBe(false);
  settle[0]!({ status: 200, topic: ANSWER, payload: Buffer.from("stored") });
  await published;
  expect(String((await heard)[1])).toBe("stored");
});

test.each([
  ["could not be stored", { status: 503, topic: ANSWER, payload: Buffer.from("later") }],
  ["is nobody's", null],
])("a request that %s ends the connection without PUBACK", async (_what, answer) => {
  const client = await connected();
  let acknowledged = false;
  client.publish(FRAMES, "x", { qos: 1 }, (error) => {
    acknowledged = !error;
  });
  await asked();
  const closed = event(client, "close");
  settle[0]!(answer);
  await closed;
  expect(acknowledged).toBe(false);
});

test("a request that repeating cannot help is acknowledged", async () => {
  const client = await connected();
  const published = client.publishAsync(FRAMES, "x", { qos: 1 });
  await asked();
  settle[0]!({ status: 400, topic: ANSWER, payload: Buffer.from("garbage") });
  await published;
});

test("a wrong token, none, and a viewer's are turned away", async () => {
  for (const password of [makeToken("hub").token, "", makeToken("viewer").token]) {
    const client = connect({ password });
    const [error] = (await event(client, "error")) as [{ code?: number }];
    expect(error.code).toBe(4);
  }
});

test("a hub hears its own answers and nothing else", async () => {
  const client = await connected();
  for (const topic of [
    "#",
    "petpulse/1/+/answer/+",
    "petpulse/1/aa00000000000001/answer/+",
    "$SYS/#",
    FRAMES,
  ]) {
    await expect(client.subscribeAsync(topic), topic).rejects.toThrow();
  }
  await client.subscribeAsync(`petpulse/1/${id}/answer/+`);
});

test.each([
  ["another hub's topic", "petpulse/1/aa00000000000001/frames/0000000000000001", {}],
  ["a topic of no hub", "hello", {}],
  ["a message to keep", FRAMES, { retain: true }],
])("publishing %s ends the connection and asks nobody", async (_what, topic, options) => {
  const client = await connected();
  const closed = event(client, "close");
  client.publish(topic, "x", { qos: 1, ...options }, () => {});
  await closed;
  expect(settle).toEqual([]);
});

test("bytes that are not MQTT, and packets beyond every size, end their own connection only", async () => {
  const steady = await connected();
  for (const bytes of [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f])]) {
    const wild = connectTcp(port, "127.0.0.1");
    wild.on("error", () => {});
    const closed = once(wild, "close");
    wild.write(bytes);
    await closed;
  }
  const published = steady.publishAsync(FRAMES, "x", { qos: 1 });
  await asked();
  settle[0]!({ status: 200, topic: ANSWER, payload: Buffer.from("") });
  await published;
});
