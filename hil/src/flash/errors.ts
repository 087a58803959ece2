/** What can keep firmware from a board. */
export type FlashErrorCode =
  | "flash.no-board"
  | "flash.which-board"
  | "flash.wrong-board"
  | "flash.old-interpreter"
  | "flash.battery-low"
  | "flash.no-room"
  | "flash.not-verified"
  | "flash.does-not-start"
  | "flash.package"
  | "flash.identity";

/** A board that was not flashed, and still runs what it ran: why, and what to do. */
export class FlashError extends Error {
  readonly code: FlashErrorCode;
  readonly hint: string;

  constructor(code: FlashErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = "FlashError";
    this.code = code;
    this.hint = hint;
  }
}
