import { rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Air } from "./air.ts";
import type { Controller } from "./controller.ts";

/** Longest greeting line, bytes: a name and an address. */
const MOST_GREETING = 256;

/** The air served to other processes. */
export interface AirServer {
  /** The controllers of processes that are connected now, by the name they gave. */
  controller(name: string): Controller | undefined;
  close(): Promise<void>;
}

/** Serves the air on a unix socket: a connection begins with one JSON line `{name, address?}`, then speaks H4. */
export function serveAir(air: Air, path: string): Promise<AirServer> {
  rmSync(path, { force: true });
  const server = createServer((socket) => greet(air, socket));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      resolve({
        controller: (name) => [...air.controllers].find((controller) => controller.name === name),
        close: () => closeServer(server, air),
      });
    });
  });
}

function greet(air: Air, socket: Socket): void {
  let held = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    const end = held.indexOf(10);
    if (end < 0) {
      if (held.length > MOST_GREETING) socket.destroy();
      return;
    }
    socket.off("data", onData);
    socket.pause();
    try {
      const { name, address } = JSON.parse(held.subarray(0, end).toString()) as {
        name?: string;
        address?: string;
      };
      air.attach(socket, { ...(name && { name }), ...(address && { address }) });
      if (held.length > end + 1) socket.unshift(held.subarray(end + 1));
      socket.resume();
    } catch {
      socket.destroy();
    }
  };
  socket.on("error", () => {});
  socket.on("data", onData);
}

function closeServer(server: Server, air: Air): Promise<void> {
  air.stop();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The other end: what `installHciDriver`'s `open` returns in a process of its own. */
export function connectAir(path: string, options: { name?: string; address?: string } = {}): Duplex {
  const socket = connect(path);
  socket.write(`${JSON.stringify(options)}\n`);
  return socket;
}
