// What this target takes from the Moddable SDK, declared as far as it is used. documentation/ of github.com/Moddable-OpenSource/moddable:
// files/files.md, base/timer.md, files/preference/preference.md, network/ble/ble.md, io/io.md, crypt/crypt.md, tools/manifest.md.

/** files/files.md, "class Flash": a partition, in sectors. Every function throws when the part does not do it. */
declare module "flash" {
  export default class Flash {
    constructor(partition: string);
    erase(sector: number): void;
    read(offset: number, byteLength: number): ArrayBuffer;
    write(offset: number, byteLength: number, buffer: ArrayBuffer | Uint8Array): void;
    readonly byteLength: number;
    /** Bytes of a sector. */
    readonly blockSize: number;
  }
}

/** base/timer.md */
declare module "timer" {
  const Timer: { repeat(callback: () => void, intervalMs: number): unknown };
  export default Timer;
}

/** files/preference/preference.md: names of at most 15 characters. */
declare module "preference" {
  const Preference: {
    get(domain: string, key: string): string | boolean | number | ArrayBuffer | undefined;
    set(domain: string, key: string, value: string | boolean | number | ArrayBuffer): void;
  };
  export default Preference;
}

/** crypt/crypt.md: bytes of the platform's random generator. */
declare module "rng" {
  const RNG: { get(byteLength: number): ArrayBuffer };
  export default RNG;
}

/** tools/manifest.md, "config": what the manifest says, frozen. */
declare module "mc/config" {
  const config: Record<string, string | number | boolean | undefined>;
  export default config;
}

declare module "btutils" {
  export function uuid(strings: TemplateStringsArray): ArrayBuffer;
}

/** network/ble/ble.md: values come and go in the type that the service's JSON names. */
declare module "gatt" {
  export interface Characteristic {
    name: string;
    type: string;
    handle: number;
  }
}

/** network/ble/ble.md, "Class BLEServer". */
declare module "bleserver" {
  import type { Characteristic } from "gatt";

  export default class BLEServer {
    deviceName: string;
    startAdvertising(params: {
      advertisingData: { flags?: number; completeUUID128List?: ArrayBuffer[] };
      scanResponseData?: { completeName?: string };
      fast?: boolean;
    }): void;
    stopAdvertising(): void;
    notifyValue(characteristic: Characteristic, value: unknown): void;
    onReady(): void;
    onConnected(): void;
    onDisconnected(): void;
    onCharacteristicNotifyEnabled(characteristic: Characteristic): void;
    onCharacteristicWritten(characteristic: Characteristic, value: unknown): void;
    onCharacteristicRead(characteristic: Characteristic): Uint8Array | number | undefined;
  }
}

/** io/io.md: the board's pins and the classes that drive them (ECMA-419 clauses 9, 10 and 17). */
declare module "embedded:provider/builtin" {
  const device: {
    I2C: { default: Record<string, unknown> };
    io: { SMBus: unknown; Analog: new (options: { pin: number }) => AnalogPin };
  };
  interface AnalogPin {
    read(): number;
    /** Bits of what read() gives. */
    readonly resolution: number;
  }
  export default device;
}

/** modules/drivers/sensors/lis3dh: ECMA-419 clause 13; acceleration in m/s². */
declare module "embedded:sensor/Accelerometer/LIS3DH" {
  export default class LIS3DH {
    constructor(options: { sensor: Record<string, unknown>; onError: (what: string) => void });
    configure(options: { rate?: number; range?: number }): void;
    sample(): { x: number; y: number; z: number };
  }
}

/** xs/XS FFI.md: the functions that the manifest describes; native/ffi.json is ours. */
declare module "mc/ffi" {
  export default class FFI {
    petpulseBegin(
      identity: ArrayBuffer,
      epoch: number,
      channels: number,
      continuous: number,
      pages: number,
    ): number;
    petpulseLit(): number;
    petpulseSample(light0: number, light1: number, light2: number, x: number, y: number, z: number): void;
    petpulseMotion(x: number, y: number, z: number): void;
    petpulseTick(): void;
    petpulseSetTemperature(centi: number): void;
    petpulseSetBattery(percent: number): void;
    petpulseConnected(): void;
    petpulseDisconnected(): void;
    petpulseReceive(fragment: ArrayBuffer, length: number): void;
    petpulsePoll(out: ArrayBuffer, size: number): number;
    petpulseRead(out: ArrayBuffer): void;
  }
}
