/** How the animal holds its head and neck; decides where gravity points in the collar. */
export type Posture = "side" | "chest" | "stand" | "down";

/** Which rhythm moves the neck. */
export type Gait = "none" | "walk" | "trot" | "gallop" | "pant" | "scratch" | "shake" | "drink";

/** How the sensor sits on the skin. */
export type Contact = "good" | "poor" | "saturated" | "off";

/** What an activity asks of heart, breath and body. */
export interface Behaviour {
  /** Share of the sympathetic range aimed at, 0 to 1. */
  effort: number;
  /** Vagal tone aimed at, 0 (withdrawn) to 1 (asleep). */
  vagal: number;
  /** Breaths per minute aimed at; galloping, the stride sets them. */
  breaths: number;
  posture: Posture;
  gait: Gait;
  contact: Contact;
}

const still = {
  effort: 0,
  vagal: 0.55,
  breaths: 18,
  posture: "chest",
  gait: "none",
  contact: "good",
} as const;

/**
 * Everything the animal can do. Sleeping breath 13/min (Rishniw et al. 2012, J Small Anim Pract 53:12); panting at the
 * chest's resonance, 5.3 Hz (Crawford 1962, J Appl Physiol 17:249). The heart's aims are set so that a 20 kg dog runs at about
 * 64 bpm asleep, 80 lying awake, 115 walking, 150 trotting, 200 galloping.
 */
export const DOINGS = {
  sleep: { ...still, vagal: 1, breaths: 13, posture: "side" },
  rest: still,
  stand: { ...still, vagal: 0.4, breaths: 22, posture: "stand" },
  walk: { ...still, effort: 0.06, vagal: 0.12, breaths: 34, posture: "stand", gait: "walk" },
  trot: { ...still, effort: 0.33, vagal: 0, breaths: 110, posture: "stand", gait: "trot" },
  gallop: { ...still, effort: 0.72, vagal: 0, breaths: 170, posture: "stand", gait: "gallop" },
  pant: { ...still, effort: 0.12, vagal: 0.1, breaths: 320, gait: "pant" },
  scratch: { ...still, effort: 0.08, vagal: 0.15, breaths: 26, gait: "scratch" },
  shake: { ...still, effort: 0.1, vagal: 0.15, breaths: 24, posture: "stand", gait: "shake" },
  drink: { ...still, effort: 0.02, vagal: 0.3, breaths: 20, posture: "down", gait: "drink" },
  "poor-contact": { ...still, contact: "poor" },
  saturated: { ...still, contact: "saturated" },
  "collar-off": { ...still, contact: "off" },
} as const satisfies Record<string, Behaviour>;

/** Name of something the animal can do (or its collar can suffer while it lies awake). */
export type Doing = keyof typeof DOINGS;
