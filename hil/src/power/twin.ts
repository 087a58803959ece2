import { emptyTally, type Tally } from "@petpulse/bench/energy/day";
import { Collar } from "@petpulse/firmware/collar";
import { DEVICE, HubDouble, KEY, NOW } from "@petpulse/firmware/link/testdata/hub";
import { MemoryFlash } from "@petpulse/firmware/log/memory-flash";
import { Entropy } from "@petpulse/firmware/ports";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import { decodeFrame } from "@petpulse/proto";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import type { SampleSource } from "../source.ts";

const SAMPLE_HZ = 50;
/** What an ATT MTU of 247 lets through. */
const FRAGMENT_BYTES = 244;
/** A hub that looks asks for estimates so long ahead, and asks again before they end, s. */
const LIVE_S = 300;
const LIVE_AGAIN_S = 60;

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

/** A second collar that lives a scenario's samples, with a meter on all that costs charge; its hub is there when it is told so. */
export class Twin {
  readonly #source: SampleSource;
  readonly #scenario: Pick<Scenario, "light" | "watched" | "flashPages">;
  readonly #flash: MeteredFlash;
  readonly #sample = new Int32Array(6);
  #collar: Collar;
  #hub: HubDouble | null = null;
  #tally = emptyTally();
  #lived = 0;

  constructor(source: SampleSource, scenario: Pick<Scenario, "light" | "watched" | "flashPages">) {
    this.#source = source;
    this.#scenario = scenario;
    this.#flash = new MeteredFlash(scenario.flashPages ?? FLASH_PAGES);
    this.#collar = this.#made();
  }

  /** It loses power and starts again, over the same flash. */
  reset(): void {
    this.#hub = null;
    this.#collar = this.#made();
  }

  /** Lives a second, at the end of which a hub takes frames or not. */
  second(linked: boolean): Tally {
    const tally = emptyTally();
    this.#tally = tally;
    const { words, erases } = this.#flash;
    const collar = this.#collar;
    const before = collar.framesMade;
    const lit = collar.ppg.on;
    this.#samples(lit);
    collar.tick();
    this.#talk(linked);
    this.#lived++;
    const wakes = 1000 / collar.radio.everyMs;
    tally.seconds = 1;
    tally[lit ? "lit" : "dark"] = SAMPLE_HZ;
    tally[linked ? "connections" : "advertisements"] = wakes;
    tally.connectedS = linked ? 1 : 0;
    tally.frames = collar.framesMade - before;
    tally.words = this.#flash.words - words;
    tally.erases = this.#flash.erases - erases;
    return tally;
  }

  #samples(lit: boolean): void {
    const [collar, source, sample] = [this.#collar, this.#source, this.#sample];
    for (let i = 0; i < SAMPLE_HZ && source.next(sample); i++) {
      const [ax, ay, az] = [sample[3]!, sample[4]!, sample[5]!];
      if (lit) collar.sample(sample[0]!, sample[1]!, sample[2]!, ax, ay, az);
      else collar.motion(ax, ay, az);
    }
    const { skinCelsius, batteryPercent } = source;
    if (skinCelsius !== undefined) collar.setTemperature(Math.round(skinCelsius * 100));
    if (batteryPercent !== undefined) collar.setBattery(Math.round(batteryPercent), false);
  }

  /** The hub comes or goes, asks for what it wants, and acknowledges what it hears. */
  #talk(linked: boolean): void {
    const collar = this.#collar;
    if (!linked) {
      if (this.#hub) collar.link.disconnected();
      this.#hub = null;
      return;
    }
    if (!this.#hub) {
      this.#hub = new HubDouble(collar, FRAGMENT_BYTES);
      this.#hub.open();
      this.#hub.time(NOW + this.#lived);
      this.#hub.sendFrom(0);
    }
    if (this.#scenario.watched && collar.settings.liveS < LIVE_AGAIN_S)
      this.#hub.configure({ liveS: LIVE_S });
    let seq = 0;
    for (const message of this.#hub.hear())
      if (message.kind === "frame") seq = Math.max(seq, decodeFrame(message.bytes).seq);
    if (seq > 0) this.#hub.acknowledge(seq);
  }

  #made(): Collar {
    const device = new Uint8Array(Buffer.from(DEVICE, "hex"));
    const collar = new Collar(this.#flash, new NoEntropy(), this.#source.ppgChannels, device, KEY);
    collar.start(0, 0);
    collar.settings.profile = this.#scenario.light === "bursts" ? BURSTS : CONTINUOUS;
    const { link } = collar;
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
    return collar;
  }
}
