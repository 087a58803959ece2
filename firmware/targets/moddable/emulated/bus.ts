// A bus of two wires with parts on it, for machines without one: what ECMA-419's SMBus does, register by register.

/** A part on the bus. */
export interface Device {
  read(register: number): number;
  write(register: number, value: number): void;
  /** The register that a longer read or write goes on with. */
  next(register: number): number;
}

/** The wires. Parts are put on it before a driver asks for them. */
export class EmulatedBus {
  readonly #devices = new Map<number, Device>();
  /** Transfers until one is not acknowledged; each failure has to be asked for. */
  failAfter = Number.POSITIVE_INFINITY;

  attach(address: number, device: Device): void {
    this.#devices.set(address, device);
  }

  /** The part at an address. Throws where nobody acknowledges. */
  at(address: number): Device {
    const device = this.#devices.get(address);
    if (!device || this.failAfter-- <= 0)
      throw new Error(`no acknowledgement from 0x${address.toString(16)}`);
    return device;
  }
}

/** An SMBus class on these wires. */
export function smbusOn(bus: EmulatedBus) {
  return class SMBus {
    readonly #address: number;

    constructor(options: { address: number }) {
      this.#address = options.address;
    }

    readUint8(register: number): number {
      return bus.at(this.#address).read(register);
    }

    writeUint8(register: number, value: number): void {
      bus.at(this.#address).write(register, value);
    }

    readBuffer(register: number, into: Uint8Array): void {
      const device = bus.at(this.#address);
      for (let i = 0, at = register; i < into.length; i++, at = device.next(at)) into[i] = device.read(at);
    }

    close(): void {}
  };
}
