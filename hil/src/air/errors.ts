/** What can go wrong on the virtual air. */
export type AirErrorCode = "air.h4" | "air.hook" | "air.closed";

/** A host that does not speak HCI, a hook that is not honoured: which, and where. */
export class AirError extends Error {
  readonly code: AirErrorCode;

  constructor(code: AirErrorCode, message: string) {
    super(message);
    this.name = "AirError";
    this.code = code;
  }
}
