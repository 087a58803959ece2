// bleserver: what the app notifies goes to the rig, which has the radio.
import { say } from "./host.ts";
import { CHARACTERISTICS, NOTIFIED } from "./messages.ts";

/** A characteristic as the SDK's callbacks get it. */
export interface Characteristic {
  name: string;
  type: string;
  handle: number;
}

/** What the radio does. */
export const radio = { advertising: false };

export default class BLEServer {
  deviceName = "";

  startAdvertising(): void {
    radio.advertising = true;
  }

  stopAdvertising(): void {
    radio.advertising = false;
  }

  notifyValue(characteristic: Characteristic, value: ArrayBuffer): void {
    say(NOTIFIED, Uint8Array.of(characteristic.handle), new Uint8Array(value));
  }

  onReady(): void {}
  onConnected(): void {}
  onDisconnected(): void {}
  onCharacteristicNotifyEnabled(_characteristic: Characteristic): void {}
  onCharacteristicWritten(_characteristic: Characteristic, _value: unknown): void {}
  onCharacteristicRead(_characteristic: Characteristic): unknown {
    return undefined;
  }
}

/** The characteristic of a number on the wire; its handle is that number. */
export function characteristic(index: number): Characteristic {
  return { ...CHARACTERISTICS[index]!, handle: index };
}
