/** What can be wrong with a sensor on the bus. */
export type SensorErrorCode = "sensor.wrong-part" | "sensor.bus" | "sensor.configuration";

/** A sensor that does not do what it was asked, and what to do about it. */
export class SensorError extends Error {
  readonly code: SensorErrorCode;
  readonly hint: string;

  constructor(code: SensorErrorCode, message: string, hint: string) {
    super(message);
    this.name = "SensorError";
    this.code = code;
    this.hint = hint;
  }
}
