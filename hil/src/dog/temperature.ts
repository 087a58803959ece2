import type { Contact } from "./doing.ts";

/** What full effort adds to the core after long enough, °C, and how slowly the core follows, s. */
const EFFORT_C = 3;
const CORE_TAU_S = 900;
/** Skin under the collar lies below the core, °C; it follows within minutes, the sensor alone on the table faster. */
const SKIN_BELOW_C = 2.1;
const SKIN_TAU_S = 240;
const SENSOR_TAU_S = 120;
/** Indoors, °C. */
const ROOM_C = 21;

/** Body and skin temperature, °C. Normal core 38.0 to 39.2, exercise above 40, heat strain above 41.5. */
export class Temperature {
  /** In the body. */
  core: number;
  /** What the collar's sensor reads: skin, or the room once off. */
  sensor: number;
  readonly #rest: number;

  constructor(restingCore: number) {
    this.#rest = restingCore;
    this.core = restingCore;
    this.sensor = restingCore - SKIN_BELOW_C;
  }

  /** Advances `dt` seconds, dt at most a few; `effort` 0 to 1. */
  step(dt: number, effort: number, contact: Contact): void {
    this.core += ((this.#rest + EFFORT_C * effort - this.core) * dt) / CORE_TAU_S;
    const off = contact === "off";
    const aim = off ? ROOM_C : this.core - SKIN_BELOW_C;
    this.sensor += ((aim - this.sensor) * dt) / (off ? SENSOR_TAU_S : SKIN_TAU_S);
  }
}
