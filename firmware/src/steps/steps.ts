import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { saturate } from "../dsp/saturate.ts";

/** Samples at 50 Hz averaged into one tick of 80 ms, and ticks of a hop of 0.96 s. */
const TICK: i32 = 4;
const HOP: i32 = 12;
/** Ticks kept, a power of two above the longest lag. */
const LENGTH: i32 = 32;
/** Values are cut here, mg: the leaky sum of squares (64 ticks' worth) stays below 2^31. */
const LIMIT: i32 = 4095;
/** A stride of a person walking, ms, at its shortest: what `Steps` is made with unless the animal is known to step faster. */
export const PERSON: i32 = 760;
/** Least energy of a hop, mg² summed over its ticks: 40 mg r.m.s. to begin a walk, 25 mg to go on. */
const BEGIN: i32 = 19200;
const CONTINUE: i32 = 7500;
/** Below 100 mg r.m.s. nobody steps fast, above 350 mg nobody steps slowly; energies as above. */
const WEAK: i32 = 120000;
const STRONG: i32 = 1470000;
/** Hops in a row that have to look like a walk before it is believed; they are counted then, with one for the window's delay. */
const BELIEVED: i32 = 6;
/** Hops that a believed walk may look like none before it ends. */
const FORGIVEN: i32 = 2;
/** Steps are summed in Q10: two steps a stride, in a hop, times lag in Q8. */
const STEPS_PER_HOP: i32 = 6291456;

/**
 * Steps from acceleration, by the regularity of the gait: once a hop the autocorrelation of the norm over some five seconds is
 * searched for the stride, within one octave so that step, stride and double stride cannot be taken for each other, and
 * while there is one its rate is added up. A walk begins only after 6 s of steady, regular movement, which neither a road, a
 * blow nor housework brings. Counting regularity rather than blows makes a pocket, where one foot outweighs the other, count
 * as well as a wrist; what rises more than 1.75 times a step (1.25 in a run) is a scratch (autocorrelation for gait: Moe-Nilssen & Helbostad, J Biomech 2004; 37: 121-126).
 *
 * 200 bytes of state; about 4,700 integer operations a second.
 */
export class Steps {
  private ring: Int16Array;
  /** Leaky sums of x², then of x times its past at lags first … . */
  private products: Int32Array;
  private first: i32;
  /** The shortest stride, ticks in Q8. */
  private shortest: i32;
  private x: i32 = 0;
  private y: i32 = 0;
  private z: i32 = 0;
  /** Samples of the hop. */
  private samples: i32 = 0;
  private next: i32 = 0;
  /** Slow mean of the norm, mg in Q4. */
  private mean: i32 = 16000;
  private low: i32 = 0;
  private energy: i32 = 0;
  /** Times the signal rose through zero in this hop, and in the hops of the run. */
  private rises: i32 = 0;
  private runRises: i32 = 0;
  /** Hops that looked like a walk, up to BELIEVED, and above it those that were then forgiven. */
  private run: i32 = 0;
  /** The stride of the last hop, ticks in Q8. */
  private stride: i32 = 0;
  /** Steps not yet believed, and steps not yet taken, Q10. */
  private pending: i32 = 0;
  private counted: i32 = 0;

  /**
   * shortestStride: ms, 400–760, the shortest stride (two steps) at a walk: PERSON, or less for a small animal. Strides up to
   * 2.24 times as long are found; in a strong gait those from four fifths of it as well.
   */
  constructor(shortestStride: i32) {
    const shortest: i32 = divide((shortestStride * 256) | 0, 80);
    const first: i32 = ((shortest * 13) >> 12) - 1;
    const last: i32 = ((shortest * 9) >> 10) + 1;
    this.shortest = shortest;
    this.first = first;
    this.ring = new Int16Array(LENGTH);
    this.products = new Int32Array(last - first + 2);
  }

  /** One sample, mg, each axis within ±16000. */
  sample(ax: i32, ay: i32, az: i32): void {
    this.x = this.x + ax;
    this.y = this.y + ay;
    this.z = this.z + az;
    this.samples = this.samples + 1;
    if ((this.samples & (TICK - 1)) !== 0) return;
    const x: i32 = this.x >> 2;
    const y: i32 = this.y >> 2;
    const z: i32 = this.z >> 2;
    this.x = 0;
    this.y = 0;
    this.z = 0;
    this.tick(isqrt(((x * x) | 0) + ((y * y) | 0) + ((z * z) | 0)));
    if (this.samples < ((TICK * HOP) | 0)) return;
    this.samples = 0;
    this.endHop();
  }

  /** Whole steps since the last call. A walk's first seconds are counted when it is believed. */
  take(): i32 {
    const steps: i32 = this.counted >> 10;
    this.counted = this.counted & 1023;
    return steps;
  }

  /**
   * How unlike the two steps of a stride are now, 0 (alike) … 100 (one only); -1 while there is no walk. What a stride's
   * autocorrelation loses half a stride off, as it is measured in lame dogs (Moe-Nilssen & Helbostad 2004, step against stride
   * regularity).
   */
  asymmetry(): i32 {
    if (this.run !== BELIEVED) return -1;
    let odd: i32 = this.stride >> 1;
    // One and a half of a stride this short lies within the lags kept: 3 × first < last.
    if (odd >> 8 < this.first) odd = odd + this.stride;
    const whole: i32 = this.productAt(this.stride);
    const half: i32 = this.productAt(odd);
    if (whole <= 0) return -1;
    if (half >= whole) return 0;
    const lost: i32 = divide(((whole - half) * 50) | 0, whole);
    return lost > 100 ? 100 : lost;
  }

  /** The product at a lag in ticks in Q8, between two of them, over the window's energy; Q15. */
  private productAt(lag: i32): i32 {
    let shift: i32 = 0;
    while (this.products[0] >> shift > 32767) shift++;
    const k: i32 = (lag >> 8) - this.first + 1;
    const before: i32 = this.products[k] >> shift;
    const after: i32 = this.products[k + 1] >> shift;
    return before + ((((after - before) * (lag & 255)) | 0) >> 8);
  }

  /** Samples stayed away: a walk that was going on has to be believed anew. */
  restart(): void {
    this.ring.fill(0);
    this.products.fill(0);
    this.x = 0;
    this.y = 0;
    this.z = 0;
    this.samples = 0;
    this.low = 0;
    this.energy = 0;
    this.rises = 0;
    this.halt();
  }

  private halt(): void {
    this.run = 0;
    this.pending = 0;
    this.runRises = 0;
  }

  /** One tick's norm, mg, through a band of about 0.25–4 Hz into the products. */
  private tick(norm: i32): void {
    this.mean = this.mean + ((((norm << 4) - this.mean) | 0) >> 3);
    const high: i32 = norm - (this.mean >> 4);
    const below: bool = this.low < 0;
    this.low = this.low + (((((high << 4) - this.low) | 0) * 11) >> 4);
    if (below && this.low >= 0) this.rises = this.rises + 1;
    const x: i32 = saturate(this.low >> 4, LIMIT);
    const ring: Int16Array = this.ring;
    const products: Int32Array = this.products;
    const next: i32 = this.next;
    ring[next] = x;
    const square: i32 = (x * x) | 0;
    products[0] = products[0] + square;
    this.energy = this.energy + square;
    let at: i32 = next - this.first;
    for (let k: i32 = 1; k < products.length; k++) {
      const past: i32 = ring[at & (LENGTH - 1)];
      products[k] = products[k] + ((x * past) | 0);
      at--;
    }
    this.next = (next + 1) & (LENGTH - 1);
  }

  private endHop(): void {
    const products: Int32Array = this.products;
    // What a hop of the window holds on average: the window's sum times 3/16, the share that leaks in each.
    const usual: i32 = ((products[0] >> 4) * 3) | 0;
    const energy: i32 = this.energy;
    this.energy = 0;
    const believed: bool = this.run >= BELIEVED;
    const lively: bool = believed
      ? energy > CONTINUE && energy > usual >> 4
      : energy > BEGIN && energy > usual >> 2;
    const stride: i32 = lively ? this.findStride(usual, believed) : 0;
    for (let k: i32 = 0; k < products.length; k++)
      products[k] = products[k] - (products[k] >> 2) + (products[k] >> 4);
    if (stride !== 0) {
      const change: i32 = stride - this.stride;
      const fifth: i32 = (this.stride * 51) >> 8;
      if (this.run > 0 && (change > fifth || change < 0 - fifth)) this.halt();
      this.stride = stride;
      this.run = this.run < BELIEVED ? this.run + 1 : BELIEVED;
      this.walk();
    } else if (believed && lively && this.run < BELIEVED + FORGIVEN) {
      this.run = this.run + 1;
      this.walk();
    } else this.halt();
    this.rises = 0;
  }

  /** Another hop of the walk at `stride`. */
  private walk(): void {
    const steps: i32 = divide(STEPS_PER_HOP, this.stride);
    this.pending = this.pending + steps;
    this.runRises = this.runRises + this.rises;
    if (this.run < BELIEVED) return;
    if (this.pending > steps) {
      const limit: i32 = this.stride < this.shortest ? 5 : 7;
      const rises: i32 = this.runRises << 12;
      if (rises > ((this.pending * limit) | 0)) {
        this.halt();
        return;
      }
      this.pending = this.pending + steps;
    }
    this.counted = this.counted + this.pending;
    this.pending = 0;
  }

  /** The stride, ticks in Q8, or 0 where the movement is not regular enough. */
  private findStride(usual: i32, believed: bool): i32 {
    const products: Int32Array = this.products;
    let shift: i32 = 0;
    while (products[0] >> shift > 1048575) shift++;
    const energy: i32 = products[0] >> shift;
    const shortest: i32 =
      usual > STRONG ? (this.shortest * 13) >> 4 : usual < WEAK ? (this.shortest * 19) >> 4 : this.shortest;
    const longest: i32 = (this.shortest * 9) >> 2;
    let best: i32 = 0;
    for (let k: i32 = 2; k < products.length - 1; k++) {
      if (products[k] >> shift > best && this.peak(k, shift) >= shortest && this.peak(k, shift) <= longest)
        best = products[k] >> shift;
    }
    const enough: i32 = believed ? (energy * 5) >> 5 : (energy * 10) >> 5;
    if (best < enough) return 0;
    let found: i32 = 0;
    for (let k: i32 = 2; k < products.length - 1; k++) {
      const height: i32 = products[k] >> shift;
      const lag: i32 = height < (best * 11) >> 4 ? 0 : this.peak(k, shift);
      if (lag < shortest || lag > longest) continue;
      const change: i32 = lag - this.stride;
      // The stride that went before, else the shortest of about the best's height.
      if (believed && (change < 0 ? 0 - change : change) < this.stride >> 3) return lag;
      if (found === 0 && height >= (best * 27) >> 5) found = lag;
    }
    return found;
  }

  /** Where the parabola through three products has its peak, lag in ticks in Q8; 0 where the middle one is none. */
  private peak(k: i32, shift: i32): i32 {
    const before: i32 = this.products[k - 1] >> shift;
    const here: i32 = this.products[k] >> shift;
    const after: i32 = this.products[k + 1] >> shift;
    if (here <= before || here < after || here <= 0) return 0;
    const curve: i32 = (here - before + here - after) | 0;
    const slope: i32 = (after - before) << 7;
    const offset: i32 = slope < 0 ? 0 - divide(0 - slope, curve) : divide(slope, curve);
    return ((this.first + k - 1) << 8) + offset;
  }
}
