/** What can be wrong with bytes that claim to be ours. */
export type WireErrorCode =
  | "wire.truncated"
  | "wire.too-large"
  | "wire.version"
  | "wire.malformed"
  | "wire.out-of-range"
  | "wire.tag";

/** Bytes that are not what they should be: which rule they break, and where in the message. */
export class WireError extends Error {
  readonly code: WireErrorCode;
  /** Field or part of the message, e.g. `frame.minutes.heartRate`. */
  readonly where: string;

  constructor(code: WireErrorCode, where: string, detail: string) {
    super(`${where}: ${detail}`);
    this.name = "WireError";
    this.code = code;
    this.where = where;
  }
}
