import { join } from "node:path";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import { type NodeCollar, openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import { Wearer } from "../start/wearer.ts";
import type { PathCollar } from "./lockstep-path.ts";
import type { SimTime } from "./sim-time.ts";

export interface SimCollarOptions {
  /** Its flash and identity, which outlive it. */
  dir: string;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
  stacks: Stacks;
}

/** The Node target in this process, worn by the scenario's animal, with a radio on the air. */
export class SimCollar implements PathCollar {
  readonly #o: SimCollarOptions;
  #node: NodeCollar | null = null;
  #wearer: Wearer | null = null;
  controller: Controller | null = null;

  constructor(options: SimCollarOptions) {
    this.#o = options;
  }

  get device(): string {
    return this.#node!.device;
  }

  get key(): Uint8Array {
    return this.#node!.key;
  }

  get state() {
    const { log, link } = this.#node!.collar;
    return { epoch: log.epoch, nextSeq: log.nextSeq, ackedSeq: log.ackedSeq, sending: link.sending };
  }

  async boot(): Promise<void> {
    const { dir, source, scenario, stacks, time } = this.#o;
    const pages = scenario.flashPages ?? FLASH_PAGES;
    const node = openCollar({ dir: join(dir, "collar"), channels: source.ppgChannels, pages });
    const wearer = new Wearer(scenario.name, source, node);
    node.collar.settings.profile = scenario.light === "bursts" ? BURSTS : CONTINUOUS;
    this.#node = node;
    this.#wearer = wearer;
    const { bleno, controller } = await stacks.peripheral("collar");
    this.controller = controller;
    wearer.peripheral = new Peripheral(bleno, node, { name: `PetPulse-${node.device.slice(-4)}` });
    await time.during(wearer.peripheral.start());
  }

  async second(): Promise<boolean> {
    return this.#wearer!.second();
  }

  async pump(): Promise<void> {
    this.#wearer!.peripheral?.pump();
  }

  async unplug(): Promise<void> {
    if (!this.#node) return;
    this.controller?.unplug();
    await this.#wearer?.peripheral?.stop();
    this.#node.close();
  }
}
