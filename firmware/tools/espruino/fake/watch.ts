import type { Strictness } from "./strict.ts";

/** What the animal, or the table, gives the sensors. */
export interface Wearer {
  /** Reading of the light sensor at second `t`: anything, also what no sensor gives. */
  light(t: number): unknown;
  /** g, three axes. */
  motion(t: number): { x: unknown; y: unknown; z: unknown };
}

const POLLS = [10, 20, 40, 80, 160, 200];
/** The accelerometer's own rate, however often it is polled, ms. */
const MOTION_MS = 80;
const OPTIONS = ["hrmPollInterval", "hrmWearDetect", "hrmGreenAdjust", "hrmSportMode", "powerSave"];

/** `Bangle` of the fake (libs/banglejs/jswrap_bangle.c). */
export class FakeWatch {
  charging = false;
  lcd = true;
  /** Users of the light sensor. */
  readonly users = new Set<string>();
  /** As set; power on sets wear detection and LED adjustment back. */
  readonly options: Record<string, unknown> = {
    hrmPollInterval: 40,
    hrmWearDetect: true,
    hrmGreenAdjust: true,
  };
  /** Milliseconds for which the light burnt. */
  litMs = 0;
  /** Handlers that were called so far. */
  events = 0;
  readonly #strict: Strictness;
  readonly #handlers = new Map<string, ((event: never) => void)[]>();
  #pollMs = 0;
  #ui = "";

  constructor(strict: Strictness) {
    this.#strict = strict;
  }

  emit(event: string, detail: unknown): void {
    for (const call of this.#handlers.get(event) ?? []) {
      this.events++;
      call(detail as never);
    }
  }

  /** A millisecond-counted step of time: sensors give what is due. */
  step(nowMs: number, stepMs: number, wearer: Wearer): void {
    if (this.users.size > 0) {
      this.litMs += stepMs;
      // With wear detection a sensor on fur finds nobody there.
      if (this.options.hrmWearDetect === false && nowMs % Number(this.options.hrmPollInterval) === 0)
        this.emit("HRM-raw", { raw: 0, vcPPG: wearer.light(nowMs / 1000) });
    }
    if (this.#pollMs > 0 && nowMs % Math.max(MOTION_MS, this.#pollMs) === 0)
      this.emit("accel", wearer.motion(nowMs / 1000));
  }

  readonly on = (event: string, handler: (event: never) => void) => {
    this.#strict.check(
      ["HRM-raw", "accel", "charging", "lcdPower"].includes(event),
      `Bangle has no event ${event}`,
    );
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  };

  readonly setPollInterval = (ms: number) => {
    this.#strict.check(ms >= 10 && ms <= 4000, `poll interval ${ms}`);
    this.#pollMs = ms;
  };

  readonly setOptions = (options: Record<string, unknown>) => {
    for (const name of Object.keys(options)) this.#strict.check(OPTIONS.includes(name), `no option ${name}`);
    if (options.hrmPollInterval !== undefined) {
      this.#strict.check(POLLS.includes(Number(options.hrmPollInterval)), `poll ${options.hrmPollInterval}`);
      this.#strict.check(this.users.size === 0, "hrmPollInterval is only taken at power on");
    }
    Object.assign(this.options, options);
  };

  readonly setHRMPower = (on: boolean, id: string) => {
    this.#strict.check(typeof id === "string" && id !== "", "setHRMPower without a name is nobody's");
    if (on && this.users.size === 0)
      Object.assign(this.options, { hrmWearDetect: true, hrmGreenAdjust: true });
    if (on) this.users.add(id);
    else this.users.delete(id);
  };

  readonly isCharging = () => this.charging;
  readonly isLCDOn = () => this.lcd;
  readonly setUI = (mode: string) => {
    this.#ui = mode;
  };
  readonly loadWidgets = () => {
    this.#strict.check(this.#ui !== "", "setUI comes before loadWidgets, or widgets hide the clock's");
  };
  readonly drawWidgets = () => {};
}
