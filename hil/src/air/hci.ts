// The part of HCI that the two host stacks use: Core Specification 5.4, Vol 4, Part E. Opcodes are OGF << 10 | OCF.

import { ACL, EVENT } from "./h4.ts";

/** Commands, section 7. */
export const Op = {
  disconnect: 0x0406,
  setEventMask: 0x0c01,
  reset: 0x0c03,
  readLeHostSupport: 0x0c6c,
  writeLeHostSupport: 0x0c6d,
  readLocalVersion: 0x1001,
  readSupportedCommands: 0x1002,
  readBufferSize: 0x1005,
  readAddress: 0x1009,
  readRssi: 0x1405,
  leSetEventMask: 0x2001,
  leReadBufferSize: 0x2002,
  leReadFeatures: 0x2003,
  leSetRandomAddress: 0x2005,
  leSetAdvertisingParameters: 0x2006,
  leSetAdvertisingData: 0x2008,
  leSetScanResponse: 0x2009,
  leSetAdvertising: 0x200a,
  leSetScanParameters: 0x200b,
  leSetScan: 0x200c,
  leCreateConnection: 0x200d,
  leCreateConnectionCancel: 0x200e,
  leConnectionUpdate: 0x2013,
  leSetDataLength: 0x2022,
  leReadMaximumDataLength: 0x202f,
  leSetDefaultPhy: 0x2031,
} as const;

/** Error codes, Vol 1, Part F. */
export const Status = {
  ok: 0x00,
  unknownCommand: 0x01,
  unknownConnection: 0x02,
  connectionTimeout: 0x08,
  commandDisallowed: 0x0c,
  invalidParameters: 0x12,
  remoteUserTerminated: 0x13,
  localHostTerminated: 0x16,
} as const;

/** Events, section 7.7. */
const COMMAND_COMPLETE = 0x0e;
const COMMAND_STATUS = 0x0f;
const DISCONNECTION_COMPLETE = 0x05;
const NUMBER_OF_COMPLETED_PACKETS = 0x13;
const LE_META = 0x3e;

export const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

function event(code: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([EVENT, code, body.length]), body]);
}

const le = (subevent: number, ...parts: Buffer[]) => event(LE_META, Buffer.from([subevent]), ...parts);

/** One command may be outstanding: what noble's UART driver insists on. */
const CREDITS = 1;

export const commandComplete = (op: number, status: number, ...rest: Buffer[]) =>
  event(COMMAND_COMPLETE, Buffer.from([CREDITS]), uint16(op), Buffer.from([status]), ...rest);
export const commandStatus = (op: number, status: number) =>
  event(COMMAND_STATUS, Buffer.from([status, CREDITS]), uint16(op));
export const disconnectionComplete = (handle: number, reason: number) =>
  event(DISCONNECTION_COMPLETE, Buffer.from([0]), uint16(handle), Buffer.from([reason]));
export const completedPackets = (handle: number, count: number) =>
  event(NUMBER_OF_COMPLETED_PACKETS, Buffer.from([1]), uint16(handle), uint16(count));

/** Roles in a connection. */
export const CENTRAL = 0;
export const PERIPHERAL = 1;

/** LE Connection Complete, 7.7.65.1; a failed one carries only its status. */
export function connectionComplete(
  status: number,
  to: {
    handle: number;
    role: number;
    peer: Buffer;
    interval: number;
    latency: number;
    timeout: number;
  } | null,
): Buffer {
  if (!to) return le(0x01, Buffer.from([status]), Buffer.alloc(17));
  const timing = [uint16(to.interval), uint16(to.latency), uint16(to.timeout), Buffer.from([0])];
  return le(0x01, Buffer.from([status]), uint16(to.handle), Buffer.from([to.role, 0]), to.peer, ...timing);
}

/** LE Advertising Report, 7.7.65.2: one report; `rssi` in dBm. */
export const advertisingReport = (type: number, address: Buffer, data: Buffer, rssi: number) =>
  le(0x02, Buffer.from([1, type, 0]), address, Buffer.from([data.length]), data, Buffer.from([rssi & 0xff]));
/** LE Connection Update Complete, 7.7.65.3. */
export const connectionUpdated = (handle: number, interval: number, latency: number, timeout: number) =>
  le(0x03, Buffer.from([0]), uint16(handle), uint16(interval), uint16(latency), uint16(timeout));
/** LE Data Length Change, 7.7.65.7. */
export const dataLengthChanged = (handle: number) =>
  le(
    0x07,
    uint16(handle),
    uint16(MAX_DATA_BYTES),
    uint16(MAX_DATA_US),
    uint16(MAX_DATA_BYTES),
    uint16(MAX_DATA_US),
  );

/** Data length extension: octets and time of one link-layer packet (Vol 6, Part B, section 4.5.10). */
export const MAX_DATA_BYTES = 251;
export const MAX_DATA_US = 2120;

/** ACL packet-boundary flags (5.4.2): what a host sends first, and what a controller delivers first. */
const CONTINUING = 1;
const FIRST_FLUSHABLE = 2;

/** The packet as the other side's host gets it. */
export function deliver(packet: Buffer, handle: number): Buffer {
  const boundary = (packet.readUInt16LE(1) >> 12) & 3;
  const out = Buffer.from(packet);
  out[0] = ACL;
  out.writeUInt16LE(handle | ((boundary === CONTINUING ? CONTINUING : FIRST_FLUSHABLE) << 12), 1);
  return out;
}
