import { idFromHex, idToHex, MAX_BATCH_BYTES, MAX_BATCH_FRAMES, petpulse } from "@petpulse/proto";
import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import { GatewayError } from "./errors.ts";
import type { Outgoing, Spool } from "./spool.ts";
import { BusyError } from "./uplink/refusal.ts";
import type { Uplink } from "./uplink.ts";

/** Backoff: from, up to, ms; a wait is drawn evenly from 0 … the current step ("full jitter", AWS Architecture Blog 2015). */
const FIRST_MS = 500;
const MOST_MS = 60_000;
/** A hub the cloud does not know asks seldom, ms. */
const REFUSED_MS = 60_000;
/** Room in a batch for what is not frames, bytes. */
const ENVELOPE_BYTES = 4096;

export interface CourierStatus {
  state: "idle" | "sending" | "waiting" | "stopped";
  sent: number;
  /** Code of the last failure since the last success. */
  lastError: string | null;
}

/** Carries the spool to the cloud: batch by batch, deletes what is acknowledged, waits longer after each failure. */
export class Courier {
  readonly #spool: Spool;
  readonly #uplink: Uplink;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #random: () => number;
  #state: CourierStatus["state"] = "stopped";
  #sent = 0;
  #lastError: string | null = null;
  #step = FIRST_MS;
  #most = MAX_BATCH_FRAMES;
  #wake: () => void = () => {};
  #running: Promise<void> | null = null;

  constructor(o: { spool: Spool; uplink: Uplink; clock: Clock; log: Logger; random?: () => number }) {
    this.#spool = o.spool;
    this.#uplink = o.uplink;
    this.#clock = o.clock;
    this.#log = o.log;
    this.#random = o.random ?? Math.random;
  }

  start(): void {
    this.#state = "idle";
    this.#spool.onWork(() => this.#state === "idle" && this.#wake());
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#state = "stopped";
    this.#wake();
    await this.#running;
  }

  status(): CourierStatus {
    return { state: this.#state, sent: this.#sent, lastError: this.#lastError };
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const out = this.#spool.take(this.#most, MAX_BATCH_BYTES - ENVELOPE_BYTES);
      if (out.frames.length === 0 && out.gaps.length === 0) {
        await this.#idle();
        continue;
      }
      this.#state = "sending";
      try {
        const waits = await this.#carry(out);
        this.#step = FIRST_MS;
        this.#most = MAX_BATCH_FRAMES;
        this.#lastError = null;
        if (waits) await this.#pause(this.#random() * MOST_MS);
      } catch (error) {
        await this.#failed(error as Error);
      }
    }
  }

  /** Sends one batch; true when the cloud wants all of it later. */
  async #carry(out: Outgoing): Promise<boolean> {
    const answer = await this.#uplink.send({
      frames: out.frames.map((frame) => frame.bytes),
      gaps: out.gaps.map((gap) => ({ ...gap, device: idFromHex(gap.device) })),
    });
    const ids = new Map(out.frames.map((frame) => [`${frame.device} ${frame.epoch} ${frame.seq}`, frame.id]));
    const stored: number[] = [];
    for (const group of answer.stored) {
      for (const seq of group.seqs ?? []) {
        const id = ids.get(`${idToHex(group.device ?? new Uint8Array())} ${group.epoch} ${seq}`);
        // Only what was sent may be deleted, whatever the answer says.
        if (id !== undefined) stored.push(id);
      }
    }
    const refused = answer.rejected
      .filter((one) => !one.retry && out.frames[one.index ?? 0])
      .map((one) => ({
        id: out.frames[one.index ?? 0]!.id,
        reason: petpulse.v1.Rejection[one.reason ?? 0] ?? `${one.reason}`,
      }));
    for (const { reason } of refused)
      this.#log.warn({ reason }, "the cloud refused a frame for good; it is in quarantine");
    this.#spool.settle(stored, refused, answer.gaps === out.gaps.length ? out.gaps.map((gap) => gap.id) : []);
    this.#sent += stored.length;
    return stored.length === 0 && refused.length === 0;
  }

  async #failed(error: Error): Promise<void> {
    const code = error instanceof GatewayError ? error.code : "gateway.cloud-unreachable";
    if (this.#lastError !== code)
      this.#log.warn({ code, err: error.message }, "upload failed; frames stay in the spool");
    this.#lastError = code;
    const patience = error instanceof BusyError ? error.retryAfterMs : 0;
    if (code === "gateway.cloud-refused") return this.#pause(REFUSED_MS);
    this.#most = Math.max(1, this.#most >> 1);
    await this.#pause(patience + this.#random() * this.#step);
    this.#step = Math.min(MOST_MS, this.#step * 2);
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#state = "waiting";
    return new Promise((resolve) => {
      const cancel = this.#clock.later(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #idle(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#state = "idle";
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  get #stopped(): boolean {
    return this.#state === "stopped";
  }
}
