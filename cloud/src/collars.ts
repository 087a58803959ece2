/** A key of a collar, 32 bytes, never to leave the process; `untilMs` null: for good. Times in Unix ms. */
export interface DeviceKey {
  version: number;
  key: Uint8Array;
  untilMs: number | null;
}

/** What the factory keeps of a collar that it made. `claimHash`: SHA-256 of its one-time code. */
export interface NewCollar {
  /** 16 hex digits. */
  device: string;
  serial: string;
  key: Uint8Array;
  claimHash: Uint8Array;
}

/** A collar as whoever runs the cloud sees it. */
export interface CollarState {
  device: string;
  serial: string | null;
  /** Null: nobody's. */
  tenant: string | null;
  /** A code is out with which it can be claimed. */
  claimable: boolean;
  revokedMs: number | null;
  keys: { version: number; untilMs: number | null }[];
}

/** How long the old key is good for frames on their way after a rotation, ms. */
export const OVERLAP_MS = 7 * 86_400_000;

/** Keeping collars apart from whom they belong to; every method is one transaction. Errors are CloudErrors. */
export interface Collars {
  /** Throws `device.exists`, also for a serial that is taken. */
  addCollar(collar: NewCollar, madeMs: number): Promise<void>;
  /**
   * Makes the collar whose code has this hash the tenant's, and the code void. Throws `claim.unknown` for a code that is wrong,
   * used up or of a revoked collar: nobody learns which.
   */
  claim(
    claimHash: Uint8Array,
    pet: { tenant: string; name: string; species: "dog" | "cat" },
    nowMs: number,
  ): Promise<string>;
  /**
   * Ends a pet's time with its collar: what is stored stays the tenant's under the returned id, hubs lose it, shares end, and
   * whoever has the new code may claim it. Throws `device.unknown` when the tenant has no such device.
   */
  release(tenant: string, device: string, claimHash: Uint8Array, nowMs: number): Promise<string>;
  /** A new code for a collar that is nobody's. Throws `device.unknown`, `device.claimed`. */
  reissue(device: string, claimHash: Uint8Array): Promise<void>;
  /** Adds a key; those before it end after OVERLAP_MS. Throws `device.unknown`, `device.rotating` while two are good. */
  rotate(device: string, key: Uint8Array, nowMs: number): Promise<void>;
  /** Nothing of the collar is taken any more, for good. Throws `device.unknown`. */
  revokeCollar(device: string, nowMs: number): Promise<void>;
  collars(after: string | null, limit: number): Promise<CollarState[]>;
}
