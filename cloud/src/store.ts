import type { Frame } from "@petpulse/proto";
import type { Collars, DeviceKey } from "./collars.ts";
import type { Member, People, Person, Share, Tenant, Viewer } from "./people.ts";
import type { HeartRate, Occurrence, Points, Reading } from "./vitals/points.ts";

export type Species = "dog" | "cat";

/** A collar and the pet that is to wear it. `device`: 16 hex digits; `key`: 32 bytes, never to leave the process. */
export interface Device {
  device: string;
  key: Uint8Array;
  tenant: string;
  name: string;
  species: Species;
}

/** A pet's time with a collar, as the cloud judges by it. */
export interface KnownDevice {
  /** 16 hex digits, and `~n` behind them once it was released. */
  device: string;
  tenant: string;
  name: string;
  species: Species;
  /** Newest first; none once it was released or revoked. */
  keys: DeviceKey[];
  /** Nothing of it is taken any more. */
  revoked: boolean;
}

/** A hub and the devices whose frames it may carry. `tokenHash`: SHA-256 of its bearer token. */
export interface Hub {
  hub: string;
  tenant: string;
  name: string;
  tokenHash: Uint8Array;
  devices: string[];
}

/** Everybody the cloud knows, as of `version`. */
export interface Register {
  version: string;
  tenants: Tenant[];
  devices: KnownDevice[];
  hubs: Hub[];
  viewers: Viewer[];
  people: Person[];
  members: Member[];
  shares: Share[];
}

/** What a hub delivered, after the frames' tags were checked; each as it was read, and as it came with its tag. Times in Unix ms. */
export interface Delivery {
  hub: string;
  receivedMs: number;
  /** Of known devices. */
  frames: { frame: Frame; bytes: Uint8Array }[];
  /** Lost by the hub itself. */
  gaps: { device: string; fromSeq: number; toSeq: number; reason: number }[];
  /** Refused frames worth keeping for a look; `reason` is a Rejection. */
  refused: { reason: number; detail: string; bytes: Uint8Array }[];
}

/** `startMs`: where the frame stands in time, null while nothing places it. */
export type FrameOutcome =
  | { outcome: "stored"; startMs: number | null }
  | { outcome: "duplicate" }
  | { outcome: "conflict" };

/** One outcome per frame of the delivery, in order, and how many of its gaps are on disk. */
export interface Delivered {
  frames: FrameOutcome[];
  gaps: number;
  /** Which commit of this store holds it, from 1 since the store was started: several deliveries share one. */
  commit: number;
}

/** A device as its owner sees it; counts in frames. */
export interface DeviceState {
  device: string;
  name: string;
  species: Species;
  latest: Reading | null;
  /** The newest heart rate: that of `latest`, or, where the collar pauses between two measurements, one up to 15 min older. */
  heart: HeartRate | null;
  /** %. */
  battery: number | null;
  framesStored: number;
  framesLost: number;
  /** Below the newest sequence number, neither stored nor named as lost: still on its way. */
  framesAwaited: number;
  unplaced: number;
}

/** Frames that no longer exist. Bounded in time by the stored frames around them; null where there is none. */
export interface LostFrames {
  fromMs: number | null;
  toMs: number | null;
  fromSeq: number;
  toSeq: number;
  frames: number;
  reason: string;
  where: "collar" | "hub";
}

/** Frames of one start of the collar that nothing places yet; bounds in Unix ms from the starts around it. */
export interface UnplacedEpoch {
  epoch: number;
  frames: number;
  fromSeq: number;
  toSeq: number;
  notBeforeMs: number | null;
  notAfterMs: number | null;
}

export interface StoredFrame {
  epoch: number;
  seq: number;
}

/** From `fromMs` up to but without `toMs`, Unix ms. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** What can be read. A device of somebody else is as unknown as one that never was. */
export interface Readings {
  /** Up to `limit` devices in order of id, after id `after` (null: from the first); `nowMs` keeps a wrong future out. */
  devices(nowMs: number, after: string | null, limit: number): Promise<DeviceState[]>;
  /** Throws `device.unknown`. */
  device(nowMs: number, device: string): Promise<DeviceState>;
  /** Live estimates in the span. Throws `query.too-many-points` above `limit`. */
  estimates(device: string, span: Span, limit: number): Promise<Points>;
  /** Minutes in the span, one point per minute, or per `stepS` (a multiple of 60) when that is more than 60. */
  minutes(device: string, span: Span, stepS: number): Promise<Points>;
  /** From hourly roll-ups; `stepS` is a multiple of 3600. */
  hours(device: string, span: Span, stepS: number): Promise<Points>;
  /** Gaps that may touch the span, in order of sequence; the newest `limit`. */
  gaps(device: string, span: Span, limit: number): Promise<LostFrames[]>;
  /** Newest first. */
  events(device: string, span: Span, limit: number): Promise<Occurrence[]>;
  /** Identities in order of (seq, epoch), after sequence number `after`. */
  frames(device: string, after: number, limit: number): Promise<StoredFrame[]>;
  unplaced(device: string): Promise<UnplacedEpoch[]>;
  /** The newest refused frames, `reason` being a Rejection. */
  quarantine(limit: number): Promise<{ receivedMs: number; hub: string; reason: number; detail: string }[]>;
}

/**
 * Where frames live. The contract, which store.contract.ts holds every implementation to:
 *
 * - `deliver` resolves after the commit is on disk (fsync), and then all of the delivery is there; when it rejects,
 *   nothing of it is. A frame's identity is (device, epoch, seq): the first bytes under it stay for ever; the same again
 *   is a duplicate and changes nothing, other bytes are a conflict and are kept in quarantine only.
 * - A frame without the time of day is placed by the earliest frame of its epoch that has it, whichever comes first,
 *   in the same commit. Times more than a day ahead of `receivedMs`, or before 2020, place nothing.
 * - Roll-ups, gaps and counts change in the same commit as the frames they follow from.
 * - Reads see one moment each and never hold up a delivery for long.
 * - Errors are CloudErrors: `store.busy` when more is waiting than the store will queue (nothing was taken),
 *   `store.full` when the disk or the quota is, `store.corrupt` and `store.io` with the file's name, `store.closed`
 *   before start and after stop, `device.unknown` for a device nobody added.
 */
export interface Store extends Readings, People, Collars {
  start(): Promise<void>;
  /** Finishes what was taken, then closes. */
  stop(): Promise<void>;

  /** What one tenant may read; a store's own reads are of all tenants, for the cloud itself. */
  within(tenant: string): Readings;

  /** Adds a collar and its pet, or renames the pet; throws `device.exists` for another key or when it is another tenant's. */
  addDevice(device: Device, addedMs: number): Promise<void>;
  /** Throws `device.unknown` unless all are of the hub's tenant, `hub.too-many-devices`. */
  addHub(hub: Hub, addedMs: number): Promise<void>;
  /** Lets a known hub carry one more device. Throws `hub.unknown`, `device.unknown`, `hub.too-many-devices`. */
  grant(hub: string, device: string): Promise<void>;
  /** Takes a device from a hub. Throws `hub.unknown`. */
  revoke(hub: string, device: string): Promise<void>;
  /** Its token opens nothing any more. Throws `hub.unknown`. */
  removeHub(tenant: string, hub: string): Promise<void>;
  /** Everybody; null when nothing changed since `version`, by this process or another. */
  register(version: string | null): Promise<Register | null>;

  deliver(delivery: Delivery): Promise<Delivered>;

  /** Resolves when the store would take a delivery; rejects with what is wrong. */
  check(): Promise<void>;
}
