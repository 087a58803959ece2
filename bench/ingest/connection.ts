import { connect, type Socket } from "node:net";

/** An answer as it came. */
export interface Answer {
  status: number;
  body: Buffer;
}

const HEAD_END = Buffer.from("\r\n\r\n");
/** Largest answer taken, bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The server closed the connection, or said what is no HTTP. */
export class ConnectionError extends Error {
  readonly code = "bench.connection";

  constructor(message: string) {
    super(message);
    this.name = "ConnectionError";
  }
}

/**
 * One keep-alive connection that has one request under way at a time (RFC 9112, answers with Content-Length only). It does little, so
 * that what is measured is the server.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #bytes = 0;
  /** Where the answer ends, once its head is here; -1 before. */
  #end = -1;
  #bodyAt = 0;
  #status = 0;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  #gone: Error | null = null;

  constructor(port: number) {
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (part) => this.#take(part));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new ConnectionError("closed by the server")));
  }

  /** Sends a whole request, head and body; rejects when the connection ends before the answer. */
  ask(request: Uint8Array): Promise<Answer> {
    if (this.#gone) return Promise.reject(this.#gone);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(part: Buffer): void {
    this.#received.push(part);
    this.#bytes += part.length;
    if (this.#end < 0) {
      const all = this.#whole();
      const split = all.indexOf(HEAD_END);
      if (split < 0) return;
      const head = all.toString("latin1", 0, split);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      this.#status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      if (!(this.#status >= 100 && length <= MOST_BYTES)) {
        this.#fail(new ConnectionError(`no answer: ${head.slice(0, 200)}`));
        return;
      }
      this.#bodyAt = split + HEAD_END.length;
      this.#end = this.#bodyAt + length;
    }
    if (this.#bytes < this.#end) return;
    const body = this.#whole().subarray(this.#bodyAt, this.#end);
    const waiting = this.#waiting;
    this.#received = [];
    this.#bytes = 0;
    this.#end = -1;
    this.#waiting = null;
    waiting?.resolve({ status: this.#status, body });
  }

  #whole(): Buffer {
    const [first, ...more] = this.#received;
    if (more.length === 0) return first!;
    const all = Buffer.concat(this.#received, this.#bytes);
    this.#received = [all];
    return all;
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    this.#socket.destroy();
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(this.#gone);
  }
}

/** A request as it goes over the wire; `body` makes it a POST of that type. */
export function request(path: string, token: string, body?: { type: string; bytes: Uint8Array }): Buffer {
  const lines = [
    `${body ? "POST" : "GET"} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    `authorization: Bearer ${token}`,
    ...(body ? [`content-type: ${body.type}`, `content-length: ${body.bytes.length}`] : []),
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return body ? Buffer.concat([head, body.bytes]) : head;
}
