import { decodeFrame, idToHex, type petpulse, type ToCollar, type ToHub, WireError } from "@petpulse/proto";
import type { Logger } from "pino";
import { Acknowledger } from "./acknowledger.ts";
import type { CollarLink } from "./central.ts";
import type { Clock } from "./clock.ts";
import { ClockRefused, Conversation } from "./conversation.ts";
import { GatewayError } from "./errors.ts";
import { shakeHands } from "./handshake.ts";
import { Pulse } from "./pulse.ts";
import type { Spool } from "./spool.ts";

/** Live view is asked for again before it runs out, s and ms. */
const LIVE_S = 600;
const LIVE_RENEW_MS = 300_000;
/** The time is told again, ms. */
const TIME_MS = 3_600_000;

export interface SessionOptions {
  link: CollarLink;
  grant: petpulse.v1.Grant.$Properties;
  spool: Spool;
  clock: Clock;
  log: Logger;
  live: boolean;
}

/** One collar, from the hello to the loss of the link: frames go to the spool, and are acknowledged after its fsync. */
export class Session {
  readonly device: string;
  readonly #o: SessionOptions;
  readonly #conversation: Conversation;
  readonly #acknowledger: Acknowledger;
  readonly #pulse: Pulse;
  #timers: (() => void)[] = [];
  #end: (error: Error) => void = () => {};
  /** Last frame on the hub's disk, and when it came, ms; null before the first. */
  lastSeq = 0;
  lastFrameAt: number | null = null;
  streaming = false;

  constructor(options: SessionOptions) {
    this.#o = options;
    const { link, clock, grant } = options;
    const device = idToHex(grant.device as Uint8Array);
    const failed = (error: Error) => this.#end(error);
    this.device = device;
    this.#pulse = new Pulse({
      clock,
      ask: () => this.#time().catch(failed),
      starved: (ms) => {
        const what = `${device}: no frame for three intervals of ${ms / 1000} s`;
        this.#end(new GatewayError("gateway.silent", what, "the link is made anew"));
      },
    });
    this.#conversation = new Conversation({
      link,
      device,
      clock,
      heard: () => this.#pulse.heard(),
      frame: (bytes) => this.#frame(bytes),
      failed,
    });
    this.#acknowledger = new Acknowledger((seq) => {
      const body = { counter: this.#conversation.count(), seq };
      return this.#conversation.send({ kind: "acknowledge", body });
    }, failed);
  }

  /** Lives as long as the link. Rejects with a GatewayError that says why it ended. */
  async run(): Promise<never> {
    const { link } = this.#o;
    const ended = new Promise<never>((_, reject) => {
      this.#end = (error) => {
        this.#conversation.end();
        reject(error);
      };
    });
    ended.catch(() => {});
    link.onClosed((reason) =>
      this.#end(new GatewayError("gateway.link-lost", `${this.device}: ${reason}`, "it will be tried again")),
    );
    link.onFragment((fragment) => this.#conversation.take(fragment));
    try {
      await Promise.race([this.#open(), ended]);
      return await ended;
    } finally {
      this.streaming = false;
      for (const cancel of this.#timers) cancel();
      this.#pulse.stop();
      await link.close();
    }
  }

  /** Ends the session for the sake of a collar that waits for a link; nothing is lost by it. */
  giveWay(): void {
    this.#end(new GatewayError("gateway.gave-way", `${this.device}: its turn is over`, "it will come again"));
  }

  /** Hello, time, live view, send. */
  async #open(): Promise<void> {
    this.#acknowledger.knows(await shakeHands(this.#conversation, this.#o.grant));
    await this.#tellTime();
    if (this.#o.live) await this.#askLive();
    const body = { counter: this.#conversation.count(), seq: 0 };
    await this.#conversation.send({ kind: "sendFrom", body });
    this.streaming = true;
    this.#pulse.start();
  }

  async #tellTime(): Promise<void> {
    await this.#time();
    this.#later(TIME_MS, () => this.#tellTime());
  }

  /** The collar's answer also says how often it makes a frame. */
  async #time(): Promise<void> {
    const time = (): ToCollar => {
      const now = this.#o.clock.now();
      const counter = this.#conversation.count();
      return { kind: "time", body: { counter, utcS: Math.floor(now / 1000), utcMs: now % 1000 } };
    };
    try {
      this.#learn(await this.#conversation.ask(time, "status"));
    } catch (error) {
      if (!(error instanceof ClockRefused)) throw error;
      // Its frames are worth carrying all the same.
      this.#o.log.warn({ device: this.device, code: error.code, hint: error.hint }, error.message);
    }
  }

  async #askLive(): Promise<void> {
    const live = (): ToCollar => {
      const body = { counter: this.#conversation.count(), liveS: LIVE_S };
      return { kind: "configure", body };
    };
    this.#learn(await this.#conversation.ask(live, "status"));
    this.#later(LIVE_RENEW_MS, () => this.#askLive());
  }

  #learn(status: ToHub): void {
    if (status.kind !== "status") return;
    this.#pulse.learn(status.body.minutesPerFrame, status.body.liveS);
  }

  #later(ms: number, run: () => Promise<void>): void {
    this.#timers.push(this.#o.clock.later(ms, () => void run().catch((error: Error) => this.#end(error))));
  }

  #frame(bytes: Uint8Array): void {
    this.#pulse.fed();
    const { spool, log } = this.#o;
    let frame: ReturnType<typeof decodeFrame>;
    try {
      frame = decodeFrame(bytes);
      if (frame.device !== this.device)
        throw new WireError("wire.malformed", "frame.device", `from ${frame.device}`);
    } catch (error) {
      const { code, message } = error as WireError;
      log.warn({ device: this.device, code }, `a frame that no cloud could take was set aside: ${message}`);
      spool.quarantine(code, bytes);
      return;
    }
    const { epoch, seq } = frame;
    spool.append({ device: this.device, epoch, seq, bytes: Uint8Array.from(bytes) }).then(
      () => this.#held(seq),
      (error: Error) => this.#end(error),
    );
  }

  /** The frame is on disk; appends settle in the order they were made, so everything before it is too. */
  #held(seq: number): void {
    this.lastSeq = seq;
    this.lastFrameAt = this.#o.clock.now();
    this.#acknowledger.held(seq);
  }
}
