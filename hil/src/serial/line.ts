/**
 * A line of bytes to a board: a serial port, a radio's UART, a test's double. The contract:
 *
 * - `open` resolves once bytes can pass; `heard` gets every piece in order, `gone` is called once if the other end goes away, and never
 *   after `close`. Throws ConsoleError console.no-port.
 * - `write` resolves when the bytes are on their way, not when they have arrived. Throws ConsoleError console.disconnected.
 * - `close` may be called at any time, more than once.
 */
export interface Line {
  /** As the user knows it, e.g. `/dev/ttyACM0`. */
  readonly name: string;
  open(heard: (bytes: Uint8Array) => void, gone: (why: string) => void): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
