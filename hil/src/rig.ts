import type { RuleName } from "@petpulse/cloud/alerts/rules";
import type { Scenario } from "./scenario/scenario.ts";
import type { HeartWindow } from "./source.ts";

/**
 * A place where a collar can live through a scenario. The contract:
 *
 * - `open` makes ready what all scenarios share, or throws RigError, which says what is missing; `close` leaves nothing behind.
 * - `run` lives one scenario from second 0 to its end, does to it what its faults say, waits until all that is on its way has
 *   arrived or nothing moves any more, and tells what could be seen from outside. It judges nothing: scenario/judge.ts does, the same
 *   for every rig. Scenarios run one after the other; each has a collar, a hub and a store of its own.
 * - A rig that cannot do what a fault asks throws RigError rig.fault, and the run goes on with the next scenario.
 */
export interface Rig {
  /** As the report calls it, e.g. `sim` or `serial:/dev/ttyACM0`. */
  readonly name: string;
  open(): Promise<void>;
  /** Throws RigError. */
  run(scenario: Scenario): Promise<Observation>;
  close(): Promise<void>;
}

/** What is seen of a second of a scenario. */
export interface Second {
  /** When it ended by the clock that the cloud stamps with, Unix ms. */
  atMs: number;
  /** A hub was taking frames from the collar when it ended. */
  linked: boolean;
}

/** A frame in the cloud's store, and when the cloud took it, Unix ms. */
export interface Arrival {
  bytes: Uint8Array;
  receivedMs: number;
}

/** An alert that the cloud opened and told a channel of, and when the channel heard, Unix ms. */
export interface Told {
  rule: RuleName;
  atMs: number;
}

/** A start of the collar: its uptime was 0 after `afterS` seconds of the scenario. */
export interface Boot {
  epoch: number;
  afterS: number;
}

/** All that a rig has seen of one scenario. */
export interface Observation {
  /** 16 hex digits. */
  device: string;
  /** The device key, 32 bytes. */
  key: Uint8Array;
  boots: readonly Boot[];
  /** One for each second lived, in order. */
  seconds: readonly Second[];
  /** Frames firstSeq … lastSeq were made; 1 unless the collar was taken up in the middle of its life. */
  firstSeq?: number;
  lastSeq: number;
  /** In the order of the store. */
  arrivals: readonly Arrival[];
  /** In the order in which they were told; absent where nobody listened. */
  told?: readonly Told[];
  /** What the heart truly did, ms since the scenario began; empty where nobody knows. */
  heart: readonly HeartWindow[];
  /** All that was made had been acknowledged before the rig's patience ran out. */
  drained: boolean;
}

/** What can go wrong with a rig. */
export type RigErrorCode =
  | "rig.unknown"
  | "rig.missing"
  | "rig.fault"
  | "rig.board-silent"
  | "rig.part-died"
  | "rig.no-recording";

/** A rig that is not there, cannot do what is asked, or broke: what, and what to do. */
export class RigError extends Error {
  readonly code: RigErrorCode;
  readonly hint: string;

  constructor(code: RigErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = "RigError";
    this.code = code;
    this.hint = hint;
  }
}
