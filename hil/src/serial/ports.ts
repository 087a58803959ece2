import { readdirSync } from "node:fs";

/** What serialport says of one. */
type PortInfo = Awaited<ReturnType<typeof import("serialport").SerialPort.list>>[number];

/** USB ids of boards that run Espruino, and of the adapters that stand before boards without USB (usb.ids). */
const KNOWN: readonly { vendor: string; product?: string; what: string; likely: boolean }[] = [
  { vendor: "0483", product: "5740", what: "Espruino (STM32 USB serial)", likely: true },
  { vendor: "1915", product: "520f", what: "Espruino (nRF52840 USB serial)", likely: true },
  { vendor: "1915", product: "c00a", what: "Nordic Power Profiler Kit II", likely: false },
  { vendor: "1915", what: "Nordic board", likely: true },
  { vendor: "1366", what: "SEGGER J-Link, a development kit's serial port", likely: true },
  { vendor: "0403", what: "FTDI serial adapter", likely: true },
  { vendor: "10c4", product: "ea60", what: "CP210x serial adapter", likely: true },
  { vendor: "1a86", what: "CH34x serial adapter", likely: true },
  { vendor: "067b", product: "2303", what: "PL2303 serial adapter", likely: true },
];

/** A port of this machine. */
export interface KnownPort {
  path: string;
  /** USB ids, four hex digits; empty where it is not on USB. */
  vendor: string;
  product: string;
  serial: string;
  /** In words; empty for what nobody knows. */
  what: string;
  /** A board may answer there. */
  likely: boolean;
}

/** Recognises ports by their USB ids, the likely ones first. */
export function recognise(ports: readonly PortInfo[]): KnownPort[] {
  return ports
    .map(({ path, vendorId = "", productId = "", serialNumber = "", manufacturer = "" }) => {
      const [vendor, product] = [vendorId.toLowerCase(), productId.toLowerCase()];
      const known = KNOWN.find((one) => one.vendor === vendor && (one.product ?? product) === product);
      return {
        path,
        vendor,
        product,
        serial: serialNumber,
        what: known?.what ?? manufacturer,
        likely: known?.likely === true,
      };
    })
    .sort((a, b) => Number(b.likely) - Number(a.likely) || a.path.localeCompare(b.path));
}

/** Names that Linux gives to USB serial ports. */
const USB_TTY = /^tty(ACM|USB)\d+$/;

/** The serial ports of this machine; without their USB ids where the system has no udev to ask. */
export async function serialPorts(): Promise<KnownPort[]> {
  const { SerialPort } = await import("serialport");
  try {
    return recognise(await SerialPort.list());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const names = readdirSync("/dev").filter((name) => USB_TTY.test(name));
    return names.map((name) => ({
      path: `/dev/${name}`,
      vendor: "",
      product: "",
      serial: "",
      what: "USB serial port",
      likely: true,
    }));
  }
}
