import { randomBytes } from "node:crypto";
import {
  decodeFrame,
  decodeToHub,
  encodeToCollar,
  Fragmenter,
  idToHex,
  Kind,
  NONCE_BYTES,
  petpulse,
  Reassembler,
  sealHolds,
  sessionKey,
  type ToCollar,
  type ToHub,
  VERSION,
  WireError,
} from "@petpulse/proto";
import type { Logger } from "pino";
import type { CollarLink } from "./central.ts";
import { type Clock, within } from "./clock.ts";
import { GatewayError } from "./errors.ts";
import { Pulse } from "./pulse.ts";
import type { Spool } from "./spool.ts";

/** An answer that takes longer means that the link is dead, ms. */
const ANSWER_MS = 10_000;
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

/** A collar that takes no time a day or more before its own: this hub's clock, or an earlier one's, was wrong. */
class ClockRefused extends GatewayError {
  constructor(device: string) {
    super(
      "gateway.clock-refused",
      `${device}: the collar does not believe this hub's time`,
      "check this machine's clock; when it is right, start the collar again",
    );
  }
}

/** One collar, from the hello to the loss of the link: frames go to the spool, and are acknowledged after its fsync. */
export class Session {
  readonly device: string;
  readonly #o: SessionOptions;
  readonly #out = new Fragmenter();
  readonly #in = new Reassembler();
  #key: Uint8Array | null = null;
  #counter = 0;
  #writing: Promise<void> = Promise.resolve();
  #asking: Promise<void> = Promise.resolve();
  #expect: { kind: ToHub["kind"]; resolve: (message: ToHub) => void; reject: (error: Error) => void } | null =
    null;
  #acknowledged = 0;
  #stored = 0;
  #acknowledging = false;
  #timers: (() => void)[] = [];
  readonly #pulse: Pulse;
  #end: (error: Error) => void = () => {};
  /** Last frame on the hub's disk, and when it came, ms; null before the first. */
  lastSeq = 0;
  lastFrameAt: number | null = null;
  streaming = false;
  #over = false;

  constructor(options: SessionOptions) {
    this.#o = options;
    this.device = idToHex(options.grant.device as Uint8Array);
    const silent = (what: string) =>
      new GatewayError("gateway.silent", `${this.device}: ${what}`, "the link is made anew");
    this.#pulse = new Pulse({
      clock: options.clock,
      ask: () => this.#time().catch((error: Error) => this.#end(error)),
      starved: (ms) => this.#end(silent(`no frame for three intervals of ${ms / 1000} s`)),
    });
  }

  /** Lives as long as the link. Rejects with a GatewayError that says why it ended. */
  async run(): Promise<never> {
    const { link } = this.#o;
    const ended = new Promise<never>((_, reject) => {
      this.#end = (error) => {
        this.#over = true;
        reject(error);
      };
    });
    ended.catch(() => {});
    link.onClosed((reason) =>
      this.#end(new GatewayError("gateway.link-lost", `${this.device}: ${reason}`, "it will be tried again")),
    );
    link.onFragment((fragment) => this.#take(fragment));
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

  /** Hello, time, live view, send. */
  async #open(): Promise<void> {
    const { grant, live } = this.#o;
    const nonce = randomBytes(NONCE_BYTES);
    const hello = {
      version: VERSION,
      hub: grant.hub ?? null,
      scope: grant.scope ?? 0,
      notAfterS: grant.notAfterS ?? 0,
      nonce,
    };
    const challenge = await this.#ask(() => ({ kind: "hello", body: hello }), "challenge");
    if (challenge.kind !== "challenge") return;
    const key = sessionKey(grant.key as Uint8Array, nonce, challenge.body.nonce);
    if (
      challenge.body.device.length !== 8 ||
      idToHex(challenge.body.device) !== this.device ||
      !sealHolds(key, challenge.sealed)
    ) {
      throw new GatewayError(
        "gateway.collar-unproven",
        `${this.device}: the collar does not hold the key of this grant`,
        "is it another collar, or was it given a new key? fetch grants again",
      );
    }
    this.#key = key;
    this.#acknowledged = challenge.body.ackedSeq;
    await this.#tellTime();
    if (live) await this.#askLive();
    await this.#send({ kind: "sendFrom", body: { counter: ++this.#counter, seq: 0 } });
    this.streaming = true;
    this.#pulse.start();
  }

  /** Ends the session for the sake of a collar that waits for a link; nothing is lost by it. */
  giveWay(): void {
    this.#end(new GatewayError("gateway.gave-way", `${this.device}: its turn is over`, "it will come again"));
  }

  async #tellTime(): Promise<void> {
    await this.#time();
    this.#later(TIME_MS, () => this.#tellTime());
  }

  /** The collar's answer also says how often it makes a frame. */
  async #time(): Promise<void> {
    const time = (): ToCollar => {
      const now = this.#o.clock.now();
      const body = { counter: ++this.#counter, utcS: Math.floor(now / 1000), utcMs: now % 1000 };
      return { kind: "time", body };
    };
    try {
      this.#learn(await this.#ask(time, "status"));
    } catch (error) {
      if (!(error instanceof ClockRefused)) throw error;
      // Its frames are worth carrying all the same.
      this.#o.log.warn({ device: this.device, code: error.code, hint: error.hint }, error.message);
    }
  }

  async #askLive(): Promise<void> {
    const live = (): ToCollar => ({ kind: "configure", body: { counter: ++this.#counter, liveS: LIVE_S } });
    this.#learn(await this.#ask(live, "status"));
    this.#later(LIVE_RENEW_MS, () => this.#askLive());
  }

  #learn(status: ToHub): void {
    if (status.kind !== "status") return;
    this.#pulse.learn(status.body.minutesPerFrame, status.body.liveS);
  }

  #later(ms: number, run: () => Promise<void>): void {
    this.#timers.push(this.#o.clock.later(ms, () => void run().catch((error: Error) => this.#end(error))));
  }

  /** One question at a time: answers are told apart by their kind only. */
  #ask(message: () => ToCollar, kind: ToHub["kind"]): Promise<ToHub> {
    const asked = this.#asking.then(() => this.#askNow(message(), kind));
    this.#asking = asked.then(
      () => {},
      () => {},
    );
    return asked;
  }

  /** Sends, and waits for the answer of that kind. */
  async #askNow(message: ToCollar, kind: ToHub["kind"]): Promise<ToHub> {
    const answer = new Promise<ToHub>((resolve, reject) => {
      this.#expect = { kind, resolve, reject };
    });
    answer.catch(() => {});
    // The write is within the time too: a mad adapter never says that it is done.
    return within(
      this.#o.clock,
      ANSWER_MS,
      this.#send(message).then(() => answer),
      () =>
        new GatewayError(
          "gateway.silent",
          `${this.device}: no ${kind} to ${message.kind}`,
          "it will be tried again",
        ),
    );
  }

  /** Fragments go out one after the other, messages whole. */
  #send(message: ToCollar): Promise<void> {
    const bytes = encodeToCollar(message, this.#key);
    const write = this.#writing.then(async () => {
      for (const fragment of this.#out.cut(bytes, this.#o.link.fragmentBytes))
        await this.#o.link.write(fragment);
    });
    this.#writing = write.catch(() => {});
    return write;
  }

  #take(fragment: Uint8Array): void {
    // What still comes after a lost fragment must not be acknowledged past it.
    if (this.#over) return;
    this.#pulse.heard();
    try {
      const message = this.#in.push(fragment);
      if (message) this.#handle(decodeToHub(message));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      // A fragment went missing or the bytes are garbage: a new session begins after the mark, nothing is lost.
      this.#end(error);
    }
  }

  #handle(message: ToHub): void {
    if (message.kind === "frame") {
      this.#frame(message.bytes);
      return;
    }
    if (message.kind === "refusal") {
      const reason = petpulse.v1.Refused[message.body.reason] ?? `${message.body.reason}`;
      if (
        message.body.kind === Kind.time &&
        message.body.reason === petpulse.v1.Refused.REFUSED_OUT_OF_RANGE
      ) {
        this.#expect?.reject(new ClockRefused(this.device));
        return;
      }
      const error = new GatewayError(
        "gateway.refused",
        `${this.device}: ${reason}`,
        "an expired grant is fetched anew; a wrong clock has to be set",
      );
      this.#expect?.reject(error);
      this.#end(error);
      return;
    }
    if (message.kind === "status" && (!this.#key || !sealHolds(this.#key, message.sealed))) return;
    if (this.#expect?.kind === message.kind) this.#expect.resolve(message);
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
    this.#stored = seq;
    this.lastSeq = seq;
    this.lastFrameAt = this.#o.clock.now();
    if (!this.#acknowledging) void this.#acknowledge();
  }

  async #acknowledge(): Promise<void> {
    this.#acknowledging = true;
    try {
      while (this.#stored > this.#acknowledged) {
        const seq = this.#stored;
        await this.#send({ kind: "acknowledge", body: { counter: ++this.#counter, seq } });
        this.#acknowledged = seq;
      }
    } catch (error) {
      this.#end(error as Error);
    } finally {
      this.#acknowledging = false;
    }
  }
}
