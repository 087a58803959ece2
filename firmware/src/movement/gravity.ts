import { divideSigned } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";

/** Standard gravity, mg. */
export const GRAVITY: i32 = 1000;
/** A mean acceleration this far from one gravity is no posture: the sensor has an offset, mg. */
const IMPLAUSIBLE: i32 = 1000;
/** Hops over which the usual direction is a mean. */
const MEMORY: i32 = 64;

/** Which way is down for this sensor, and what the sensor adds of its own. */
export class Gravity {
  /** Mean acceleration of the last hops, mg. */
  x: i32 = 0;
  y: i32 = 0;
  z: i32 = 0;
  /** Its direction, Q10. */
  ux: i32 = 0;
  uy: i32 = 0;
  uz: i32 = 0;
  /** The sensor's offset, mg; to be taken off every sample. */
  biasX: i32 = 0;
  biasY: i32 = 0;
  biasZ: i32 = 0;
  private norm: i32 = GRAVITY;
  private usualX: i32 = 0;
  private usualY: i32 = 0;
  private usualZ: i32 = 0;
  private known: i32 = 0;

  /** Takes a mean acceleration, mg, each axis within ±32000, for gravity. */
  aim(x: i32, y: i32, z: i32): void {
    const hx: i32 = x >> 1;
    const hy: i32 = y >> 1;
    const hz: i32 = z >> 1;
    const norm: i32 = (isqrt(((hx * hx) | 0) + ((hy * hy) | 0) + ((hz * hz) | 0)) << 1) + 1;
    this.x = x;
    this.y = y;
    this.z = z;
    this.ux = divideSigned(x << 10, norm);
    this.uy = divideSigned(y << 10, norm);
    this.uz = divideSigned(z << 10, norm);
    this.norm = norm;
  }

  /**
   * After `aim`: true when what it aimed at cannot be gravity (a sensor whose offset jumps by several gravities was seen in the
   * field). Then the animal is taken to be in its usual posture, and the rest of x, y, z, the mean of the last samples alone, mg,
   * for the offset.
   */
  mend(x: i32, y: i32, z: i32): bool {
    if (this.norm - GRAVITY > IMPLAUSIBLE) {
      const toX: i32 = this.known > 0 ? this.usualX >> 6 : this.ux;
      const toY: i32 = this.known > 0 ? this.usualY >> 6 : this.uy;
      const toZ: i32 = this.known > 0 ? this.usualZ >> 6 : this.uz;
      this.biasX = this.biasX + x - toX;
      this.biasY = this.biasY + y - toY;
      this.biasZ = this.biasZ + z - toZ;
      this.aim(toX, toY, toZ);
      return true;
    }
    if (this.known < MEMORY) this.known = this.known + 1;
    this.usualX = this.usualX + divideSigned((this.ux << 6) - this.usualX, this.known);
    this.usualY = this.usualY + divideSigned((this.uy << 6) - this.usualY, this.known);
    this.usualZ = this.usualZ + divideSigned((this.uz << 6) - this.usualZ, this.known);
    return false;
  }
}
