import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CollarState,
  EmulatedCollar,
  EmulatedCollarError,
} from "@petpulse/firmware/tools/moddable/emulated-collar";
import type { Prepared } from "@petpulse/firmware/tools/moddable/prepare";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import { RigError } from "../rig.ts";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";
import type { PathCollar } from "./lockstep-path.ts";
import type { SimTime } from "./sim-time.ts";
import { XsPeripheral } from "./xs-peripheral.ts";

const SAMPLES = 50;
const VALUES = 6;
/** A length and JSON behind it: targets/moddable/emulated/preference.ts. */
const SETTINGS_HEAD = 4;

export interface XsCollarOptions {
  /** Its flash and preferences, which outlive it. */
  dir: string;
  prepared: Prepared;
  source: SampleSource;
  scenario: Scenario;
  time: SimTime;
  stacks: Stacks;
}

/** The Moddable app in its process, worn by the scenario's animal, with a radio on the air. Throws RigError rig.part-died. */
export class XsCollar implements PathCollar {
  readonly #o: XsCollarOptions;
  readonly #samples = new Int32Array(SAMPLES * VALUES);
  readonly #sample = new Int32Array(VALUES);
  #process: EmulatedCollar | null = null;
  #peripheral: XsPeripheral | null = null;
  controller: Controller | null = null;
  /** 16 hex digits. */
  device = "";
  key = new Uint8Array(0);

  constructor(options: XsCollarOptions) {
    this.#o = options;
  }

  get state(): CollarState {
    return this.#process!.state;
  }

  /** Power is on: the app boots and advertises. */
  async boot(): Promise<void> {
    const { dir, prepared, source, scenario, stacks, time } = this.#o;
    const settingsFile = join(dir, "collar.settings");
    const process = new EmulatedCollar({
      ...prepared,
      flashFile: join(dir, "collar.flash"),
      settingsFile,
      config: {
        partition: "storage",
        pages: scenario.flashPages ?? FLASH_PAGES,
        lights: source.ppgChannels,
        currentMa: 6.4,
        continuous: scenario.light === "continuous",
        ...(source.batteryPercent === undefined ? {} : { batteryPin: 0, batteryFullScaleMv: 7200 }),
      },
      notified: (name, value) => this.#peripheral?.notified(name, value),
    });
    this.#process = process;
    await this.#ask(process.start());
    const settings = readFileSync(settingsFile);
    const { "petpulse.device": device, "petpulse.key": key } = JSON.parse(
      settings.subarray(SETTINGS_HEAD, SETTINGS_HEAD + settings.readUInt32LE(0)).toString(),
    ) as Record<string, string>;
    this.device = device!;
    this.key = new Uint8Array(Buffer.from(key!, "hex"));
    const { bleno, controller } = await stacks.peripheral("collar");
    this.controller = controller;
    this.#peripheral = new XsPeripheral(bleno, process, time);
    await time.during(this.#peripheral.start(`PetPulse-${this.device.slice(-4)}`));
  }

  /** Lives a second, or what is left of the animal's; false once there is nothing left. */
  async second(): Promise<boolean> {
    const { source } = this.#o;
    let at = 0;
    for (; at < this.#samples.length && source.next(this.#sample); at += VALUES)
      this.#samples.set(this.#sample, at);
    const { skinCelsius, batteryPercent } = source;
    const centi = skinCelsius === undefined ? undefined : Math.round(skinCelsius * 100);
    const battery = batteryPercent === undefined ? undefined : Math.round(batteryPercent);
    await this.#ask(this.#process!.advance(this.#samples.subarray(0, at), centi, battery));
    return at === this.#samples.length;
  }

  async pump(): Promise<void> {
    await this.#ask(this.#process!.pump());
  }

  /** The collar has no power from now on. */
  async unplug(): Promise<void> {
    this.controller?.unplug();
    await this.#peripheral?.stop();
    await this.#process?.kill();
  }

  async #ask<T>(work: Promise<T>): Promise<T> {
    const failure = this.#peripheral?.failure;
    if (failure) throw new RigError("rig.part-died", failure, "run the scenario alone to see it again");
    try {
      return await this.#o.time.outside(work);
    } catch (error) {
      if (!(error instanceof EmulatedCollarError)) throw error;
      throw new RigError("rig.part-died", error.message, error.hint, { cause: error });
    }
  }
}
