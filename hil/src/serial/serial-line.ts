import type { SerialPort, SerialPortMock } from "serialport";
import { ConsoleError } from "./errors.ts";
import type { Line } from "./line.ts";

/** What USB serial ignores, and Espruino's UARTs are set to by boards without USB, baud. */
export const USUAL_BAUD = 115_200;

/** Makes the port, closed. The tests' stands on serialport's own mock. */
export type MakePort = (path: string, baud: number) => Promise<SerialPort | SerialPortMock>;

const realPort: MakePort = async (path, baud) => {
  const { SerialPort } = await import("serialport");
  return new SerialPort({ path, baudRate: baud, autoOpen: false });
};

/** A serial port of this machine. */
export class SerialLine implements Line {
  readonly name: string;
  readonly #baud: number;
  readonly #make: MakePort;
  #port: SerialPort | SerialPortMock | null = null;

  constructor(path: string, baud: number = USUAL_BAUD, make: MakePort = realPort) {
    this.name = path;
    this.#baud = baud;
    this.#make = make;
  }

  async open(heard: (bytes: Uint8Array) => void, gone: (why: string) => void): Promise<void> {
    const port = await this.#make(this.name, this.#baud);
    await new Promise<void>((resolve, reject) => {
      port.open((cause) => {
        if (!cause) return resolve();
        const hint = "plug the board in, close other programs that use the port, join the group dialout";
        reject(new ConsoleError("console.no-port", `${this.name}: ${cause.message}`, hint, { cause }));
      });
    });
    this.#port = port;
    port.on("data", heard);
    // A pulled plug says "close" with a reason, some drivers "error" before it; close() of ours takes both handlers away.
    let told = false;
    const tell = (why: string) => {
      if (told) return;
      told = true;
      this.#port = null;
      gone(why);
    };
    port.on("error", (error: Error) => tell(error.message));
    port.on("close", (error: Error | null) => tell(error?.message ?? "the port was closed"));
  }

  async write(bytes: Uint8Array): Promise<void> {
    const port = this.#port;
    if (!port) throw this.#lost("the port is closed");
    await new Promise<void>((resolve, reject) => {
      port.write(bytes, (cause) => (cause ? reject(this.#lost(cause.message)) : resolve()));
    });
  }

  async close(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    if (!port) return;
    port.removeAllListeners("close");
    port.removeAllListeners("error");
    port.on("error", () => {});
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  #lost(why: string): ConsoleError {
    return new ConsoleError(
      "console.disconnected",
      `${this.name}: ${why}`,
      "check the cable, then start again: what arrived is kept",
    );
  }
}
