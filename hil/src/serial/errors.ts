/** What can go wrong on the way to a board's console. */
export type ConsoleErrorCode =
  | "console.no-port"
  | "console.silent"
  | "console.garbage"
  | "console.disconnected"
  | "console.reset"
  | "console.stalled"
  | "console.refused";

/** A board's console that is not there, does not answer, or answers what it should not: where, what, and what to do. */
export class ConsoleError extends Error {
  readonly code: ConsoleErrorCode;
  readonly hint: string;

  constructor(code: ConsoleErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = "ConsoleError";
    this.code = code;
    this.hint = hint;
  }
}
