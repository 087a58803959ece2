import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { makeToken } from "@petpulse/cloud/tokens";
import { MqttUplink } from "@petpulse/gateway/uplink/mqtt";
import { type Behaviour, uplinkContract } from "@petpulse/gateway/uplink.contract";
import {
  answerTopic,
  type Batch,
  decodeBatch,
  encodeAnswer,
  envelopeKey,
  openEnvelope,
  readRequestTopic,
  sealEnvelope,
} from "@petpulse/proto";
import { Aedes } from "aedes";

uplinkContract("MQTT", async (clock) => {
  const { id, token, hash } = makeToken("hub");
  const key = envelopeKey(hash);
  let behaviour: Behaviour = "deaf";
  const received: Batch[] = [];
  let broker: Aedes;
  let server: Server;
  let port = 0;
  const sockets = new Set<Socket>();
  const appear = async () => {
    broker = await Aedes.createBroker();
    broker.on("publish", ({ topic, payload }) => {
      const request = readRequestTopic(topic);
      if (!request) return;
      const plain = openEnvelope(key, topic, payload as Buffer)!;
      if (request.errand === "frames") received.push(decodeBatch(plain));
      if (behaviour === "deaf") return;
      const { status, retryAfterS = 0, body = new Uint8Array() } = behaviour;
      const to = answerTopic(id, request.n);
      const sealed = sealEnvelope(key, to, encodeAnswer({ status, retryAfterS, body }));
      broker.publish(
        { cmd: "publish", topic: to, payload: sealed, qos: 0, retain: false, dup: false },
        () => {},
      );
    });
    server = createServer((socket) => {
      sockets.add(socket);
      broker.handle(socket);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as { port: number }).port;
  };
  const vanish = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => broker.close(resolve));
    await closed;
  };
  await appear();
  return {
    uplink: new MqttUplink(`mqtt://127.0.0.1:${port}`, token, clock),
    behave: (next) => {
      behaviour = next;
    },
    received,
    vanish,
    appear,
    close: vanish,
  };
});
