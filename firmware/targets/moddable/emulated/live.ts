// The app on the XS host: main.ts as it is, on emulated parts; lives as the rig's messages say.
import { running, server } from "../main.ts";
import { characteristic, radio } from "./bleserver.ts";
import { max30101, setBattery } from "./board.ts";
import { body, bodyView, next, say } from "./host.ts";
import { felt } from "./lis3dh.ts";
import * as m from "./messages.ts";
import { pass } from "./timer.ts";

const SAMPLE_MS = 20;
const SAMPLE_BYTES = 24;
const ADVANCE_HEAD = 8;

function advance(length: number): void {
  const centi = bodyView.getInt32(0, true);
  const battery = bodyView.getInt32(4, true);
  if (centi !== m.NOTHING) max30101.centi = centi;
  if (battery !== m.NOTHING) setBattery(battery);
  for (let at = ADVANCE_HEAD; at < length; at += SAMPLE_BYTES) {
    felt.x = bodyView.getInt32(at + 12, true);
    felt.y = bodyView.getInt32(at + 16, true);
    felt.z = bodyView.getInt32(at + 20, true);
    max30101.light(
      bodyView.getInt32(at, true),
      bodyView.getInt32(at + 4, true),
      bodyView.getInt32(at + 8, true),
    );
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
