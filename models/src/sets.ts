import {
  CHANGE,
  CROSSING,
  DIRECTION,
  FEATURES,
  ORDER_FREE,
  SPREAD,
  STRIDE,
} from "../../firmware/src/movement/features.ts";
import type { Source } from "./dataset.ts";

/** A movement model: what it is trained on and what it tells apart. */
export interface ModelSet extends Source {
  /** Generated file below firmware/src/movement, without `.gen.ts`. */
  file: string;
  /** Samples in a hop of 2.5 s. */
  hop: number;
  /** How many samples make one of the gait's: 2 at 25 Hz; 0 where their order is lost. */
  pace: number;
  /** Classes in the order of the network's outputs, each with the labels it stands for. */
  classes: Readonly<Record<string, readonly string[]>>;
  /** The order of the samples is lost: nothing that depends on it is used. */
  orderFree: boolean;
  /** Features used; their number is a multiple of four. */
  features: readonly number[];
  /** Neurons of the hidden layer, a multiple of four. */
  hidden: number;
  /** Cost of a change of class, nats. */
  stickiness: number;
  /** Augmented copies of each subject, turned by up to `turn` degrees and, half of them, the other way round if `reversible`. */
  copies: number;
  turn: number;
  reversible: boolean;
  /** A label made from another by raising its strength, where too few animals show it. */
  standIn: { from: string; to: string } | null;
  /** Larger networks it learns from; none where they were measured to bring nothing (cows, seals). */
  teachers: number;
  epochs: number;
  /** Noise on the inputs while learning, standard deviations. */
  noise: number;
}

/** Features from … to - 1. */
function features(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function set(model: Omit<ModelSet, "scored">): ModelSet {
  return { ...model, scored: Object.values(model.classes).flat() };
}

/** The three species. */
export const SETS: readonly ModelSet[] = [
  set({
    name: "cows10",
    file: "cow",
    rate: 10,
    rows: false,
    hop: 25,
    pace: 1,
    orderFree: false,
    // All but the signed direction and what changed.
    features: features(SPREAD, CHANGE).filter((f) => f !== STRIDE && f !== CROSSING),
    hidden: 16,
    stickiness: 4,
    copies: 1,
    turn: 5,
    reversible: true,
    standIn: null,
    teachers: 0,
    epochs: 40,
    noise: 0.3,
    classes: { resting: ["Resting", "Standing"], walking: ["Walking"], grazing: ["Grazing"] },
  }),
  set({
    name: "seals25",
    file: "seal",
    rate: 25,
    rows: false,
    hop: 62,
    pace: 2,
    orderFree: false,
    features: features(SPREAD, FEATURES),
    hidden: 16,
    stickiness: 1.5,
    copies: 2,
    turn: 5,
    reversible: true,
    standIn: null,
    teachers: 0,
    epochs: 25,
    noise: 0.3,
    classes: {
      resting: ["still", "sitting", "lying", "stationary"],
      travelling: ["moving", "slow", "swimming", "fast", "bowing"],
      foraging: ["manipulation", "foraging", "feeding", "chewing", "holdntear", "thrash", "polarbear"],
      grooming: ["sailing", "scratch", "facerub", "grooming", "rubbing", "shake", "jugging"],
    },
  }),
  set({
    name: "dog10sparse",
    file: "dog",
    // A random 22 % of 33.3 Hz.
    rate: 7.3,
    rows: true,
    hop: 18,
    pace: 0,
    orderFree: true,
    features: [DIRECTION, ...features(SPREAD, ORDER_FREE)],
    hidden: 16,
    stickiness: 3,
    copies: 1,
    turn: 5,
    reversible: false,
    standIn: { from: "Walk", to: "Jump" },
    teachers: 1,
    epochs: 60,
    noise: 0.3,
    classes: { still: ["Sit", "Stay", "Sideway"], walk: ["Walk"], eat: ["Eat"], jump: ["Jump"] },
  }),
];
