import {
  decodeToHub,
  encodeToCollar,
  Fragmenter,
  Kind,
  petpulse,
  Reassembler,
  sealHolds,
  type ToCollar,
  type ToHub,
  WireError,
} from "@petpulse/proto";
import type { CollarLink } from "./central.ts";
import { type Clock, within } from "./clock.ts";
import { GatewayError } from "./errors.ts";

/** An answer that takes longer means that the link is dead, ms. */
const ANSWER_MS = 10_000;

const { Refused } = petpulse.v1;

export interface ConversationOptions {
  link: CollarLink;
  /** Whose link it is, for errors: 16 hex digits. */
  device: string;
  clock: Clock;
  /** Something came in, whatever it is. */
  heard: () => void;
  /** A frame came in; its bytes are good until this returns. */
  frame: (bytes: Uint8Array) => void;
  /** It cannot go on: WireError, or GatewayError gateway.refused. */
  failed: (error: Error) => void;
}

/** A collar that takes no time a day or more before its own: this hub's clock, or an earlier one's, was wrong. */
export class ClockRefused extends GatewayError {
  constructor(device: string) {
    super(
      "gateway.clock-refused",
      `${device}: the collar does not believe this hub's time`,
      "check this machine's clock; when it is right, start the collar again",
    );
  }
}

/** Messages over a link, cut into fragments and put together again; questions are asked one at a time. */
export class Conversation {
  readonly #o: ConversationOptions;
  readonly #out = new Fragmenter();
  readonly #in = new Reassembler();
  #key: Uint8Array | null = null;
  #counter = 0;
  #writing: Promise<void> = Promise.resolve();
  #asking: Promise<void> = Promise.resolve();
  #expect: { kind: ToHub["kind"]; resolve: (message: ToHub) => void; reject: (error: Error) => void } | null =
    null;
  #over = false;

  constructor(options: ConversationOptions) {
    this.#o = options;
  }

  /** The collar is proven: from here on its frames are taken, what goes out is sealed under this key, and so has a status to be. */
  sealUnder(key: Uint8Array): void {
    this.#key = key;
  }

  /** Number of the next sealed message, from 1: a collar takes each once. */
  count(): number {
    return ++this.#counter;
  }

  /** What still comes is not taken: what follows a lost fragment must not be acknowledged past it. */
  end(): void {
    this.#over = true;
  }

  /**
   * Sends what `message` makes once it is its turn, and waits for the answer of that kind; answers are told apart by their kind only.
   * Throws GatewayError gateway.silent, gateway.refused, gateway.link-lost, ClockRefused.
   */
  ask(message: () => ToCollar, kind: ToHub["kind"]): Promise<ToHub> {
    const asked = this.#asking.then(() => this.#askNow(message(), kind));
    this.#asking = asked.then(
      () => {},
      () => {},
    );
    return asked;
  }

  /** Resolves when the collar has all of it. Messages go out whole, one after the other. Throws GatewayError gateway.link-lost. */
  send(message: ToCollar): Promise<void> {
    const bytes = encodeToCollar(message, this.#key);
    const write = this.#writing.then(async () => {
      for (const fragment of this.#out.cut(bytes, this.#o.link.fragmentBytes))
        await this.#o.link.write(fragment);
    });
    this.#writing = write.catch(() => {});
    return write;
  }

  /** A fragment came in. */
  take(fragment: Uint8Array): void {
    if (this.#over) return;
    this.#o.heard();
    try {
      const message = this.#in.push(fragment);
      if (message) this.#handle(decodeToHub(message));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      // A fragment went missing or the bytes are garbage: a new session begins after the mark, nothing is lost.
      this.#o.failed(error);
    }
  }

  async #askNow(message: ToCollar, kind: ToHub["kind"]): Promise<ToHub> {
    const answer = new Promise<ToHub>((resolve, reject) => {
      this.#expect = { kind, resolve, reject };
    });
    answer.catch(() => {});
    // The write is within the time too: a mad adapter never says that it is done.
    return within(
      this.#o.clock,
      ANSWER_MS,
      this.send(message).then(() => answer),
      () =>
        new GatewayError(
          "gateway.silent",
          `${this.#o.device}: no ${kind} to ${message.kind}`,
          "it will be tried again",
        ),
    );
  }

  #handle(message: ToHub): void {
    if (message.kind === "refusal") this.#refused(message.body.kind, message.body.reason);
    else if (message.kind === "frame") {
      // A stranger's frame would take the place of the true one of that number.
      if (this.#key) this.#o.frame(message.bytes);
    } else if (message.kind === "status" && (!this.#key || !sealHolds(this.#key, message.sealed))) return;
    else if (this.#expect?.kind === message.kind) this.#expect.resolve(message);
  }

  #refused(kind: number, reason: number): void {
    const { device, failed } = this.#o;
    if (kind === Kind.time && reason === Refused.REFUSED_OUT_OF_RANGE) {
      this.#expect?.reject(new ClockRefused(device));
      return;
    }
    const error = new GatewayError(
      "gateway.refused",
      `${device}: ${Refused[reason] ?? reason}`,
      "an expired grant is fetched anew; a wrong clock has to be set",
    );
    this.#expect?.reject(error);
    failed(error);
  }
}
