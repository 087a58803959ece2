// The whole collar as a C library shows it: flash and unpredictable bytes come from the host (port.ts), everything else goes in and
// out by these functions. One collar per instance; targets/cortex-m/petpulse_collar.h gives them their names and units.
import { Collar } from "../../src/collar.ts";
import { ID_BYTES } from "../../src/frame/encoder.ts";
import { KEY_BYTES } from "../../src/link/keys.ts";
import { Entropy, Flash } from "../../src/ports.ts";
import { entropyFill, flashErase, flashPages, flashRead, flashWrite } from "./port.ts";

/** Largest ATT value (Bluetooth Core 5.4, Vol 3 Part F, 3.2.9): no fragment is longer. */
const FRAGMENT_BYTES: i32 = 512;

class PortFlash extends Flash {
  pages(): i32 {
    return flashPages();
  }

  read(address: i32, into: Uint8Array, at: i32, length: i32): i32 {
    return flashRead(address, into, at, length);
  }

  write(address: i32, from: Uint8Array, at: i32, length: i32): i32 {
    return flashWrite(address, from, at, length);
  }

  erase(page: i32): i32 {
    return flashErase(page);
  }
}

class PortEntropy extends Entropy {
  fill(into: Uint8Array, length: i32): void {
    entropyFill(into, length);
  }
}

let collar: Collar | null = null;
/** Device id and key before `begin`, fragments after it. */
const exchange: Uint8Array = new Uint8Array(FRAGMENT_BYTES);

/** Where bytes are handed over. */
export function buffer(): Uint8Array {
  return exchange;
}

/** Where the next object would lie: the build asks, once the largest collar has been made, how much memory that takes. */
export function memoryEnd(): Uint8Array {
  return new Uint8Array(0);
}

/** Makes the collar: device id and key lie in the buffer, and are wiped from it. */
export function make(channels: i32): void {
  const device = new Uint8Array(ID_BYTES);
  const key = new Uint8Array(KEY_BYTES);
  for (let i: i32 = 0; i < ID_BYTES; i++) device[i] = exchange[i];
  for (let i: i32 = 0; i < KEY_BYTES; i++) key[i] = exchange[ID_BYTES + i];
  exchange.fill(0);
  collar = new Collar(new PortFlash(), new PortEntropy(), channels, device, key);
  key.fill(0);
}

/** Opens the log and begins an epoch; again when flash failed. OK or FLASH_FAILED. */
export function start(epochFloor: i32, resetReason: i32): i32 {
  return collar!.start(epochFloor, resetReason);
}

export function sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
  collar!.sample(ppg0, ppg1, ppg2, ax, ay, az);
}

export function motion(ax: i32, ay: i32, az: i32): void {
  collar!.motion(ax, ay, az);
}

export function tick(): void {
  collar!.tick();
}

export function setTemperature(centi: i32): void {
  collar!.setTemperature(centi);
}

export function setBattery(percent: i32, charging: bool): void {
  collar!.setBattery(percent, charging);
}

/** BURSTS or CONTINUOUS of src/settings.ts. */
export function setProfile(profile: i32): void {
  collar!.settings.profile = profile;
}

export function connected(): void {
  collar!.link.connected();
}

export function disconnected(): void {
  collar!.link.disconnected();
}

/** Takes the fragment that lies in the buffer. */
export function receive(length: i32): void {
  collar!.link.receive(exchange, length);
}

/** Puts the next fragment of at most `size` bytes into the buffer; its length, 0 when there is nothing to say. */
export function poll(size: i32): i32 {
  return collar!.link.poll(exchange, size < FRAGMENT_BYTES ? size : FRAGMENT_BYTES);
}

/** The acknowledgement mark goes to flash: before the power is taken away on purpose. */
export function flush(): i32 {
  return collar!.log.flush();
}

export function light(): bool {
  return collar!.ppg.on;
}

/** ms between two wakes of the radio. */
export function radioEvery(): i32 {
  return collar!.radio.everyMs;
}

export function hops(): i32 {
  return collar!.vitals.hops;
}

export function heartRate(): i32 {
  return collar!.vitals.heartRate;
}

export function confidence(): i32 {
  return collar!.vitals.confidence;
}

export function flags(): i32 {
  return collar!.vitals.flags;
}

export function intensity(): i32 {
  return collar!.vitals.intensity;
}

export function activity(): i32 {
  return collar!.vitals.activity;
}

export function battery(): i32 {
  return collar!.battery;
}

export function uptime(): i32 {
  return collar!.clock.uptimeS;
}

export function sending(): bool {
  return collar!.link.sending;
}

export function epoch(): i32 {
  return collar!.log.epoch;
}

export function nextSeq(): i32 {
  return collar!.log.nextSeq;
}

export function ackedSeq(): i32 {
  return collar!.log.ackedSeq;
}
