import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import { type CollarStatus, EmulatedBoard } from "@petpulse/firmware/targets/cortex-m/qemu/emulated-board";
import { EmulatorError } from "@petpulse/firmware/targets/cortex-m/qemu/errors";
import type { NodeCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import { RigError } from "../rig.ts";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import type { PathCollar } from "./lockstep-path.ts";
import type { SimTime } from "./sim-time.ts";

const SAMPLES = 50;
const VALUES = 6;

export interface QemuCollarOptions {
  /** Of the board's flash, which outlives it. */
  dir: string;
  /** As `buildCollarLibrary` makes it. */
  image: string;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
  stacks: Stacks;
}

/**
 * The collar's C library on an emulated Cortex-M4, worn by the scenario's animal; its radio is the Node target's peripheral, which meets
 * the emulated collar where it otherwise meets the one in this process. A reset is a cut of the power: nothing is flushed.
 */
export class QemuCollar implements PathCollar {
  readonly #o: QemuCollarOptions;
  readonly #id = randomBytes(8);
  readonly key = new Uint8Array(randomBytes(32));
  readonly #samples = new Int32Array(SAMPLES * VALUES);
  readonly #sample = new Int32Array(VALUES);
  #board: EmulatedBoard | null = null;
  #peripheral: Peripheral | null = null;
  #failure: EmulatorError | null = null;
  #epoch = 0;
  controller: Controller | null = null;

  constructor(options: QemuCollarOptions) {
    this.#o = options;
  }

  get device(): string {
    return this.#id.toString("hex");
  }

  get state(): Readonly<CollarStatus> {
    return this.#board!.status;
  }

  /** Throws RigError rig.part-died. */
  async boot(): Promise<void> {
    const { dir, image, source, scenario, stacks, time } = this.#o;
    const board = new EmulatedBoard({
      dir: join(dir, "collar"),
      image,
      device: this.#id,
      key: this.key,
      epoch: this.#epoch,
      pages: scenario.flashPages ?? FLASH_PAGES,
      channels: source.ppgChannels,
      profile: scenario.light === "bursts" ? BURSTS : CONTINUOUS,
    });
    this.#board = board;
    mkdirSync(join(dir, "collar"), { recursive: true });
    try {
      await board.start();
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      throw partDied(error);
    }
    this.#epoch = board.status.epoch;
    const { bleno, controller } = await stacks.peripheral("collar");
    this.controller = controller;
    this.#peripheral = new Peripheral(bleno, this.#seen(board), {
      name: `PetPulse-${this.device.slice(-4)}`,
    });
    await time.during(this.#peripheral.start());
  }

  /** Lives a second, or what is left of the animal's; false once there is nothing left. Throws RigError rig.part-died. */
  async second(): Promise<boolean> {
    const { source } = this.#o;
    let at = 0;
    for (; at < this.#samples.length && source.next(this.#sample); at += VALUES)
      this.#samples.set(this.#sample, at);
    const lives = at === this.#samples.length;
    const { skinCelsius, batteryPercent } = source;
    const board = this.#board!;
    this.#tell(board, () =>
      board.advance(this.#samples.subarray(0, at), {
        ...(skinCelsius === undefined ? {} : { temperature: Math.round(skinCelsius * 100) }),
        ...(batteryPercent === undefined ? {} : { battery: Math.round(batteryPercent) }),
        tick: lives,
      }),
    );
    this.#check();
    return lives;
  }

  /** Throws RigError rig.part-died. */
  async pump(): Promise<void> {
    this.#peripheral!.pump();
    this.#check();
  }

  async unplug(): Promise<void> {
    this.controller?.unplug();
    this.#board?.kill();
    await this.#peripheral?.stop();
    this.#peripheral = null;
  }

  /** The radio's stack calls from the middle of its own work, where nobody could catch: `#check` says afterwards what happened. */
  #tell(board: EmulatedBoard, what: () => void): void {
    if (this.#failure || !board.alive) return;
    try {
      what();
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      this.#failure = error;
    }
  }

  #check(): void {
    if (this.#failure) throw partDied(this.#failure);
  }

  /** The board as the peripheral knows a collar: the parts of one that it touches. */
  #seen(board: EmulatedBoard): NodeCollar {
    const link = {
      connected: () => this.#tell(board, () => board.connected()),
      disconnected: () => this.#tell(board, () => board.disconnected()),
      receive: (fragment: Uint8Array, length: number) =>
        this.#tell(board, () => board.written(fragment.subarray(0, length))),
      poll: (out: Uint8Array, size: number) => {
        let said: Uint8Array = new Uint8Array(0);
        this.#tell(board, () => {
          said = board.notification(size);
        });
        out.set(said);
        return said.length;
      },
    };
    const collar = {
      link,
      get vitals() {
        return board.status;
      },
      get battery() {
        return board.status.battery;
      },
    };
    return {
      collar: collar as unknown as NodeCollar["collar"],
      device: this.device,
      key: this.key,
      close: () => board.kill(),
    };
  }
}

function partDied(error: EmulatorError): RigError {
  return new RigError("rig.part-died", error.message, error.hint, { cause: error });
}
