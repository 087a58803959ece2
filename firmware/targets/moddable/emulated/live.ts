// The app on the XS host: main.ts as it is, on emulated parts; lives as the rig's messages say.
import { running, server } from "../main.ts";
import { characteristic, radio } from "./bleserver.ts";
import { max30101, setBattery } from "./board.ts";
import { body, bodyView, next, say } from "./host.ts";
import { felt } from "./lis3dh.ts";
import * as m from "./messages.ts";
import { pass } from "./timer.ts";

const SAMPLE_MS = 20;
const HEAD_WORDS = 2;
const SAMPLE_WORDS = 6;
/** The last message as words; this machine keeps them little-endian, as messages do. */
const words = new Int32Array(body.buffer);

function advance(length: number): void {
  const centi = words[0]!;
  const battery = words[1]!;
  if (centi !== m.NOTHING) max30101.centi = centi;
  if (battery !== m.NOTHING) setBattery(battery);
  const end = length >> 2;
  for (let at = HEAD_WORDS; at < end; at += SAMPLE_WORDS) {
    felt.x = words[at + 3]!;
    felt.y = words[at + 4]!;
    felt.z = words[at + 5]!;
    max30101.light(words[at]!, words[at + 1]!, words[at + 2]!);
    pass(SAMPLE_MS);
  }
}

function take(kind: number, length: number): void {
  const which = characteristic(body[0]!);
  if (kind === m.ADVANCE) advance(length);
  else if (kind === m.CONNECTED) server.onConnected();
  else if (kind === m.DISCONNECTED) server.onDisconnected();
  else if (kind === m.MTU) server.onMTUExchanged(bodyView.getUint16(0, true));
  else if (kind === m.SUBSCRIBED) server.onCharacteristicNotifyEnabled(which);
  else if (kind === m.UNSUBSCRIBED) server.onCharacteristicNotifyDisabled(which);
  else if (kind === m.WRITTEN) server.onCharacteristicWritten(which, body.slice(1, length).buffer);
  else if (kind === m.READ) say(m.VALUE, asBytes(server.onCharacteristicRead(which)));
  else if (kind === m.PUMP) server.pump();
  else throw new Error(`message ${kind}`);
}

/** A value as the SDK makes a buffer of it. */
function asBytes(value: Uint8Array | number | undefined): Uint8Array {
  return typeof value === "number" ? Uint8Array.of(value) : (value ?? new Uint8Array(0));
}

const state = new DataView(new ArrayBuffer(m.STATE_BYTES));

function sayState(): void {
  const { epoch, nextSeq, ackedSeq, uptimeS, sending } = running.core.status();
  state.setInt32(0, epoch, true);
  state.setInt32(4, nextSeq, true);
  state.setInt32(8, ackedSeq, true);
  state.setInt32(12, uptimeS, true);
  state.setUint8(16, sending ? 1 : 0);
  state.setUint8(17, radio.advertising ? 1 : 0);
  say(m.STATE, new Uint8Array(state.buffer));
}

/** Called by the host once all modules have run. */
export function live(): void {
  server.onReady();
  sayState();
  for (let message = next(); message; message = next()) {
    take(message.kind, message.length);
    sayState();
  }
}
