/** Rest voltage of a lithium-polymer cell, mV, at 0, 10 … 100 % of charge (typical of data sheets at 25 °C). */
const CURVE_MV = [3300, 3600, 3690, 3730, 3760, 3790, 3840, 3910, 3990, 4080, 4180];

/** The collar's cell, discharging steadily. */
export class Battery {
  /** Charge, 0 to 100 %. */
  percent: number;
  readonly #perSecond: number;

  /** `days`: life from full to empty. */
  constructor(percent: number, days: number) {
    this.percent = percent;
    this.#perSecond = 100 / (days * 86_400);
  }

  /** Advances `dt` seconds. */
  step(dt: number): void {
    this.percent = Math.max(0, this.percent - this.#perSecond * dt);
  }

  /** Voltage at the present charge, mV. */
  get millivolts(): number {
    const at = Math.min(9, Math.floor(this.percent / 10));
    const [low, high] = [CURVE_MV[at]!, CURVE_MV[at + 1]!];
    return Math.round(low + (high - low) * (this.percent / 10 - at));
  }
}
