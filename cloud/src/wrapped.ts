import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { KEY_BYTES } from "@petpulse/proto";
import { CloudError } from "./errors.ts";
import type { KeyRest } from "./keys.ts";

const FORMAT = 1;
const ID_BYTES = 4;
/** NIST SP 800-38D, section 8.2: 96 bits, here random; under one master key far fewer than 2^32 are made. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES;
const SEALED_BYTES = HEAD_BYTES + KEY_BYTES + TAG_BYTES;

/** Names a master key without telling anything of it: 4 bytes of its SHA-256 under a label. */
function masterId(master: Uint8Array): Buffer {
  return createHash("sha256").update("petpulse master key id").update(master).digest().subarray(0, ID_BYTES);
}

/**
 * Device keys under AES-256-GCM: `format (1) | master key id (4) | nonce (12) | key (32) | tag (16)`. The device id is authenticated
 * with it, so that two rows cannot be swapped. Opens what `former` master keys sealed, and bare keys of 32 bytes from before there
 * was a master key; both count as stale.
 */
export function wrappedKeys(master: Uint8Array, former: readonly Uint8Array[] = []): KeyRest {
  const current = masterId(master);
  const masters = [master, ...former].map((key) => ({ key, id: masterId(key) }));
  return {
    seal(key, device) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", master, nonce).setAAD(Buffer.from(device));
      const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
      return new Uint8Array(
        Buffer.concat([Uint8Array.of(FORMAT), current, nonce, sealed, cipher.getAuthTag()]),
      );
    },
    open(sealed, device) {
      if (sealed.length === KEY_BYTES) return sealed;
      if (sealed.length !== SEALED_BYTES || sealed[0] !== FORMAT) throw damaged(device);
      const { key } =
        masters.find(({ id }) => id.equals(sealed.subarray(1, 1 + ID_BYTES))) ?? otherwise(device);
      const nonce = sealed.subarray(1 + ID_BYTES, HEAD_BYTES);
      const cipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(device))
        .setAuthTag(sealed.subarray(SEALED_BYTES - TAG_BYTES));
      try {
        const open = cipher.update(sealed.subarray(HEAD_BYTES, SEALED_BYTES - TAG_BYTES));
        return new Uint8Array(Buffer.concat([open, cipher.final()]));
      } catch {
        throw damaged(device);
      }
    },
    stale: (sealed) => sealed.length === KEY_BYTES || !current.equals(sealed.subarray(1, 1 + ID_BYTES)),
  };
}

function damaged(device: string): CloudError {
  return new CloudError(
    "keys.damaged",
    `the key of ${device} cannot be opened: it was changed, or belongs to another device`,
    "Restore the database from a backup.",
  );
}

function otherwise(device: string): never {
  throw new CloudError(
    "keys.sealed-otherwise",
    `the key of ${device} is sealed under another master key`,
    "Start with the master key that this database was used with: PETPULSE_MASTER_KEY_FILE or PETPULSE_MASTER_KEY; " +
      "`petpulse cloud keys rewrap` changes it.",
  );
}
