import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { envelopeKey, seal, unseal } from "@petpulse/cloud/mqtt/envelope";
import { makeToken } from "@petpulse/cloud/tokens";
import { MqttUplink } from "@petpulse/gateway/uplink/mqtt";
import { type Behaviour, uplinkContract } from "@petpulse/gateway/uplink.contract";
import { type Batch, decodeBatch } from "@petpulse/proto";
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
      const [what, n] = topic.split("/").slice(3);
      if (what !== "frames" && what !== "grants") return;
      const plain = unseal(key, topic, payload as Buffer)!;
      if (what === "frames") received.push(decodeBatch(plain));
      if (behaviour === "deaf") return;
      const head = Buffer.alloc(4);
      head.writeUInt16BE(behaviour.status, 0);
      head.writeUInt16BE(behaviour.retryAfterS ?? 0, 2);
      const to = `petpulse/1/${id}/answer/${n}`;
      const sealed = seal(key, to, Buffer.concat([head, behaviour.body ?? new Uint8Array()]));
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
