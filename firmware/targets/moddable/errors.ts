/** What keeps a collar from starting on Moddable. */
export type ModdableErrorCode = "moddable.flash-geometry" | "moddable.flash-failed" | "moddable.identity";

/** A collar that cannot start, why, and what to do. */
export class ModdableError extends Error {
  readonly code: ModdableErrorCode;
  readonly hint: string;

  constructor(code: ModdableErrorCode, message: string, hint: string) {
    super(message);
    this.name = "ModdableError";
    this.code = code;
    this.hint = hint;
  }
}
