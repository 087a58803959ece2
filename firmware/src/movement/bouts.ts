/** Samples in a block: 0.64 s at 25 Hz. */
const BLOCK: i32 = 16;
/**
 * Turns of the quick movement in a block: 5 to 10 a block are 4 to 8 Hz. Wet dogs shake at 4 to 8 Hz (Dickerson, Mills and Hu,
 * J. R. Soc. Interface 2012; 9: 3208–3218); a hind leg scratches in the same band. A trot bounces there too: see `still`.
 */
const TURNS_LEAST: i32 = 5;
const TURNS_MOST: i32 = 10;
/** Mean quick movement of a block, all axes together, mg: first values, between a trot's impacts and a shaken collar's. */
const SCRATCH: i32 = 400;
const SHAKE: i32 = 1500;
/** Blocks a scratch takes at least, and a shake at most (a gallop goes on). */
const SCRATCH_BLOCKS: i32 = 3;
const SHAKE_BLOCKS: i32 = 4;
/** A scratch takes no longer than this (10 s): what goes on is a gait. */
const LONGEST: i32 = 16;
/** Quiet blocks that end a bout. */
const QUIET: i32 = 3;
/** A swing has to be at least this large to count as a turn, mg. */
const SWING: i32 = 60;

/**
 * Counts bouts of scratching and shakes of the body: quick oscillation about any axis, sustained and of some strength, or short and
 * very strong. Acceleration at 25 Hz; about 40 operations a sample.
 */
export class Bouts {
  /** Bouts since construction. */
  scratches: i32 = 0;
  shakes: i32 = 0;
  /** The owner says whether the wearer keeps its place (1): a dog stops to scratch, so bouts begun in a gait are none. */
  still: i32 = 1;
  private x: Int16Array;
  private swing: Int32Array;
  private turns: Int32Array;
  private up: Int32Array;
  private count: i32 = 0;
  private quick: i32 = 0;
  private strong: i32 = 0;
  private lively: i32 = 0;
  private quiet: i32 = QUIET;
  private begunStill: i32 = 1;

  constructor() {
    this.x = new Int16Array(3);
    this.swing = new Int32Array(3);
    this.turns = new Int32Array(3);
    this.up = new Int32Array(3);
  }

  /** One sample, mg, each axis within ±16000. */
  sample(x: i32, y: i32, z: i32): void {
    this.follow(0, x);
    this.follow(1, y);
    this.follow(2, z);
    this.count = this.count + 1;
    if (this.count < BLOCK) return;
    this.count = 0;
    this.endBlock();
  }

  /** The samples stopped: an open bout ends here. */
  restart(): void {
    this.close();
    this.count = 0;
    this.quick = 0;
    this.quiet = QUIET;
    this.swing.fill(0);
    this.turns.fill(0);
  }

  private follow(axis: i32, value: i32): void {
    const before: i32 = this.x[axis];
    const step: i32 = value - before;
    this.x[axis] = value;
    this.quick = this.quick + (step < 0 ? 0 - step : step);
    // Where the direction changes after a swing that was large enough, the movement turned.
    const rising: i32 = step > 0 ? 1 : step < 0 ? -1 : this.up[axis];
    if (rising !== this.up[axis]) {
      const swing: i32 = this.swing[axis];
      if (swing > SWING || swing < -SWING) this.turns[axis] = this.turns[axis] + 1;
      this.swing[axis] = 0;
      this.up[axis] = rising;
    }
    this.swing[axis] = this.swing[axis] + step;
  }

  private endBlock(): void {
    const mean: i32 = this.quick >> 4;
    let turns: i32 = 0;
    for (let axis: i32 = 0; axis < 3; axis++) {
      if (this.turns[axis] > turns) turns = this.turns[axis];
      this.turns[axis] = 0;
    }
    this.quick = 0;
    const inBand: bool = turns >= TURNS_LEAST && turns <= TURNS_MOST;
    if (!inBand || mean < SCRATCH) {
      this.quiet = this.quiet + 1;
      if (this.quiet === QUIET) this.close();
      return;
    }
    this.quiet = 0;
    if (this.lively === 0) this.begunStill = this.still;
    this.lively = this.lively + 1;
    if (mean >= SHAKE) this.strong = this.strong + 1;
  }

  /** A bout is over: strong and short was a shake, long enough a scratch. */
  private close(): void {
    const lively: i32 = this.lively;
    if (this.strong > 0 && lively <= SHAKE_BLOCKS) this.shakes = this.shakes + 1;
    else if (this.begunStill !== 0 && lively >= SCRATCH_BLOCKS && lively <= LONGEST) {
      this.scratches = this.scratches + 1;
    }
    this.lively = 0;
    this.strong = 0;
  }
}
