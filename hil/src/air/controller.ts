import type { Duplex } from "node:stream";
import type { Air } from "./air.ts";
import { ACL, COMMAND, H4Framer } from "./h4.ts";
import {
  advertisingReport,
  commandComplete,
  commandStatus,
  connectionComplete,
  dataLengthChanged,
  MAX_DATA_BYTES,
  MAX_DATA_US,
  Op,
  Status,
  uint16,
} from "./hci.ts";
import { Link, type Timing } from "./link.ts";

/** ACL packets the controller takes before it has told the host that some are done. */
const ACL_BUFFERS = 8;
/** Bytes a host may leave unread before the controller refuses more from the air. */
const MOST_UNREAD = 16384;
/** Advertising types (7.8.5, 7.7.65.2): connectable undirected, and the report of a scan response. */
const CONNECTABLE = 0;
const SCAN_RESPONSE = 4;
/** 5.0, no subversion, manufacturer 0xffff. */
const VERSION = Buffer.from([9, 0, 0, 9, 0xff, 0xff, 0, 0]);
/** LE features (Vol 6, Part B, 4.6): bit 0 encryption is claimed because hosts expect it, bit 5 data length extension, bit 8 2M PHY. */
const FEATURES = Buffer.from([0x21, 1, 0, 0, 0, 0, 0, 0]);
const FIRST_HANDLE = 0x40;

interface Advertising {
  intervalMs: number;
  type: number;
  data: Buffer;
  response: Buffer;
}

/** One emulated LE controller: HCI towards its host, links towards the others on the air. */
export class Controller {
  readonly address: string;
  readonly addressBytes: Buffer;
  readonly name: string;
  readonly links: Map<number, Link> = new Map();
  readonly #air: Air;
  readonly #hci: Duplex;
  #alive = true;
  #handle = FIRST_HANDLE;
  #advertising: Advertising = {
    intervalMs: 100,
    type: CONNECTABLE,
    data: Buffer.alloc(0),
    response: Buffer.alloc(0),
  };
  #advertise: (() => void) | null = null;
  #scan: { once: boolean } | null = null;
  #activeScan = false;
  readonly #seen = new Set<string>();
  #initiating: { peer: Buffer; timing: Timing } | null = null;

  constructor(air: Air, hci: Duplex, address: string, name: string) {
    this.#air = air;
    this.#hci = hci;
    this.address = address;
    this.addressBytes = Buffer.from(address.replaceAll(":", ""), "hex").reverse();
    this.name = name;
    const framer = new H4Framer((packet) => this.#take(packet));
    hci.on("data", (chunk: Buffer) => {
      try {
        framer.push(chunk);
      } catch (error) {
        // A host out of step cannot be talked to: its adapter goes, the others stay.
        hci.destroy(error as Error);
      }
    });
    hci.on("error", () => {});
    hci.on("close", () => this.#gone());
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The host reads too slowly. */
  get busy(): boolean {
    return this.#hci.writableLength > MOST_UNREAD;
  }

  /** The adapter is pulled out: the host's HCI closes, its links fall silent. */
  unplug(): void {
    this.#hci.destroy();
    this.#gone();
  }

  /** Towards the host. */
  send(packet: Buffer): void {
    if (this.#alive && !this.#hci.destroyed) this.#hci.write(packet);
  }

  takeHandle(): number {
    return this.#handle++;
  }

  linksTo(peer: Controller): Link[] {
    return [...this.links.values()].filter((link) => link.joins(this, peer));
  }

  #gone(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#stopAdvertising();
    this.#air.controllers.delete(this);
    for (const link of this.links.values()) link.watch();
  }

  #take(packet: Buffer): void {
    if (packet[0] === COMMAND) this.#command(packet.readUInt16LE(1), packet.subarray(4));
    if (packet[0] === ACL) this.links.get(packet.readUInt16LE(1) & 0xfff)?.enqueue(this, packet);
  }

  #command(op: number, p: Buffer): void {
    const minimum = PARAMETER_BYTES[op] ?? 0;
    if (p.length < minimum) {
      this.send(commandComplete(op, Status.invalidParameters));
      return;
    }
    const done = (...rest: Buffer[]) => this.send(commandComplete(op, Status.ok, ...rest));
    switch (op) {
      case Op.reset:
        this.#reset();
        done();
        break;
      case Op.readLocalVersion:
        done(VERSION);
        break;
      case Op.readSupportedCommands:
        done(Buffer.alloc(64));
        break;
      case Op.readAddress:
        done(this.addressBytes);
        break;
      case Op.readBufferSize:
        done(uint16(MAX_DATA_BYTES), Buffer.from([0]), uint16(ACL_BUFFERS), uint16(0));
        break;
      case Op.leReadBufferSize:
        done(uint16(MAX_DATA_BYTES), Buffer.from([ACL_BUFFERS]));
        break;
      case Op.leReadFeatures:
        done(FEATURES);
        break;
      case Op.leReadMaximumDataLength:
        done(uint16(MAX_DATA_BYTES), uint16(MAX_DATA_US), uint16(MAX_DATA_BYTES), uint16(MAX_DATA_US));
        break;
      case Op.readLeHostSupport:
        done(Buffer.from([1, 0]));
        break;
      case Op.readRssi:
        this.#readRssi(p.readUInt16LE(0));
        break;
      case Op.leSetDataLength:
        done(p.subarray(0, 2));
        this.send(dataLengthChanged(p.readUInt16LE(0)));
        break;
      case Op.leSetAdvertisingParameters:
        this.#advertising.intervalMs = Math.max(20, p.readUInt16LE(0) * 0.625);
        this.#advertising.type = p[4]!;
        done();
        break;
      case Op.leSetAdvertisingData:
        this.#advertising.data = Buffer.from(p.subarray(1, 1 + p[0]!));
        done();
        break;
      case Op.leSetScanResponse:
        this.#advertising.response = Buffer.from(p.subarray(1, 1 + p[0]!));
        done();
        break;
      case Op.leSetAdvertising:
        done();
        this.#stopAdvertising();
        if (p[0]) this.#advertiseNow();
        break;
      case Op.leSetScanParameters:
        this.#activeScan = p[0] === 1;
        done();
        break;
      case Op.leSetScan:
        this.#scan = p[0] ? { once: p[1] === 1 } : null;
        this.#seen.clear();
        done();
        break;
      case Op.leCreateConnection:
        this.#connect(op, p);
        break;
      case Op.leCreateConnectionCancel:
        done();
        if (this.#initiating) this.send(connectionComplete(Status.unknownConnection, null));
        this.#initiating = null;
        break;
      case Op.leConnectionUpdate: {
        const link = this.#linkFor(op, p);
        link?.update({ interval: p.readUInt16LE(4), latency: p.readUInt16LE(6), timeout: p.readUInt16LE(8) });
        break;
      }
      case Op.disconnect:
        this.#linkFor(op, p)?.drop(this, p[2]!);
        break;
      case Op.setEventMask:
      case Op.leSetEventMask:
      case Op.leSetRandomAddress:
      case Op.writeLeHostSupport:
      case Op.leSetDefaultPhy:
        done();
        break;
      default:
        this.send(commandComplete(op, Status.unknownCommand));
    }
  }

  /** Answers with the status of a command about a link, and gives the link. */
  #linkFor(op: number, p: Buffer): Link | undefined {
    const link = this.links.get(p.readUInt16LE(0));
    this.send(commandStatus(op, link ? Status.ok : Status.unknownConnection));
    return link;
  }

  #readRssi(handle: number): void {
    const link = this.links.get(handle);
    const dBm = link ? this.#air.rssi(this, link.peer(this)) : 0;
    const status = link ? Status.ok : Status.unknownConnection;
    this.send(commandComplete(Op.readRssi, status, uint16(handle), Buffer.from([dBm & 0xff])));
  }

  #reset(): void {
    for (const link of [...this.links.values()]) link.drop(this, Status.remoteUserTerminated);
    this.#stopAdvertising();
    this.#scan = null;
    this.#initiating = null;
    this.#seen.clear();
    this.#handle = FIRST_HANDLE;
  }

  #connect(op: number, p: Buffer): void {
    if (this.#initiating) {
      this.send(commandStatus(op, Status.commandDisallowed));
      return;
    }
    this.send(commandStatus(op, Status.ok));
    const timing = { interval: p.readUInt16LE(15), latency: p.readUInt16LE(17), timeout: p.readUInt16LE(19) };
    this.#initiating = { peer: Buffer.from(p.subarray(6, 12)), timing };
  }

  #stopAdvertising(): void {
    this.#advertise?.();
    this.#advertise = null;
  }

  /** One advertising event, and the next one after the interval (without the random delay of Vol 6, Part B, 4.4.2.2). */
  #advertiseNow(): void {
    for (const other of this.#air.controllers) {
      if (other === this || !this.#air.hears(this, other)) continue;
      if (other.#answers(this)) return;
      other.#hear(this);
    }
    this.#advertise = this.#air.later(this.#advertising.intervalMs, () => this.#advertiseNow());
  }

  /** Connects if this host has been waiting for that advertiser. */
  #answers(advertiser: Controller): boolean {
    const initiating = this.#initiating;
    if (!initiating?.peer.equals(advertiser.addressBytes) || advertiser.#advertising.type !== CONNECTABLE)
      return false;
    this.#initiating = null;
    advertiser.#advertise = null;
    new Link(this.#air, this, advertiser, initiating.timing);
    return true;
  }

  #hear(advertiser: Controller): void {
    if (!this.#scan || this.busy || (this.#scan.once && this.#seen.has(advertiser.address))) return;
    this.#seen.add(advertiser.address);
    const { type, data, response } = advertiser.#advertising;
    const rssi = this.#air.rssi(this, advertiser);
    this.send(advertisingReport(type, advertiser.addressBytes, data, rssi));
    if (this.#activeScan)
      this.send(advertisingReport(SCAN_RESPONSE, advertiser.addressBytes, response, rssi));
  }
}

/** Parameter bytes a command has to bring before it is looked into. */
const PARAMETER_BYTES: Record<number, number> = {
  [Op.disconnect]: 3,
  [Op.readRssi]: 2,
  [Op.leSetDataLength]: 6,
  [Op.leSetAdvertisingParameters]: 15,
  [Op.leSetAdvertisingData]: 1,
  [Op.leSetScanResponse]: 1,
  [Op.leSetAdvertising]: 1,
  [Op.leSetScanParameters]: 7,
  [Op.leSetScan]: 2,
  [Op.leCreateConnection]: 25,
  [Op.leConnectionUpdate]: 14,
};
