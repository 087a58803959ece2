import { randomFillSync } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Collar } from "../../src/collar.ts";
import { Entropy, OK } from "../../src/ports.ts";
import { TargetError } from "./errors.ts";
import { FileFlash } from "./file-flash.ts";
import { loadIdentity, saveIdentity } from "./identity.ts";

class SystemEntropy extends Entropy {
  fill(into: Uint8Array, length: number): void {
    randomFillSync(into, 0, length);
  }
}

/** A collar whose flash and identity are files. */
export interface NodeCollar {
  readonly collar: Collar;
  /** 16 hex digits. */
  readonly device: string;
  readonly key: Uint8Array;
  close(): void;
}

export interface NodeCollarOptions {
  /** Folder of flash.bin and identity.json; made when missing. */
  dir: string;
  /** PPG channels, 1 … 3. */
  channels: number;
  /** Flash pages of 4 KB; 256 hold about a month of minutes. */
  pages?: number;
}

/** Opens a collar and begins an epoch. Throws TargetError. */
export function openCollar(options: NodeCollarOptions): NodeCollar {
  mkdirSync(options.dir, { recursive: true });
  const identityPath = join(options.dir, "identity.json");
  const identity = loadIdentity(identityPath);
  const flash = new FileFlash(join(options.dir, "flash.bin"), options.pages ?? 256);
  const key = new Uint8Array(Buffer.from(identity.key, "hex"));
  const device = new Uint8Array(Buffer.from(identity.device, "hex"));
  const collar = new Collar(flash, new SystemEntropy(), options.channels, device, key);
  if (collar.start(identity.epoch, 0) !== OK) {
    flash.close();
    throw new TargetError(
      "target.flash-failed",
      `${options.dir}: the flash takes no writes`,
      "is the disk full?",
    );
  }
  saveIdentity(identityPath, { ...identity, epoch: collar.log.epoch });
  return { collar, device: identity.device, key, close: () => flash.close() };
}
