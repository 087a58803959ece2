import { decodeFrame } from "@petpulse/proto";
import { describe, expect, it } from "vitest";
import { Collar } from "../collar.ts";
import { NO_SIGNAL, OFF_COLLAR, PPG_RESTING, WARMING_UP } from "../contact/flags.ts";
import { noise } from "../dsp/testdata/double.ts";
import { EVENT_BRADYCARDIA, EVENT_OFF_COLLAR, EVENT_ON_COLLAR } from "../events.ts";
import { DEVICE, KEY } from "../link/testdata/hub.ts";
import { MemoryFlash } from "../log/memory-flash.ts";
import * as minute from "../minute.ts";
import { Entropy } from "../ports.ts";
import { Vitals } from "../vitals.ts";

class NoEntropy extends Entropy {
  fill(): void {}
}

const random = noise(7, 1000, 30);

/** A target that obeys the collar: light only while it is wanted. 90 bpm, lying still. */
class Wearing {
  readonly collar = new Collar(
    new MemoryFlash(16),
    new NoEntropy(),
    1,
    new Uint8Array(Buffer.from(DEVICE, "hex")),
    KEY,
  );
  level = 30_000;
  bpm = 90;
  /** The front end gives nothing, whatever is asked of it. */
  broken = false;
  litS = 0;
  /** Every flag that held at the end of some second. */
  seen = 0;
  #n = 0;

  constructor() {
    this.collar.start(0, 0);
    this.collar.setBattery(80, false);
  }

  live(seconds: number): void {
    for (let s = 0; s < seconds; s++) {
      const lit = this.collar.ppg.on && !this.broken;
      if (lit) this.litS++;
      for (let i = 0; i < 50; i++) this.#sample(lit);
      this.collar.tick();
      this.seen |= this.collar.vitals.flags;
    }
  }

  /** The last minute's record. */
  minute(): Int32Array {
    this.live(60 - this.collar.minuteS);
    return this.collar.row.slice();
  }

  #sample(lit: boolean): void {
    const n = this.#n++;
    const az = 1000 + (random[(n * 3) % 1000]! >> 2);
    const light =
      this.level +
      Math.round((this.level / 75) * Math.sin((2 * Math.PI * this.bpm * n) / 3000)) +
      random[n % 1000]!;
    if (lit) this.collar.sample(light, 0, 0, 3, 5, az);
    else this.collar.motion(3, 5, az);
  }
}

function eventKinds(collar: Collar): number[] {
  const kinds: number[] = [];
  const bytes = new Uint8Array(1024);
  for (let seq = collar.log.oldestSeq; seq < collar.log.nextSeq; seq++) {
    const frame = decodeFrame(bytes.slice(0, collar.log.read(seq, bytes)));
    if (frame.content.kind === "events") kinds.push(...frame.content.events.map(({ kind }) => kind));
  }
  return kinds;
}

describe("a day in bursts", () => {
  it("a minute with a burst has the heart rate, one without says that it was not measured, and both the movement", () => {
    const wearing = new Wearing();
    const first = wearing.minute();
    expect(Math.abs(first[minute.HEART_RATE]! - 900)).toBeLessThan(15);
    // The minute of the start counts the warming up, too.
    expect(first[minute.CONFIDENCE]).toBeGreaterThan(50);
    expect(first[minute.FLAGS]).toBe(PPG_RESTING);
    for (let i = 0; i < 3; i++) {
      const dark = wearing.minute();
      expect([dark[minute.HEART_RATE], dark[minute.CONFIDENCE], dark[minute.FLAGS]]).toEqual([
        0,
        0,
        PPG_RESTING,
      ]);
      expect([dark[minute.REST_SHARE], dark[minute.INTENSITY]! < 10]).toEqual([100, true]);
    }
    const second = wearing.minute();
    expect(second[minute.CONFIDENCE]).toBeGreaterThan(80);
    expect(wearing.litS).toBeLessThan(45);
    expect(wearing.seen).toBe(WARMING_UP | PPG_RESTING);
  });

  it("the figure of a burst is its own: nothing of the last one is left in it", () => {
    const wearing = new Wearing();
    wearing.minute();
    wearing.bpm = 140;
    for (let i = 0; i < 3; i++) wearing.minute();
    const next = wearing.minute();
    expect(Math.abs(next[minute.HEART_RATE]! - 1400)).toBeLessThan(20);
  });

  it("a slow heart is watched until the event is out, however short a burst else is", () => {
    const wearing = new Wearing();
    wearing.bpm = 36;
    wearing.live(60);
    expect(wearing.litS).toBeGreaterThan(35);
    expect(eventKinds(wearing.collar)).toContain(EVENT_BRADYCARDIA);
  });
});

describe("a collar laid down", () => {
  it("is said to be off once, through all probes, until it is worn again", () => {
    const wearing = new Wearing();
    wearing.live(60);
    wearing.level = 600;
    wearing.live(40 * 60);
    expect(wearing.collar.vitals.flags & (OFF_COLLAR | PPG_RESTING)).toBe(OFF_COLLAR | PPG_RESTING);
    const kinds = () =>
      eventKinds(wearing.collar).filter((k) => k === EVENT_OFF_COLLAR || k === EVENT_ON_COLLAR);
    expect(kinds()).toEqual([EVENT_OFF_COLLAR]);
    wearing.level = 30_000;
    wearing.live(17 * 60);
    expect(kinds()).toEqual([EVENT_OFF_COLLAR, EVENT_ON_COLLAR]);
    expect(wearing.collar.vitals.flags & OFF_COLLAR).toBe(0);
  });
});

describe("light that was asked for and does not come", () => {
  it("is a fault, not a rest", () => {
    const wearing = new Wearing();
    wearing.broken = true;
    wearing.live(5);
    expect(wearing.collar.vitals.flags & NO_SIGNAL).toBe(NO_SIGNAL);
    wearing.live(60);
    expect(wearing.collar.ppg.on).toBe(false);
    expect(wearing.collar.vitals.flags).toBe(PPG_RESTING);
  });

  it("samples that stop altogether are a fault, light or no light", () => {
    const vitals = new Vitals(1);
    vitals.lightDue = false;
    for (let n = 0; n < 500; n++) vitals.motion(0, 0, 1000);
    vitals.tick();
    expect(vitals.flags).toBe(PPG_RESTING);
    vitals.tick();
    expect(vitals.flags).toBe(PPG_RESTING | NO_SIGNAL);
    for (let n = 0; n < 100; n++) vitals.sample(30_000 + n, 0, 0, 0, 0, 1000);
    vitals.tick();
    expect(vitals.flags).toBe(WARMING_UP);
  });

  it("acceleration beyond its range saturates in the dark, too", () => {
    const vitals = new Vitals(1);
    vitals.lightDue = false;
    for (let n = 0; n < 200; n++) vitals.motion(2147483647, -2147483648, 0);
    expect(vitals.intensity).toBe(Math.floor(Math.sqrt(2) * 16000) - 1000);
  });
});
