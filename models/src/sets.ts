import { FEATURES } from "../../firmware/src/movement/features.ts";
import type { Source } from "./dataset.ts";

/** A movement model: what it is trained on and what it tells apart. */
export interface ModelSet extends Source {
  /** Generated file below firmware/src/movement, without `.gen.ts`. */
  file: string;
  /** Samples in a hop of 2.5 s. */
  hop: number;
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
  teachers: number;
  epochs: number;
  /** Noise on the inputs while learning, standard deviations. */
  noise: number;
}

/** All but the signed direction. */
const ALL: readonly number[] = Array.from({ length: FEATURES - 3 }, (_, i) => i + 3);

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
    orderFree: false,
    features: ALL,
    hidden: 16,
    stickiness: 5,
    copies: 1,
    turn: 15,
    reversible: true,
    teachers: 0,
    epochs: 25,
    noise: 0.3,
    classes: { resting: ["Resting", "Standing"], walking: ["Walking"], grazing: ["Grazing"] },
  }),
  set({
    name: "seals25",
    file: "seal",
    rate: 25,
    rows: false,
    hop: 62,
    orderFree: false,
    features: ALL,
    hidden: 16,
    stickiness: 2,
    copies: 1,
    turn: 15,
    reversible: true,
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
    orderFree: true,
    features: [0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 33],
    hidden: 16,
    stickiness: 5,
    copies: 1,
    turn: 15,
    reversible: true,
    teachers: 0,
    epochs: 40,
    noise: 0.3,
    classes: { still: ["Sit", "Stay", "Sideway"], walk: ["Walk"], eat: ["Eat"], jump: ["Jump"] },
  }),
];
