import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type Database from "better-sqlite3";
import { CloudError } from "../../errors.ts";
import type { Severity } from "../rules.ts";
import type { EmailSettings } from "./email.ts";
import type { NtfySettings } from "./ntfy.ts";
import type { PagerDutySettings } from "./pagerduty.ts";
import type { WebhookSettings } from "./webhook.ts";

/** Whom to tell, by what, and where. */
export type Way =
  | { kind: "webhook"; settings: WebhookSettings }
  | { kind: "email"; settings: EmailSettings }
  | { kind: "ntfy"; settings: NtfySettings }
  | { kind: "pagerduty"; settings: PagerDutySettings };

export type Channel = Way & {
  /** 16 hex digits. */
  channel: string;
  tenant: string;
  name: string;
  /** It hears of this severity and above. */
  least: Severity;
  /** It hears of an alert from this level of escalation on; 0: at once. */
  level: number;
};

/** Channels of one tenant. */
const MAX_CHANNELS = 50;
/** AES-256-GCM, NIST SP 800-38D: 96-bit nonce, here random, and 128-bit tag. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Row {
  channel: string;
  tenant: string;
  kind: Way["kind"];
  name: string;
  settings: Buffer;
  least: Severity;
  level: number;
}
const ROW = "channel, tenant, kind, name, settings, least, level";

/** The channels on disk, their settings sealed under `key` (32 bytes), since they hold other services' secrets. */
export class Channels {
  readonly #db: Database.Database;
  readonly #key: Uint8Array;

  /** `db` as migrations/ makes it. */
  constructor(db: Database.Database, key: Uint8Array) {
    this.#db = db;
    this.#key = key;
  }

  /** Throws CloudError channel.too-many. */
  add(channel: Channel, nowMs: number): void {
    this.#db
      .transaction(() => {
        const held = this.#db
          .prepare("SELECT COUNT(*) FROM channels WHERE tenant = ?")
          .pluck()
          .get(channel.tenant);
        if (Number(held) >= MAX_CHANNELS) {
          throw new CloudError("channel.too-many", `there are ${held} channels already`, "Remove one first.");
        }
        const sealed = this.#seal(channel.channel, JSON.stringify(channel.settings));
        this.#db
          .prepare("INSERT INTO channels VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
          .run(
            channel.channel,
            channel.tenant,
            channel.kind,
            channel.name,
            sealed,
            channel.least,
            channel.level,
            nowMs,
          );
      })
      .immediate();
  }

  /** What waits for it is given up. Throws CloudError channel.unknown. */
  remove(tenant: string, channel: string, nowMs: number): void {
    this.#db
      .transaction(() => {
        const gone = this.#db
          .prepare("DELETE FROM channels WHERE tenant = ? AND channel = ?")
          .run(tenant, channel);
        if (gone.changes === 0) throw unknown(channel);
        this.#db
          .prepare(
            `UPDATE deliveries SET state = 'failed', done_ms = ?, detail = 'the channel was removed'
             WHERE channel = ? AND state = 'pending'`,
          )
          .run(nowMs, channel);
      })
      .immediate();
  }

  list(tenant: string): Channel[] {
    const rows = this.#db
      .prepare(`SELECT ${ROW} FROM channels WHERE tenant = ? ORDER BY channel`)
      .all(tenant);
    return (rows as Row[]).map((row) => this.#open(row));
  }

  /** Throws CloudError channel.unknown. */
  get(channel: string): Channel {
    const row = this.#db.prepare(`SELECT ${ROW} FROM channels WHERE channel = ?`).get(channel);
    if (!row) throw unknown(channel);
    return this.#open(row as Row);
  }

  #seal(channel: string, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(channel));
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  }

  #open({ settings: sealed, ...row }: Row): Channel {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    try {
      const opener = createDecipheriv("aes-256-gcm", this.#key, nonce)
        .setAAD(Buffer.from(row.channel))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = Buffer.concat([opener.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), opener.final()]);
      return { ...row, settings: JSON.parse(text.toString("utf8")) } as Channel;
    } catch (cause) {
      throw new CloudError(
        "channel.invalid",
        `the settings of channel ${row.channel} cannot be opened`,
        "They were sealed under another master key, or are damaged: remove the channel and add it again.",
        { cause },
      );
    }
  }
}

function unknown(channel: string): CloudError {
  return new CloudError("channel.unknown", `no channel ${channel}`, "See GET /v1/alert-channels.");
}
