/** What can be wrong with a collar's files. */
export type TargetErrorCode =
  | "target.flash-open"
  | "target.flash-size"
  | "target.flash-failed"
  | "target.identity";

/** A collar that cannot start, why, and what to do. */
export class TargetError extends Error {
  readonly code: TargetErrorCode;
  readonly hint: string;

  constructor(code: TargetErrorCode, message: string, hint: string) {
    super(message);
    this.name = "TargetError";
    this.code = code;
    this.hint = hint;
  }
}
