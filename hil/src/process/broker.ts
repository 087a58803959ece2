/**
 * An MQTT broker in a process of its own that keeps everything in memory and acknowledges at once, as brokers do:
 * `node …/process/broker.ts PORT SEED TROUBLE`. Of the messages it has acknowledged it forgets, doubles and delays a share of TROUBLE each
 * (0 … 0.3), by the seed. Lives until it is killed, and then has forgotten everything.
 */
import { createServer } from "node:net";
import { Aedes, type AedesPublishPacket, type Client } from "aedes";
import { Random } from "../dog/random.ts";

/** A delayed message comes so much later at most, ms. */
const DELAY_MS = 1500;

const [port, seed, trouble] = process.argv.slice(2).map(Number);
if (!port || seed === undefined || trouble === undefined)
  throw new Error("usage: broker.ts PORT SEED TROUBLE");

const random = new Random(seed, "broker");
/** Payloads that this broker sends a second time, which are not to be meddled with again. */
const own = new WeakSet<object>();

const broker = await Aedes.createBroker({
  authorizeForward: (_client: Client, packet: AedesPublishPacket) => {
    const payload = Buffer.from(packet.payload);
    if (!packet.topic.startsWith("petpulse/") || own.has(packet.payload as Buffer)) return packet;
    const draw = random.next();
    if (draw < trouble) return null;
    if (draw < 2 * trouble) again(packet.topic, payload, 0);
    else if (draw < 3 * trouble) {
      again(packet.topic, payload, random.between(0, DELAY_MS));
      return null;
    }
    return packet;
  },
});

function again(topic: string, payload: Buffer, ms: number): void {
  own.add(payload);
  setTimeout(
    () => broker.publish({ cmd: "publish", topic, payload, qos: 0, retain: false, dup: false }, () => {}),
    ms,
  );
}

createServer((socket) => broker.handle(socket)).listen(port, "127.0.0.1");
