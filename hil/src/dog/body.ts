import type { Breath } from "./breath.ts";
import type { Behaviour, Gait, Posture } from "./doing.ts";
import { type Random, Wander } from "./random.ts";

const TAU = 2 * Math.PI;
/** Pitch (nose up) and roll of the neck, radians. */
const POSTURES: Record<Posture, readonly [number, number]> = {
  side: [-0.1, 1.35],
  chest: [-0.25, 0.15],
  stand: [0.45, 0],
  down: [-0.85, 0],
};
/** How fast the neck turns into a new posture, seconds. */
const TURN_S = 0.7;
/** The accelerometer's range, mg, and its noise at 50 Hz, mg (1 deviation). */
const RANGE_MG = 8000;
const NOISE_MG = 1.6;

/** Acceleration at the neck in the collar's axes: gravity by posture, the gait's rhythm, chest motion, sensor noise; mg. */
export class Body {
  readonly mg = new Float64Array(3);
  /** Frequency of the present rhythm, Hz (strides for the gaits); 0 without one. */
  rhythmHz = 0;
  /** Strides walked, trotted or galloped so far. */
  strides = 0;
  readonly #random: Random;
  readonly #scaleHz: number;
  readonly #chestMg: number;
  readonly #mount: number;
  readonly #pitchWander: Wander;
  readonly #rollWander: Wander;
  readonly #vigour: Wander;
  #gait: Gait = "none";
  #phase = 0;
  #sincePhase = 0;
  #pitch = 0;
  #roll = 0;
  #fidget = 0;
  #fidgetIn = 10;

  /** `weightKg` sets the cadences, `dt` is the step in seconds. */
  constructor(random: Random, weightKg: number, dt: number) {
    this.#random = random;
    // Stride frequency at the trot–gallop transition scales with mass to the power -0.15: Heglund & Taylor 1988, J Exp Biol 138:301.
    this.#scaleHz = (weightKg / 20) ** -0.15;
    this.#chestMg = random.between(4, 8);
    this.#mount = random.between(-0.5, 0.5);
    this.#pitchWander = new Wander(random, 0.05, 25, dt);
    this.#rollWander = new Wander(random, 0.06, 40, dt);
    this.#vigour = new Wander(random, 0.12, 2, dt);
    this.#fidgetIn = random.between(5, 30);
  }

  step(dt: number, behaviour: Behaviour, breath: Breath): void {
    if (behaviour.contact === "off") {
      this.#lieOnTheFloor();
      return;
    }
    if (behaviour.gait !== this.#gait) this.#begin(behaviour.gait);
    this.#advance(dt);
    const [pitch, roll] = POSTURES[behaviour.posture];
    this.#pitch += ((pitch + this.#pitchWander.step() - this.#pitch) * dt) / TURN_S;
    this.#roll += ((roll + this.#rollWander.step() - this.#roll) * dt) / TURN_S;
    this.#rhythm(breath);
    this.#fidgets(dt);
    this.#wear();
  }

  #begin(gait: Gait): void {
    const r = this.#random;
    this.#gait = gait;
    this.#phase = 0;
    this.#sincePhase = 0;
    if (gait === "walk") this.rhythmHz = this.#scaleHz * r.between(1.35, 1.6);
    else if (gait === "trot") this.rhythmHz = this.#scaleHz * r.between(2.1, 2.4);
    else if (gait === "gallop") this.rhythmHz = this.#scaleHz * r.between(2.85, 3.2);
    // Dogs shake at 4 to 6 Hz by size: Dickerson, Mills & Hu 2012, J R Soc Interface 9:3208. A scratching hind leg does the same.
    else if (gait === "scratch" || gait === "shake") this.rhythmHz = r.between(4.2, 5.8);
    else if (gait === "drink") this.rhythmHz = this.#scaleHz * r.between(3, 3.6);
    else this.rhythmHz = 0;
  }

  #advance(dt: number): void {
    this.#sincePhase += dt;
    this.#phase += this.rhythmHz * dt * (1 + 0.15 * this.#vigour.value);
    if (this.#phase >= 1) {
      this.#phase -= 1;
      if (this.#gait === "walk" || this.#gait === "trot" || this.#gait === "gallop") this.strides++;
    }
  }

  /** The gait's own motion, fore-aft, sideways and up, mg. */
  #rhythm(breath: Breath): void {
    const p = TAU * this.#phase;
    const v = 1 + this.#vigour.step();
    let x = 0.4 * this.#chestMg * breath.volume;
    let y = 0;
    let z = this.#chestMg * breath.volume;
    switch (this.#gait) {
      case "walk":
        // Two head nods a stride.
        x += v * 80 * Math.sin(2 * p + 0.5);
        y += v * 70 * Math.sin(p);
        z += v * (170 * Math.cos(2 * p) + 40 * Math.cos(p + 0.3));
        break;
      case "trot":
        // Two bounces a stride, one per diagonal pair.
        x += v * 190 * Math.sin(2 * p + 0.4);
        y += v * 110 * Math.sin(p);
        z += v * (620 * Math.cos(2 * p) + 60 * Math.cos(p) + 120 * Math.cos(4 * p + 0.8));
        break;
      case "gallop":
        // One bound a stride.
        x += v * (600 * Math.sin(p + 0.5) + 150 * Math.sin(2 * p));
        y += v * 160 * Math.sin(p + 1);
        z += v * (1050 * Math.cos(p) + 300 * Math.cos(2 * p + 0.9));
        break;
      case "pant": {
        const swing = breath.volume - 0.5;
        x += 24 * swing;
        z += 50 * swing;
        break;
      }
      case "scratch": {
        // Bouts of about two seconds with pauses.
        const on = this.#sincePhase % 3 < 2.2 ? v : 0.05;
        x += on * 350 * Math.sin(p);
        y += on * 800 * Math.sin(p + 0.7);
        z += on * (450 * Math.cos(p) + 150 * Math.cos(2 * p));
        break;
      }
      case "shake": {
        // Grows, then fades; turning about the neck pulls outward twice a turn.
        const envelope = Math.sin(Math.min(Math.PI, (Math.PI * this.#sincePhase) / 2.5));
        y += envelope * 3200 * Math.sin(p);
        z += envelope * envelope * 1200 * (1 - Math.cos(2 * p));
        break;
      }
      case "drink":
        x += v * 60 * Math.sin(p);
        z += v * 80 * Math.cos(p);
        break;
      default:
        break;
    }
    this.mg[0] = x;
    this.mg[1] = y;
    this.mg[2] = z;
  }

  /** Now and then a lying animal lifts its head or flicks an ear. */
  #fidgets(dt: number): void {
    if (this.#gait !== "none") return;
    this.#fidgetIn -= dt;
    if (this.#fidgetIn > 0) return;
    if (this.#fidget === 0) this.#fidget = this.#random.between(60, 220);
    const t = -this.#fidgetIn;
    if (t > 1.2) {
      this.#fidget = 0;
      this.#fidgetIn = this.#random.between(15, 60);
      return;
    }
    const push = this.#fidget * Math.sin((Math.PI * t) / 1.2) * Math.sin(TAU * 1.7 * t);
    this.mg[0]! += push;
    this.mg[1]! += 0.6 * push;
  }

  /** Body axes to collar axes (turned about the neck by the mount), plus gravity and noise. */
  #wear(): void {
    const [x, y, z] = [this.mg[0]!, this.mg[1]!, this.mg[2]!];
    const cm = Math.cos(this.#mount);
    const sm = Math.sin(this.#mount);
    const cp = Math.cos(this.#pitch);
    const roll = this.#roll + this.#mount;
    this.#write(0, x + 1000 * Math.sin(this.#pitch));
    this.#write(1, cm * y + sm * z + 1000 * cp * Math.sin(roll));
    this.#write(2, cm * z - sm * y + 1000 * cp * Math.cos(roll));
  }

  #lieOnTheFloor(): void {
    this.rhythmHz = 0;
    this.#gait = "none";
    this.#write(0, 120);
    this.#write(1, -985);
    this.#write(2, 90);
  }

  #write(axis: number, mg: number): void {
    this.mg[axis] = Math.max(-RANGE_MG, Math.min(RANGE_MG, mg + NOISE_MG * this.#random.normal()));
  }
}
