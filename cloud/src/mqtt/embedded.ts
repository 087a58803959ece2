import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { duplexPair, pipeline } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { answerTopic } from "@petpulse/proto";
import { Aedes, type Client, type PublishPacket } from "aedes";
import type { Logger } from "pino";
import type { Hub } from "../store.ts";
import type { ReadToken } from "../tokens.ts";
import { readToken } from "../tokens.ts";
import type { Desk } from "./desk.ts";
import { PacketLimit } from "./packets.ts";

/** Hubs connected at once; more are turned away. */
const MOST_CONNECTIONS = 4096;
/** Time from connecting to CONNECT, ms. */
const CONNECT_MS = 10_000;
/** CONNACK: bad user name or password (MQTT 3.1.1, 3.2.2.3). */
const BAD_PASSWORD = 4;

export interface EmbeddedOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Certificate chain and key, PEM; left out, plain TCP is spoken. */
  tls?: { cert: string; key: string };
  desk: Desk;
  /** The hub whose token this is, or null. */
  hubOf: (token: ReadToken | null) => Promise<Hub | null>;
  log: Logger;
}

/**
 * A broker for hubs alone, in this process: a hub may publish requests of its own and hear their answers, nothing else. PUBACK for
 * frames leaves after their commit; when they could not be stored, the connection ends without it.
 */
export class EmbeddedBroker {
  readonly #o: EmbeddedOptions;
  readonly #hubs = new WeakMap<Client, string>();
  #broker: Aedes | null = null;
  #server: Server | null = null;

  constructor(options: EmbeddedOptions) {
    this.#o = options;
  }

  /** Listens; resolves with the port. */
  async start(): Promise<number> {
    const { host, port, tls, log } = this.#o;
    const broker = await Aedes.createBroker({
      connectTimeout: CONNECT_MS,
      authenticate: (client, _user, password, done) => {
        this.#admit(client, password?.toString() ?? "").then(
          (known) =>
            done(known ? null : Object.assign(new Error("unknown hub"), { returnCode: BAD_PASSWORD }), known),
          (error: Error) => done(Object.assign(error, { returnCode: 3 }), false),
        );
      },
      authorizePublish: (client, packet, done) => {
        this.#request(client, packet).then(
          () => done(null),
          (error: Error) => done(error),
        );
      },
      authorizeSubscribe: (client, subscription, done) => {
        const own = subscription.topic === answerTopic(this.#hubs.get(client) ?? "", "+");
        done(null, own ? { ...subscription, qos: 0 } : null);
      },
    });
    broker.on("clientError", (_client, error) =>
      log.debug({ err: error.message }, "an MQTT client was let go"),
    );
    broker.on("connectionError", () => {});
    const take = (socket: Socket) => limited(broker, socket);
    const server = tls ? createTlsServer({ ...tls, minVersion: "TLSv1.3" }, take) : createServer(take);
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(port, host);
    await once(server, "listening");
    this.#broker = broker;
    this.#server = server;
    return (server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    await new Promise<void>((resolve) => this.#broker?.close(resolve));
    await closed;
  }

  async #admit(client: Client, password: string): Promise<boolean> {
    const hub = await this.#o.hubOf(readToken("hub", password));
    if (hub) this.#hubs.set(client, hub.hub);
    return hub !== null;
  }

  /** Resolves once the request may be acknowledged; rejects, and so ends the connection, when it may not. */
  async #request(client: Client | null, packet: PublishPacket): Promise<void> {
    const hub = client && this.#hubs.get(client);
    if (!hub || packet.retain || !packet.topic.startsWith(`petpulse/1/${hub}/`))
      throw new Error("not a request");
    const answer = await this.#o.desk.answer(packet.topic, packet.payload as Buffer);
    if (!answer) throw new Error("not a request");
    const { topic, payload } = answer;
    await new Promise<void>((resolve) =>
      this.#broker?.publish({ cmd: "publish", topic, payload, qos: 0, retain: false, dup: false }, () =>
        resolve(),
      ),
    );
    // What repeating cannot help is acknowledged all the same; what was not stored for want of room or time is not.
    if (answer.status === 429 || answer.status >= 500) throw new Error(`answered ${answer.status}`);
  }
}

/** The broker behind a limit on the size of packets. */
function limited(broker: Aedes, socket: Socket): void {
  const [inside, outside] = duplexPair();
  socket.setNoDelay(true);
  pipeline(socket, new PacketLimit(), outside, socket, () => {
    inside.destroy();
    socket.destroy();
  });
  broker.handle(inside);
}
