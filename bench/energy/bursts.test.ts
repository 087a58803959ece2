import { Collar } from "@petpulse/firmware/collar";
import { DEVICE, KEY } from "@petpulse/firmware/link/testdata/hub";
import { MemoryFlash } from "@petpulse/firmware/log/memory-flash";
import { CONFIDENCE, HEART_RATE, INTENSITY } from "@petpulse/firmware/minute";
import { Entropy } from "@petpulse/firmware/ports";
import { CONTINUOUS } from "@petpulse/firmware/settings";
import type { DogOptions } from "@petpulse/hil/dog/dog";
import { VirtualDog } from "@petpulse/hil/dog/dog";
import { expect, it } from "vitest";

class NoEntropy extends Entropy {
  fill(): void {}
}

function collar(): Collar {
  const device = new Uint8Array(Buffer.from(DEVICE, "hex"));
  const made = new Collar(new MemoryFlash(32), new NoEntropy(), 2, device, KEY);
  made.start(0, 0);
  return made;
}

/** Rows of two collars on one dog, minute by minute: one in bursts, one that never sleeps; and the share of the time with light. */
function compare(dogOptions: DogOptions, minutes: number) {
  const dog = new VirtualDog(dogOptions);
  const sparing = collar();
  const lavish = collar();
  lavish.settings.profile = CONTINUOUS;
  const s = new Int32Array(6);
  const rows: { sparing: Int32Array; lavish: Int32Array }[] = [];
  let lit = 0;
  for (let second = 0; second < 60 * minutes; second++) {
    const on = sparing.ppg.on;
    if (on) lit++;
    for (let i = 0; i < 50; i++) {
      dog.next(s);
      if (on) sparing.sample(s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!);
      else sparing.motion(s[3]!, s[4]!, s[5]!);
      lavish.sample(s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!);
    }
    sparing.tick();
    lavish.tick();
    if (sparing.minuteS === 0) rows.push({ sparing: sparing.row.slice(), lavish: lavish.row.slice() });
  }
  return { rows, duty: lit / (60 * minutes) };
}

it.each([
  { name: "a night", dog: { seed: 5, profile: "day", startMs: 0 } },
  { name: "a morning with an outing", dog: { seed: 6, profile: "day", startMs: 6.5 * 3_600_000 } },
] as const)("$name in bursts says what light all the time would have said, for a sixth of it", ({ dog }) => {
  const { rows, duty } = compare(dog, 45);
  const rated = rows.filter(({ sparing }) => sparing[CONFIDENCE]! > 0);
  expect(duty).toBeLessThan(0.19);
  expect(rated.length).toBeGreaterThan(6);
  // Twenty seconds of a breathing dog are not its minute: its heart swings by a quarter with every breath.
  const apart = rated
    .filter(({ lavish }) => lavish[CONFIDENCE]! > 0)
    .map(({ sparing, lavish }) => Math.abs(sparing[HEART_RATE]! - lavish[HEART_RATE]!) / 10)
    .sort((a, b) => a - b);
  expect(apart[apart.length >> 1]).toBeLessThan(3);
  expect(apart[Math.floor(apart.length * 0.75)]).toBeLessThan(8);
  // Movement is measured all the time: the hops lie differently, what they hold does not.
  for (const { sparing, lavish } of rows) {
    expect(Math.abs(sparing[INTENSITY]! - lavish[INTENSITY]!)).toBeLessThanOrEqual(
      12 + lavish[INTENSITY]! / 5,
    );
  }
});
