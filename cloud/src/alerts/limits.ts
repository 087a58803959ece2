import type { Species } from "../store.ts";

/** What matters about an animal for its limits. `bornMs`: Unix ms, null when nobody said. */
export interface Profile {
  species: Species;
  bornMs: number | null;
  /** Of the breed, full grown; cats have one size. */
  size: "toy" | "standard" | "giant";
}

/** Bounds outside which a resting animal's minute is evidence. Heart in beats a minute, breath in breaths a minute. */
export interface Limits {
  heartLow: number;
  heartHigh: number;
  breathsHigh: number;
}

const MONTH_MS = 30.44 * 86_400_000;
/** Younger dogs have a puppy's heart, cats likewise; the border most textbooks draw. Months. */
const YOUNG_MONTHS = 12;

/** Upper rates of the awake animal: Tilley, Essentials of Canine and Feline Electrocardiography, 3rd ed., table of normal values. */
const DOG_HIGH = { toy: 180, standard: 160, giant: 140 } as const;
const PUPPY_HIGH = 220;
const CAT_HIGH = 240;

/**
 * Lower rates. The textbook's lower rates (70, giant 60; cat 120) are of animals in a clinic; asleep at home healthy dogs go
 * below 50 and cats below 110 for long (Holter studies: Ulloa 1995 for dogs, Hanås 2009 for cats), so a quarter to a third less
 * is asked for before anybody is woken.
 */
const DOG_LOW = { toy: 50, standard: 45, giant: 40 } as const;
const CAT_LOW = 85;

/** Breathing asleep or at rest, breaths a minute: above 30 calls for a vet (Rishniw 2012; Keene, ACVIM consensus 2019). */
const BREATHS_HIGH = 30;
/** Puppies and kittens breathe faster; no study gives a limit, so a third more. */
const YOUNG_BREATHS_HIGH = 40;

/** The limits of an animal of that profile at `atMs`, Unix ms. */
export function limitsOf({ species, bornMs, size }: Profile, atMs: number): Limits {
  const young = bornMs !== null && atMs - bornMs < YOUNG_MONTHS * MONTH_MS;
  const breathsHigh = young ? YOUNG_BREATHS_HIGH : BREATHS_HIGH;
  if (species === "cat") return { heartLow: CAT_LOW, heartHigh: CAT_HIGH, breathsHigh };
  return { heartLow: DOG_LOW[size], heartHigh: young ? PUPPY_HIGH : DOG_HIGH[size], breathsHigh };
}
