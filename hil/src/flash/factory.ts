import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeCode } from "@petpulse/cloud/codes";
import { withStore } from "@petpulse/cloud/command/shell";
import type { Board } from "../serial/board.ts";
import { FlashError } from "./errors.ts";
import { fingerprint, type Identity, makeIdentity, readIdentity } from "./identity.ts";

/** What a factory keeps of a collar that it has made: one JSON line, without secrets. */
export interface FactoryRecord {
  serial: string;
  /** 16 hex digits. */
  device: string;
  /** First 16 hex digits of the SHA-256 of the device key. */
  keyFingerprint: string;
  /** SHA-256 of the claim code, hex, as the cloud keeps it. */
  claimHash: string;
  board: string;
  chip: string;
  interpreter: string;
  firmware: string;
  /** Unix ms. */
  madeMs: number;
  /** The cloud's store knows the collar. */
  registered: boolean;
}

/** What is said once, for the card in the box. */
export interface Claim {
  /** As people read it, and as a QR code holds it. */
  code: string;
  payload: string;
}

/** A serial number is a file's name too. */
const SERIAL = /^[A-Za-z0-9._-]{1,64}$/;

/** A folder that keeps identities (`SERIAL.identity.json`, for its owner alone) and records (`records.jsonl`) of collars made here. */
export class Factory {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * The identity for that serial number: kept before it goes onto a board, so that a flash which broke off is finished with the same.
   * Throws FlashError flash.identity.
   */
  identity(serial: string): Identity {
    if (!SERIAL.test(serial))
      throw new FlashError(
        "flash.identity",
        `"${serial}" is no serial number`,
        "letters, digits, . _ and -, 64 of them at most",
      );
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    const file = join(this.#dir, `${serial}.identity.json`);
    if (existsSync(file)) return readIdentity(file);
    const identity = makeIdentity();
    append(file, "wx", JSON.stringify(identity));
    return identity;
  }

  /**
   * Makes the claim code of a collar whose identity is on its board, tells the cloud in `register` (its data folder), if any, and writes
   * the record down. Throws CloudError when the cloud does not take it.
   */
  async record(made: {
    serial: string;
    identity: Identity;
    board: Board;
    firmware: string;
    register: string | undefined;
    nowMs: number;
  }): Promise<{ record: FactoryRecord; claim: Claim }> {
    const { serial, identity, board, firmware, register, nowMs } = made;
    const { code, payload, hash } = makeCode();
    if (register !== undefined) {
      const key = new Uint8Array(Buffer.from(identity.key, "hex"));
      const collar = { device: identity.device, serial, key, claimHash: hash };
      await withStore(register, (store) => store.addCollar(collar, nowMs));
    }
    const record: FactoryRecord = {
      serial,
      device: identity.device,
      keyFingerprint: fingerprint(identity),
      claimHash: Buffer.from(hash).toString("hex"),
      board: board.board,
      chip: board.serial,
      interpreter: board.version,
      firmware,
      madeMs: nowMs,
      registered: register !== undefined,
    };
    append(join(this.#dir, "records.jsonl"), "a", JSON.stringify(record));
    return { record, claim: { code, payload } };
  }
}

/** A line, down to the disk, readable by its owner only. */
function append(file: string, flags: "a" | "wx", line: string): void {
  const handle = openSync(file, flags, 0o600);
  try {
    writeSync(handle, `${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
