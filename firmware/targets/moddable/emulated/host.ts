// The C host's functions (targets/xs/collar-host.c), and messages over them.
import { HEAD_BYTES, MOST_BYTES } from "./messages.ts";

declare function receive(buffer: ArrayBuffer, length: number): boolean;
declare function send(buffer: ArrayBuffer, length: number): void;
declare function load(file: number, at: number, buffer: ArrayBuffer, length: number): void;
declare function store(file: number, at: number, buffer: ArrayBuffer, length: number): void;
declare function draw(buffer: ArrayBuffer, length: number): void;

/** Files of the host. */
export const FLASH_FILE = 0;
export const SETTINGS_FILE = 1;

const incoming = new ArrayBuffer(MOST_BYTES);
const outgoing = new ArrayBuffer(MOST_BYTES);
const head = new ArrayBuffer(HEAD_BYTES);
const headView = new DataView(head);

/** The last message's bytes. */
export const body = new Uint8Array(incoming);
export const bodyView = new DataView(incoming);

/** Waits for a message: its kind and length, with its bytes in `body`; null when the rig is gone. */
export function next(): { kind: number; length: number } | null {
  if (!receive(head, HEAD_BYTES)) return null;
  const length = headView.getUint32(1, true);
  if (length > 0 && !receive(incoming, length)) return null;
  return { kind: headView.getUint8(0), length };
}

/** Says a message. */
export function say(kind: number, ...parts: Uint8Array[]): void {
  const bytes = new Uint8Array(outgoing);
  let at = HEAD_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const view = new DataView(outgoing);
  view.setUint8(0, kind);
  view.setUint32(1, at - HEAD_BYTES, true);
  send(outgoing, at);
}

export function loadFile(file: number, at: number, length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  load(file, at, buffer, length);
  return buffer;
}

export function storeFile(file: number, at: number, bytes: ArrayBuffer, length: number): void {
  store(file, at, bytes, length);
}

export function random(length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  draw(buffer, length);
  return buffer;
}
