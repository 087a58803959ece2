/** What can go wrong with a power trace. */
export type PowerErrorCode = "power.no-instrument" | "power.metadata" | "power.file" | "power.too-long";

/** A trace that could not be measured or read: what, and what to do. */
export class PowerError extends Error {
  readonly code: PowerErrorCode;
  readonly hint: string;

  constructor(code: PowerErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = "PowerError";
    this.code = code;
    this.hint = hint;
  }
}
