import { crc32 } from "node:zlib";
import { type Clock, wait } from "@petpulse/gateway/clock";
import { image } from "../flash/firmware.ts";
import { checkedIdentity, IDENTITY_NAME } from "../flash/identity.ts";
import { BoardStorage } from "../flash/storage.ts";
import { askBoard } from "../serial/board.ts";
import type { Console } from "../serial/console.ts";
import type { Identified, Unit } from "./unit.ts";

/** A page of flash. */
const PATTERN_BYTES = 4096;
const PATTERN_NAME = "pp-qc";
/** Samples that the unit keeps of one look: two minutes of light at 50 Hz would not fit into its memory. */
const MOST_LIGHTS = 1500;
const MOST_MOTIONS = 500;
/** Samples in one answer. */
const PAGE = 100;

/** Collects in typed arrays, made once. In Espruino's language. */
const COLLECTOR = `(function(){var l=new Uint16Array(${MOST_LIGHTS}),m=new Int16Array(${3 * MOST_MOTIONS}),n=0,k=0,on=false;Bangle.on("HRM-raw",function(e){if(on&&n<${MOST_LIGHTS}){l[n]=e.vcPPG;n=n+1;}});Bangle.on("accel",function(e){if(on&&k<${MOST_MOTIONS}){m[3*k]=e.x*4096;m[3*k+1]=e.y*4096;m[3*k+2]=e.z*4096;k=k+1;}});Bangle.setPollInterval(80);global.petpulseQc={rssi:[],look:function(light){n=0;k=0;on=true;if(light)Bangle.setOptions({hrmPollInterval:20});Bangle.setHRMPower(light,"qc");if(light)Bangle.setOptions({hrmWearDetect:false,hrmGreenAdjust:false});},stop:function(){on=false;Bangle.setHRMPower(false,"qc");return [n,k];},light:function(at){var a=[];for(var i=at;i<n&&i<at+${PAGE};i++)a.push(l[i]);return a;},motion:function(at){var a=[];for(var i=at;i<3*k&&i<at+${3 * PAGE};i++)a.push(m[i]);return a;}};})()`;
const COUNTS_PER_G = 4096;

export interface ConsoleUnitOptions {
  /** Started. */
  console: Console;
  clock: Clock;
  /** Name of the fixture's radio, which the unit listens for; absent where the console itself is on the air. */
  beacon?: string | undefined;
  /** Mean current out of the battery, µA; absent without an instrument. */
  current?: ((seconds: number) => Promise<number>) | undefined;
}

/** A board with Espruino as a unit. Nothing but the test runs on it meanwhile; `end` starts again what ran. Throws ConsoleError. */
export class ConsoleUnit implements Unit {
  readonly #o: ConsoleUnitOptions;
  readonly #storage: BoardStorage;

  constructor(options: ConsoleUnitOptions) {
    this.#o = options;
    this.#storage = new BoardStorage(options.console);
  }

  async identify(): Promise<Identified> {
    const { console } = this.#o;
    const { board, serial, version, battery } = await askBoard(console);
    const running = await console.ask(
      `typeof petpulse=="undefined"||petpulse.refusal?"":petpulse.status().version`,
    );
    const identity = checkedIdentity(await this.#storage.json(IDENTITY_NAME));
    await console.restart("reset()");
    await console.ask(COLLECTOR);
    return {
      board,
      chip: serial,
      interpreter: version,
      firmware: String(running ?? ""),
      device: identity?.device ?? null,
      battery,
    };
  }

  async light(seconds: number): Promise<number[]> {
    return this.#look("light", seconds);
  }

  async motion(seconds: number): Promise<[number, number, number][]> {
    const counts = await this.#look("motion", seconds);
    const samples: [number, number, number][] = [];
    for (let i = 0; i + 2 < counts.length; i += 3)
      samples.push([counts[i]! / COUNTS_PER_G, counts[i + 1]! / COUNTS_PER_G, counts[i + 2]! / COUNTS_PER_G]);
    return samples;
  }

  async flash(): Promise<{ errors: number; ms: number }> {
    const bytes = Buffer.alloc(PATTERN_BYTES);
    // Every byte once beside its complement: a stuck bit shows whichever way it sticks.
    for (let i = 0; i < PATTERN_BYTES; i++) bytes[i] = i & 1 ? ~(i >> 1) & 255 : (i >> 1) & 255;
    const file = image(PATTERN_NAME, bytes);
    const { clock } = this.#o;
    const from = clock.now();
    let errors = 0;
    try {
      await this.#storage.put(file);
    } catch (error) {
      if ((error as { code?: string }).code !== "flash.not-verified") throw error;
      errors = PATTERN_BYTES;
    }
    const ms = clock.now() - from;
    const sum = await this.#storage.sum(PATTERN_NAME);
    if (errors === 0 && sum?.crc !== crc32(bytes)) errors = PATTERN_BYTES;
    await this.#storage.erase(PATTERN_NAME);
    return { errors, ms };
  }

  async rssi(seconds: number): Promise<number[] | null> {
    const { console, clock, beacon } = this.#o;
    const onAir = console.name.startsWith("ble:");
    if (!onAir && beacon === undefined) return null;
    const keep = "petpulseQc.rssi.push";
    const listen = onAir
      ? `NRF.setRSSIHandler(function(r){${keep}(r);})`
      : `NRF.setScan(function(d){${keep}(d.rssi);},{filters:[{name:${JSON.stringify(beacon)}}]})`;
    await console.ask(`(function(){petpulseQc.rssi=[];${listen};})()`);
    await wait(clock, seconds * 1000);
    await console.ask(onAir ? "NRF.setRSSIHandler()" : "NRF.setScan()");
    return numbers(await console.ask("petpulseQc.rssi"));
  }

  async current(seconds: number): Promise<number | null> {
    return (await this.#o.current?.(seconds)) ?? null;
  }

  /** What ran before runs again. */
  async end(): Promise<void> {
    await this.#o.console.restart("load()");
  }

  async #look(what: "light" | "motion", seconds: number): Promise<number[]> {
    const { console, clock } = this.#o;
    await console.ask(`petpulseQc.look(${what === "light"})`);
    await wait(clock, seconds * 1000);
    const counts = numbers(await console.ask("petpulseQc.stop()"));
    const total = what === "light" ? (counts[0] ?? 0) : 3 * (counts[1] ?? 0);
    const step = what === "light" ? PAGE : 3 * PAGE;
    const values: number[] = [];
    for (let at = 0; at < total; at += step)
      values.push(...numbers(await console.ask(`petpulseQc.${what}(${at})`)));
    return values;
  }
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}
