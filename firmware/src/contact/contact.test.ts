import { describe, expect, it } from "vitest";
import { Contact } from "./contact.ts";
import { MOTION, NO_SIGNAL, OFF_COLLAR, POOR_CONTACT, SATURATED } from "./flags.ts";

const LOW = 0;
const HIGH = 65535;
/** Swing of a pulse of 300 counts, in the unit of the heart's window. */
const PULSE = 300 * 261;

interface Hop {
  level?: number;
  confidence: number;
  swing?: number;
  intensity?: number;
  /** The value of sample n, instead of a small saw tooth around the level. */
  light?: (n: number) => number;
}

function play(contact: Contact, hop: Hop): number {
  const {
    level = 40000,
    confidence,
    swing = PULSE,
    intensity = 5,
    light = (n) => level + (n % 7) * 10,
  } = hop;
  for (let n = 0; n < 100; n++) contact.sample(light(n), light(n + 3), 0);
  contact.endHop(confidence, swing, intensity);
  return contact.flags;
}

function worn(): Contact {
  const contact = new Contact(2, LOW, HIGH);
  for (let i = 0; i < 5; i++) expect(play(contact, { confidence: 95 })).toBe(0);
  return contact;
}

describe("off the collar", () => {
  it("is seen at once where the level falls", () => {
    expect(play(worn(), { level: 900, confidence: 95 })).toBe(OFF_COLLAR);
  });

  it("is seen after three silent hops where only the swing falls (a sensor without a level)", () => {
    const contact = new Contact(2, -HIGH, HIGH);
    const beat = (n: number) => ((n % 33) - 16) * 20;
    const rest = (n: number) => (n % 3) - 1;
    for (let i = 0; i < 5; i++) play(contact, { confidence: 95, light: beat });
    const flags = [0, 1, 2].map(() => play(contact, { confidence: 0, swing: 300, light: rest }));
    expect(flags).toEqual([POOR_CONTACT, POOR_CONTACT, OFF_COLLAR]);
  });

  it("is assumed after 20 s where no animal was ever seen", () => {
    const contact = new Contact(1, LOW, HIGH);
    const flags = Array.from({ length: 10 }, () => play(contact, { confidence: 0 }));
    expect(flags).toEqual([...new Array(9).fill(POOR_CONTACT), OFF_COLLAR]);
  });

  it("lasts while the ambient light fools the heart, and ends where an animal's swing is found at a new level", () => {
    const contact = worn();
    const fooled = Array.from({ length: 60 }, () =>
      play(contact, { level: 900, confidence: 99, swing: PULSE >> 4 }),
    );
    expect(new Set(fooled)).toEqual(new Set([OFF_COLLAR]));
    const dimmed = Array.from({ length: 40 }, () =>
      play(contact, { level: 8000, confidence: 99, swing: PULSE >> 2 }),
    );
    expect([fooled.length, dimmed.length, dimmed.at(-1)]).toEqual([60, 40, 0]);
  });

  it("is not said after a time at the rail: what saturates does not teach how the animal looks", () => {
    const contact = worn();
    const half = (n: number) => (n < 60 ? 40000 + (n % 7) * 10 : HIGH * 100);
    expect(play(contact, { confidence: 95, light: half })).toBe(SATURATED);
    for (let i = 0; i < 4; i++) play(contact, { confidence: 0, light: () => HIGH * 100 });
    for (let i = 0; i < 3; i++) expect(play(contact, { confidence: 95 })).toBe(0);
  });

  it("ends when the animal is seen again", () => {
    const contact = worn();
    play(contact, { level: 900, confidence: 0, swing: 100 });
    expect(play(contact, { confidence: 90 })).toBe(0);
  });
});

describe("doubt", () => {
  it("is motion's when there is much of it, else the contact's", () => {
    expect(play(worn(), { confidence: 30, intensity: 300 })).toBe(MOTION);
    expect(play(worn(), { confidence: 30, intensity: 20 })).toBe(POOR_CONTACT);
    expect(play(worn(), { confidence: 60, intensity: 300 })).toBe(0);
  });
});

describe("the converter", () => {
  it("saturates when a tenth of a hop lies at a rail", () => {
    const light = (share: number) => (n: number) => (n % 100 < share ? HIGH : 40000 + (n % 9));
    expect(play(worn(), { confidence: 95, light: light(5) })).toBe(0);
    expect(play(worn(), { confidence: 95, light: light(20) }) & SATURATED).toBe(SATURATED);
    const contact = worn();
    expect([play(contact, { confidence: 95, light: () => LOW }), contact.unseen]).toEqual([SATURATED, 1]);
  });

  it("is stuck when no channel moves for a second", () => {
    const contact = worn();
    expect([play(contact, { confidence: 95, light: () => 40020 }), contact.unseen]).toEqual([NO_SIGNAL, 1]);
    expect(play(new Contact(1, LOW, HIGH), { confidence: 95, light: () => 40000 })).toBe(NO_SIGNAL);
    expect(play(worn(), { confidence: 95, light: (n) => 40000 + (n >> 3) })).toBe(0);
  });
});

it("forgets the signal, not how the animal looks", () => {
  const contact = worn();
  play(contact, { confidence: 0 });
  contact.restart();
  expect(contact.flags).toBe(0);
  expect(play(contact, { level: 900, confidence: 0 })).toBe(OFF_COLLAR);
});
