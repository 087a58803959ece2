import { Collar } from "@petpulse/firmware/collar";
import { DEVICE, HubDouble, KEY, NOW } from "@petpulse/firmware/link/testdata/hub";
import { MemoryFlash } from "@petpulse/firmware/log/memory-flash";
import { CONFIDENCE } from "@petpulse/firmware/minute";
import { Entropy } from "@petpulse/firmware/ports";
import { VirtualDog } from "@petpulse/hil/dog/dog";
import { decodeFrame } from "@petpulse/proto";

const SAMPLE_HZ = 50;
const HOUR_S = 3600;
export const DAY_S = 86_400;
/** Two months of minutes. */
const FLASH_PAGES = 256;
/** What an ATT MTU of 247 lets through. */
const FRAGMENT_BYTES = 244;
const CHANNELS = 2;
/** Mid-charge: neither the thrift of a low battery nor the charger. */
const BATTERY_PERCENT = 60;

/** What a collar did in some span of time. */
export interface Tally {
  seconds: number;
  /** Samples with light, and with acceleration alone. */
  lit: number;
  dark: number;
  /** Bursts begun. */
  bursts: number;
  frames: number;
  /** Advertising events and connection events, and how long the latter lay apart in all, s. */
  advertisements: number;
  connections: number;
  connectedS: number;
  /** Fragments and bytes over the air, without their headers. */
  sent: number;
  sentBytes: number;
  received: number;
  receivedBytes: number;
  /** Flash. */
  words: number;
  erases: number;
  /** Minutes, and those with a heart rate. */
  minutes: number;
  rated: number;
}

export function emptyTally(): Tally {
  return {
    seconds: 0,
    lit: 0,
    dark: 0,
    bursts: 0,
    frames: 0,
    advertisements: 0,
    connections: 0,
    connectedS: 0,
    sent: 0,
    sentBytes: 0,
    received: 0,
    receivedBytes: 0,
    words: 0,
    erases: 0,
    minutes: 0,
    rated: 0,
  };
}

/** All of them together, each so many times. */
export function sum(...parts: readonly (readonly [tally: Tally, times: number])[]): Tally {
  const out = emptyTally();
  for (const [tally, times] of parts) {
    for (const key of Object.keys(out) as (keyof Tally)[]) out[key] += tally[key] * times;
  }
  return out;
}

/** How a day is spent, beside what the animal does: a hub within reach, somebody who looks. */
export interface Scenario {
  name: string;
  /** Whether a hub is near at this second of the day. */
  hub(second: number): boolean;
  /** A live view asked for once, at this second, for so long. */
  live?: { at: number; seconds: number };
}

/** Hours in which the virtual dog of the `day` profile is out. */
const OUTINGS = new Set([7, 12, 18]);

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "typical day",
    hub: (second) => !OUTINGS.has(Math.floor(second / HOUR_S)),
    live: { at: 20 * HOUR_S, seconds: 900 },
  },
  { name: "away from the hub", hub: () => false },
];

/** A scenario's day, by what the collar had about it: a hub, no hub, a hub and somebody who looks. */
export interface LivedDay {
  name: string;
  near: Tally;
  away: Tally;
  live: Tally;
  /** Longest time from one minute with a heart rate to the next, minutes. */
  longestUnratedMin: number;
}

class NoEntropy extends Entropy {
  fill(into: Uint8Array): void {
    into.fill(7);
  }
}

class MeteredFlash extends MemoryFlash {
  words = 0;
  erases = 0;

  override write(address: number, from: Uint8Array, at: number, length: number): number {
    this.words += length >> 2;
    return super.write(address, from, at, length);
  }

  override erase(page: number): number {
    this.erases++;
    return super.erase(page);
  }
}

/** One collar through one scenario; the samples come from outside, so that several collars share a dog. */
class Life {
  readonly #scenario: Scenario;
  readonly #flash = new MeteredFlash(FLASH_PAGES);
  readonly #collar: Collar;
  readonly #near = emptyTally();
  readonly #away = emptyTally();
  readonly #live = emptyTally();
  #tally = this.#away;
  #hub: HubDouble | null = null;
  #unratedMin = 0;
  #longestUnratedMin = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#collar = new Collar(
      this.#flash,
      new NoEntropy(),
      CHANNELS,
      new Uint8Array(Buffer.from(DEVICE, "hex")),
      KEY,
    );
  }

  start(): void {
    this.#collar.start(0, 0);
    this.#collar.setBattery(BATTERY_PERCENT, false);
    const { link } = this.#collar;
    // The link as it is, with a meter on it.
    const poll = link.poll.bind(link);
    link.poll = (out, size) => {
      const length = poll(out, size);
      if (length > 0) {
        this.#tally.sent++;
        this.#tally.sentBytes += length;
      }
      return length;
    };
    const receive = link.receive.bind(link);
    link.receive = (fragment, length) => {
      this.#tally.received++;
      this.#tally.receivedBytes += length;
      receive(fragment, length);
    };
  }

  /** One second of samples, rows of six. */
  second(now: number, samples: Int32Array, skinCelsius: number): void {
    const collar = this.#collar;
    const { words, erases } = this.#flash;
    const frames = collar.framesMade;
    this.#tally = !this.#hub ? this.#away : collar.settings.liveS > 0 ? this.#live : this.#near;
    const lit = collar.ppg.on;
    for (let at = 0; at < samples.length; at += 6) {
      const [ax, ay, az] = [samples[at + 3]!, samples[at + 4]!, samples[at + 5]!];
      if (lit) collar.sample(samples[at]!, samples[at + 1]!, samples[at + 2]!, ax, ay, az);
      else collar.motion(ax, ay, az);
    }
    collar.setTemperature(Math.round(skinCelsius * 100));
    collar.tick();
    this.#radio();
    this.#talk(now);
    const tally = this.#tally;
    tally.seconds++;
    tally[lit ? "lit" : "dark"] += SAMPLE_HZ;
    if (!lit && collar.ppg.on) tally.bursts++;
    tally.frames += collar.framesMade - frames;
    tally.words += this.#flash.words - words;
    tally.erases += this.#flash.erases - erases;
    if (collar.minuteS === 0) this.#minute();
  }

  get day(): LivedDay {
    return {
      name: this.#scenario.name,
      near: this.#near,
      away: this.#away,
      live: this.#live,
      longestUnratedMin: this.#longestUnratedMin,
    };
  }

  #radio(): void {
    const wakes = 1000 / this.#collar.radio.everyMs;
    if (this.#hub) {
      this.#tally.connections += wakes;
      this.#tally.connectedS++;
    } else this.#tally.advertisements += wakes;
  }

  #talk(now: number): void {
    const { hub: near, live } = this.#scenario;
    if (near(now) && !this.#hub) {
      this.#hub = new HubDouble(this.#collar, FRAGMENT_BYTES);
      this.#hub.open();
      this.#hub.time(NOW + now);
      this.#hub.sendFrom(0);
    } else if (!near(now) && this.#hub) {
      this.#hub = null;
      this.#collar.link.disconnected();
    }
    const hub = this.#hub;
    if (!hub) return;
    if (live && now === live.at) hub.configure({ liveS: live.seconds });
    let seq = 0;
    for (const message of hub.hear()) {
      if (message.kind === "frame") seq = Math.max(seq, decodeFrame(message.bytes).seq);
    }
    if (seq > 0) hub.acknowledge(seq);
  }

  #minute(): void {
    const rated = this.#collar.row[CONFIDENCE]! > 0;
    this.#tally.minutes++;
    if (rated) this.#tally.rated++;
    this.#unratedMin = rated ? 0 : this.#unratedMin + 1;
    this.#longestUnratedMin = Math.max(this.#longestUnratedMin, this.#unratedMin);
  }
}

/**
 * Lives the scenarios for so many seconds: the collar's whole kernel, its link and a hub, on one virtual dog from midnight on.
 * Deterministic. A day of one scenario is 4.3 million samples, about ten seconds of computing.
 */
export function liveDay(scenarios: readonly Scenario[] = SCENARIOS, seconds = DAY_S): LivedDay[] {
  const dog = new VirtualDog({ seed: 1, profile: "day", startMs: 0, ppgChannels: CHANNELS });
  const lives = scenarios.map((scenario) => new Life(scenario));
  for (const life of lives) life.start();
  const samples = new Int32Array(6 * SAMPLE_HZ);
  const sample = new Int32Array(6);
  for (let now = 0; now < seconds; now++) {
    for (let i = 0; i < SAMPLE_HZ; i++) {
      dog.next(sample);
      samples.set(sample, 6 * i);
    }
    for (const life of lives) life.second(now, samples, dog.skinCelsius);
  }
  return lives.map((life) => life.day);
}
