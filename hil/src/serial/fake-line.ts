import { SerialPortMock } from "serialport";
import type { FakeBoard } from "./fake-board.ts";
import { SerialLine } from "./serial-line.ts";

/** What serialport's mock keeps of an open port. */
interface OpenPort {
  emitData(data: Buffer): void;
  write(bytes: Buffer): Promise<void>;
}

/** A serial line whose port is serialport's own mock (its stream, queues and errors are the true ones), with `board` at its other end. */
export function fakeLine(path: string, board: FakeBoard): SerialLine {
  const { binding } = SerialPortMock;
  binding.createPort(path, { echo: false, record: false });
  return new SerialLine(path, 115_200, async (name, baud) => {
    const port = new SerialPortMock({ path: name, baudRate: baud, autoOpen: false });
    port.on("open", () => {
      const open = port.port as unknown as OpenPort;
      const write = open.write.bind(open);
      open.write = async (bytes) => {
        await write(bytes);
        board.take(bytes);
      };
      board.give = (bytes) => {
        if (port.isOpen) open.emitData(bytes);
      };
      board.gone = (why) => port.emit("close", new Error(why));
    });
    return port;
  });
}
