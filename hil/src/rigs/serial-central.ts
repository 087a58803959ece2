import type { Central, CollarLink, Found } from "@petpulse/gateway/central";
import { GatewayError } from "@petpulse/gateway/errors";
import type { RigBoard } from "../serial/rig-board.ts";
import type { PathRadio } from "./lockstep-path.ts";
import type { Conditions } from "./schedule.ts";
import type { SimTime } from "./sim-time.ts";

/** How often the collar is heard while no one holds it, and how soon a link over nothing is given up, ms. */
const HEARD_MS = 500;
const SUPERVISION_MS = 4000;
/** Largest fragment that the Espruino target takes (firmware/targets/espruino/services.ts). */
const FRAGMENT_BYTES = 128;
const ID = "board";

/** A radio between the real hub and a board, whose air is the console: in reach or out of it, and nothing in between. */
export class SerialCentral implements Central, PathRadio {
  readonly #board: RigBoard;
  readonly #time: SimTime;
  #found: (found: Found) => void = () => {};
  #within = true;
  #stopped = false;
  #link: SerialLink | null = null;

  constructor(board: RigBoard, time: SimTime) {
    this.#board = board;
    this.#time = time;
  }

  onFound(listener: (found: Found) => void): void {
    this.#found = listener;
  }

  onAdapter(listener: (up: boolean) => void): void {
    // This one cannot be pulled out: it is up from the start.
    this.#time.later(0, () => listener(true));
  }

  async start(): Promise<void> {
    this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#link?.close();
  }

  async reset(): Promise<void> {
    await this.#link?.close();
  }

  async connect(id: string): Promise<CollarLink> {
    if (!this.#within || id !== ID)
      throw new GatewayError("gateway.connect-timeout", `${id}: out of reach`, "bring it back");
    await this.#time.outside(this.#board.link(true));
    const link = new SerialLink(this.#board, this.#time, () => {
      this.#link = null;
    });
    this.#link = link;
    return link;
  }

  central(): Central {
    return this;
  }

  /** Out of reach, both sides find out only by the silence. A console loses nothing. */
  hold({ away }: Conditions): void {
    const within = !away;
    if (within === this.#within) return;
    this.#within = within;
    const link = this.#link;
    if (!link) return;
    link.silent = !within;
    if (within) return;
    this.#time.later(SUPERVISION_MS, () => {
      if (!this.#within && this.#link === link) link.lost("supervision timeout");
    });
  }

  /** The board has no power: the link is gone without a word from it. */
  cut(): void {
    this.#link?.lost("supervision timeout", false);
  }

  #listen(): void {
    if (this.#stopped) return;
    if (this.#within && !this.#link) this.#found({ id: ID, name: "PetPulse-board", rssi: -50 });
    this.#time.later(HEARD_MS, () => this.#listen());
  }
}

class SerialLink implements CollarLink {
  readonly fragmentBytes = FRAGMENT_BYTES;
  /** Nothing passes either way; what is sent meanwhile waits for the link's end, as in the air's acknowledgements. */
  silent = false;
  readonly #board: RigBoard;
  readonly #time: SimTime;
  readonly #ended: () => void;
  #closed = false;
  #onFragment: (fragment: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #held: Uint8Array[] = [];

  constructor(board: RigBoard, time: SimTime, ended: () => void) {
    this.#board = board;
    this.#time = time;
    this.#ended = ended;
    board.onFragment = (fragment) => this.#heard(fragment);
  }

  async identity(): Promise<Uint8Array> {
    return this.#board.greeting;
  }

  async write(fragment: Uint8Array): Promise<void> {
    if (this.#closed) throw new GatewayError("gateway.link-lost", "the link is closed", "connect again");
    // The link layer would send it again and again until the link ends: it never arrives.
    if (!this.silent) await this.#time.outside(this.#board.write(fragment));
  }

  onFragment(listener: (fragment: Uint8Array) => void): void {
    this.#onFragment = listener;
  }

  onClosed(listener: (reason: string) => void): void {
    this.#onClosed = listener;
  }

  async close(): Promise<void> {
    this.lost("closed by the hub");
  }

  /** `told`: the board learns of it too. */
  lost(reason: string, told = true): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#board.onFragment = () => {};
    this.#ended();
    if (told) this.#time.outside(this.#board.link(false)).catch(() => {});
    this.#onClosed(reason);
  }

  /** Fragments of a silent link wait in the board's radio, and arrive if it comes back in time. */
  #heard(fragment: Uint8Array): void {
    if (this.#closed) return;
    this.#held.push(fragment);
    if (this.silent) return;
    for (const one of this.#held.splice(0)) this.#onFragment(one);
  }
}
