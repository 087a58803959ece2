import type { Air } from "./air.ts";
import type { Controller } from "./controller.ts";
import {
  CENTRAL,
  completedPackets,
  connectionComplete,
  connectionUpdated,
  deliver,
  disconnectionComplete,
  PERIPHERAL,
  Status,
} from "./hci.ts";

/** Link-layer packets each side may send in one connection event. */
const PACKETS_PER_EVENT = 6;

/** Connection parameters as hosts give them: units of 1.25 ms, events, units of 10 ms. */
export interface Timing {
  interval: number;
  latency: number;
  timeout: number;
}

interface End {
  controller: Controller;
  handle: number;
  queue: Buffer[];
}

/** One connection between two controllers: ordered, retransmitting, and dead once the supervision timeout has passed. */
export class Link {
  readonly #air: Air;
  readonly #ends: readonly [End, End];
  #timing: Timing;
  #closed = false;
  #due: (() => void) | null = null;
  #scheduled = false;
  #dying: (() => void) | null = null;

  constructor(air: Air, central: Controller, peripheral: Controller, timing: Timing) {
    this.#air = air;
    this.#timing = timing;
    this.#ends = [
      { controller: central, handle: central.takeHandle(), queue: [] },
      { controller: peripheral, handle: peripheral.takeHandle(), queue: [] },
    ];
    this.#ends.forEach(({ controller, handle }, role) => {
      const peer = this.#ends[1 - role]!.controller.addressBytes;
      controller.links.set(handle, this);
      const who = role === 0 ? CENTRAL : PERIPHERAL;
      controller.send(connectionComplete(Status.ok, { handle, role: who, peer, ...timing }));
    });
  }

  joins(a: Controller, b: Controller): boolean {
    return this.#ends.some((end) => end.controller === a) && this.#ends.some((end) => end.controller === b);
  }

  peer(of: Controller): Controller {
    return this.#ends[0].controller === of ? this.#ends[1].controller : this.#ends[0].controller;
  }

  /** Takes an ACL packet from a host; it counts as under way until the other side has it. */
  enqueue(from: Controller, packet: Buffer): void {
    this.#end(from).queue.push(Buffer.from(packet));
    this.wake();
  }

  /** New parameters, told to both hosts. */
  update(timing: Timing): void {
    this.#timing = timing;
    for (const { controller, handle } of this.#ends) {
      controller.send(connectionUpdated(handle, timing.interval, timing.latency, timing.timeout));
    }
  }

  /** A host hangs up: it hears so at once, the other hears the reason. */
  drop(by: Controller, reason: number): void {
    if (this.#closed) return;
    this.#close();
    const own = this.#end(by);
    const other = this.#ends[0] === own ? this.#ends[1] : this.#ends[0];
    own.controller.send(disconnectionComplete(own.handle, Status.localHostTerminated));
    const heard = reason === Status.localHostTerminated ? Status.remoteUserTerminated : reason;
    if (this.#air.hears(own.controller, other.controller)) {
      other.controller.send(disconnectionComplete(other.handle, heard));
    } else {
      this.#air.later(this.#timing.timeout * 10, () => {
        other.controller.send(disconnectionComplete(other.handle, Status.connectionTimeout));
      });
    }
  }

  /** Goes on with connection events when there is something to carry. */
  wake(): void {
    if (this.#closed) return;
    if (this.#air.hears(this.#ends[0].controller, this.#ends[1].controller)) this.#recover();
    if (this.#scheduled || !this.#ends.some((end) => end.queue.length > 0)) return;
    this.#scheduled = true;
    if (this.#air.mode === "fast") this.#air.clock.soon(() => this.#event());
    else this.#due = this.#air.later(this.#timing.interval * 1.25, () => this.#event());
  }

  /** The two do not hear each other: both hosts learn it when the supervision timeout has passed (Vol 6, Part B, 4.5.2). */
  watch(): void {
    if (this.#closed || this.#dying) return;
    this.#dying = this.#air.later(this.#timing.timeout * 10, () => {
      this.#close();
      for (const { controller, handle } of this.#ends) {
        controller.send(disconnectionComplete(handle, Status.connectionTimeout));
      }
    });
  }

  #recover(): void {
    this.#dying?.();
    this.#dying = null;
  }

  #event(): void {
    this.#scheduled = false;
    this.#due = null;
    if (this.#closed) return;
    const [a, b] = this.#ends;
    if (!this.#air.hears(a.controller, b.controller)) {
      this.watch();
      return;
    }
    const blocked = [this.#carry(a, b), this.#carry(b, a)].includes(true);
    if (blocked && this.#air.mode === "fast") {
      this.#scheduled = true;
      this.#due = this.#air.clock.later(1, () => this.#event());
    } else this.wake();
  }

  /** Carries what one event holds; true when the receiving host is too slow to take more. */
  #carry(from: End, to: End): boolean {
    let done = 0;
    let blocked = false;
    for (let n = 0; n < PACKETS_PER_EVENT && from.queue.length > 0; n++) {
      blocked = to.controller.busy;
      if (blocked) break;
      if (this.#air.loses()) continue;
      to.controller.send(deliver(from.queue.shift()!, to.handle));
      done++;
    }
    if (done > 0) from.controller.send(completedPackets(from.handle, done));
    return blocked;
  }

  #end(of: Controller): End {
    return this.#ends[0].controller === of ? this.#ends[0] : this.#ends[1];
  }

  #close(): void {
    this.#closed = true;
    this.#due?.();
    this.#recover();
    for (const { controller, handle } of this.#ends) controller.links.delete(handle);
  }
}
