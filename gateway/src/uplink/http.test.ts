import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Batch, decodeBatch } from "@petpulse/proto";
import { type Behaviour, uplinkContract } from "../uplink.contract.ts";
import { HttpUplink } from "./http.ts";

uplinkContract("HTTP", async (clock) => {
  let behaviour: Behaviour = "deaf";
  let server: Server;
  let port = 0;
  const received: Batch[] = [];
  const appear = async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        if (request.url === "/v1/frames") received.push(decodeBatch(Buffer.concat(parts)));
        if (behaviour === "deaf") return;
        const { status, retryAfterS, body } = behaviour;
        response.writeHead(status, retryAfterS ? { "retry-after": `${retryAfterS}` } : {}).end(body);
      });
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  const vanish = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  await appear();
  return {
    uplink: new HttpUplink(`http://127.0.0.1:${port}`, "token", clock),
    behave: (next) => {
      behaviour = next;
    },
    received,
    vanish,
    appear,
    close: vanish,
  };
});
