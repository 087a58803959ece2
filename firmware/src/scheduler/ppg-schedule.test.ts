import { describe, expect, it } from "vitest";
import { ACTIVE, REST, VIGOROUS } from "../activity/activity.ts";
import { CHARGING, MOTION, OFF_COLLAR, POOR_CONTACT, WARMING_UP } from "../contact/flags.ts";
import { CONTINUOUS, Settings } from "../settings.ts";
import { PpgSchedule } from "./ppg-schedule.ts";

/** Seconds from light to the first estimate that may be trusted, as Heart has it. */
const WARM_UP_S = 9;

/** A schedule with an animal under it: estimates come with the light, and are good or not. */
class Bench {
  readonly settings = new Settings();
  readonly schedule = new PpgSchedule(this.settings);
  activity = REST;
  /** What the light would show: a confidence, and the flags with it. */
  confidence = 90;
  flags = 0;
  charging = false;
  battery = 80;
  suspicious = false;
  #hops = 0;
  #litS = 0;
  /** Second at which each burst began, and its length. */
  readonly bursts: { at: number; seconds: number }[] = [{ at: 0, seconds: 0 }];
  now = 0;

  live(seconds: number): this {
    for (let i = 0; i < seconds; i++) this.#second();
    return this;
  }

  minutes(n: number): this {
    return this.live(60 * n);
  }

  get litS(): number {
    return this.bursts.reduce((sum, burst) => sum + burst.seconds, 0);
  }

  #second(): void {
    const lit = this.schedule.on;
    this.#litS = lit ? this.#litS + 1 : 0;
    const warm = this.#litS > WARM_UP_S;
    if (lit && this.#litS % 2 === 0) this.#hops++;
    let flags = this.charging ? CHARGING : 0;
    flags |= lit && !warm ? WARMING_UP : this.flags;
    this.schedule.tick(
      this.activity,
      this.#hops,
      warm ? this.confidence : 0,
      flags,
      this.battery,
      this.suspicious,
    );
    this.now++;
    if (lit) this.bursts[this.bursts.length - 1]!.seconds++;
    if (!lit && this.schedule.on) this.bursts.push({ at: this.now, seconds: 0 });
  }
}

/** Steps of a minute between the beginnings of bursts. */
function pausesMin(bursts: readonly { at: number }[]): number[] {
  return bursts.slice(1).map((burst, i) => (burst.at - bursts[i]!.at) / 60);
}

describe("at rest", () => {
  it("looks for 20 s or less, every four minutes, with the beginning of a record's minute", () => {
    const bench = new Bench().minutes(9);
    expect(pausesMin(bench.bursts)).toEqual([4, 4]);
    for (const { at, seconds } of bench.bursts) {
      expect(at % 60).toBe(0);
      expect(seconds).toBeGreaterThanOrEqual(15);
      expect(seconds).toBeLessThanOrEqual(20);
    }
  });

  it("asleep it looks for 50 s, long enough for a breath rate, every five minutes", () => {
    const bench = new Bench().minutes(20);
    expect(bench.schedule.asleep).toBe(true);
    const from = bench.bursts.length;
    bench.minutes(16);
    expect(bench.bursts.slice(from).map(({ seconds }) => seconds)).toEqual([50, 50, 50]);
    expect(pausesMin(bench.bursts.slice(from))).toEqual([5, 5]);
  });

  it("sleep ends with waking, not with a twitch", () => {
    const bench = new Bench().minutes(20);
    bench.activity = ACTIVE;
    bench.live(2);
    expect(bench.schedule.asleep).toBe(true);
    bench.live(10);
    expect(bench.schedule.asleep).toBe(false);
  });

  it("goes on while a rate is suspicious, so that the 30 s of an event fit, but not for ever", () => {
    const bench = new Bench();
    bench.suspicious = true;
    bench.live(59);
    expect(bench.schedule.on).toBe(true);
    bench.live(5);
    expect(bench.schedule.on).toBe(false);
  });
});

describe("what spoils a burst", () => {
  it("waits longer after each failure, up to 16 min, and not at all longer after a success", () => {
    const bench = new Bench();
    bench.confidence = 0;
    bench.flags = POOR_CONTACT;
    bench.minutes(66);
    // Asleep by then or not: a failure is a failure.
    expect(pausesMin(bench.bursts)).toEqual([2, 4, 8, 16, 16, 16]);
    bench.confidence = 90;
    bench.flags = 0;
    const from = bench.bursts.length;
    bench.minutes(27);
    expect(pausesMin(bench.bursts.slice(from - 1)).slice(1)).toEqual([5, 5, 5]);
  });

  it("gives up after five seconds of running", () => {
    const bench = new Bench().live(10);
    bench.activity = VIGOROUS;
    bench.confidence = 0;
    bench.flags = MOTION;
    bench.live(5);
    expect(bench.schedule.on).toBe(false);
    expect(bench.litS).toBe(15);
  });

  it("waits for a moving animal, though not for ever", () => {
    const bench = new Bench().live(30);
    bench.activity = ACTIVE;
    bench.minutes(9);
    expect(bench.bursts).toHaveLength(1);
    bench.minutes(2);
    expect(bench.bursts.map(({ at }) => at / 60)).toEqual([0, 10]);
    const calm = new Bench().live(30);
    calm.activity = ACTIVE;
    calm.minutes(5);
    calm.activity = REST;
    calm.minutes(1);
    expect(calm.bursts.map(({ at }) => at / 60)).toEqual([0, 6]);
  });
});

describe("what an owner does", () => {
  it("a live view has light to its last second, and a pause after it", () => {
    const bench = new Bench().minutes(2);
    expect(bench.schedule.on).toBe(false);
    bench.settings.liveS = 600;
    for (let s = 0; s < 600; s++) {
      bench.live(1);
      expect(bench.schedule.on).toBe(true);
      bench.settings.liveS--;
    }
    bench.live(2);
    expect(bench.schedule.on).toBe(false);
    const from = bench.bursts.length;
    bench.minutes(5);
    expect(bench.bursts.length).toBeGreaterThan(from);
  });

  it("the continuous profile knows no pause, whatever the battery", () => {
    const bench = new Bench();
    bench.settings.profile = CONTINUOUS;
    bench.battery = 2;
    bench.minutes(30);
    expect(bench.litS).toBe(1800);
  });

  it("is dark on the charger, live view or not, and looks within a minute of leaving it", () => {
    const bench = new Bench().minutes(1);
    bench.charging = true;
    bench.settings.liveS = 3600;
    const lit = bench.litS;
    bench.minutes(60);
    expect(bench.litS - lit).toBeLessThanOrEqual(1);
    bench.settings.liveS = 0;
    bench.charging = false;
    bench.activity = ACTIVE;
    const from = bench.bursts.length;
    bench.live(61);
    expect(bench.bursts.length).toBe(from + 1);
  });
});

describe("off the collar", () => {
  function laidDown(): Bench {
    const bench = new Bench().live(12);
    bench.flags = OFF_COLLAR;
    bench.confidence = 0;
    return bench.live(1);
  }

  it("ends the burst at once and probes for ten seconds, more and more seldom", () => {
    const bench = laidDown();
    expect(bench.schedule.on).toBe(false);
    bench.minutes(64);
    expect(pausesMin(bench.bursts)).toEqual([2, 4, 8, 16, 16, 16]);
    for (const { seconds } of bench.bursts.slice(1)) expect(seconds).toBe(WARM_UP_S + 1);
  });

  it("looks again as soon as it is picked up, once a minute at most", () => {
    const bench = laidDown().minutes(40);
    const from = bench.bursts.length;
    bench.activity = ACTIVE;
    bench.live(4);
    expect(bench.bursts.length).toBe(from + 1);
    bench.live(60);
    expect(bench.bursts.length).toBe(from + 1);
    bench.minutes(2);
    expect(bench.bursts.length).toBeLessThanOrEqual(from + 3);
  });

  it("worn again, it is a burst like any other", () => {
    const bench = laidDown().minutes(3);
    bench.flags = 0;
    bench.confidence = 90;
    const from = bench.bursts.length;
    bench.minutes(10);
    expect(bench.bursts[from]?.seconds).toBeGreaterThanOrEqual(15);
    expect(pausesMin(bench.bursts.slice(from))).toEqual([4]);
  });
});

describe("a battery near its end", () => {
  it("pauses four times as long below 15 %, and has no light below 5 % but for a live view", () => {
    const bench = new Bench();
    bench.battery = 14;
    bench.minutes(40);
    expect(pausesMin(bench.bursts)).toEqual([16, 20]);
    bench.battery = 5;
    bench.live(1);
    const lit = bench.litS;
    bench.minutes(120);
    expect(bench.litS).toBe(lit);
    bench.settings.liveS = 1;
    bench.live(1);
    expect(bench.schedule.on).toBe(true);
  });

  it("an unknown charge is not an empty one", () => {
    const bench = new Bench();
    bench.battery = 0;
    expect(pausesMin(bench.minutes(9).bursts)).toEqual([4, 4]);
  });
});
