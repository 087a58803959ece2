/** Something that the real thing would take badly, but not say: the fake does, even where the script would catch it. */
export class Strictness {
  readonly breaches: string[] = [];

  /** Notes a breach and throws it at the script. */
  breach(what: string): never {
    this.breaches.push(what);
    throw new Error(`espruino: ${what}`);
  }

  check(holds: boolean, what: string): void {
    if (!holds) this.breach(what);
  }
}

/** Bytes of what Espruino takes as data: a number is one byte, a string one per character, arrays byte by byte. */
export function bytesOf(data: unknown): Buffer {
  if (typeof data === "string") return Buffer.from(data, "latin1");
  if (typeof data === "number") return Buffer.from([data & 255]);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (Array.isArray(data)) return Buffer.concat(data.map(bytesOf));
  const repeated = data as { data?: unknown; count?: number };
  if (repeated.count !== undefined)
    return Buffer.concat(Array.from({ length: repeated.count }, () => bytesOf(repeated.data)));
  return Buffer.from(data as ArrayBuffer);
}
