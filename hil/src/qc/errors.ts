/** What can keep a factory test from being run or read. */
export type QcErrorCode = "qc.limits" | "qc.records" | "qc.usage";

/** A factory test that could not be made, or whose files are not what they should be; a unit that fails is no error. */
export class QcError extends Error {
  readonly code: QcErrorCode;
  readonly hint: string;

  constructor(code: QcErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(`${message} (${hint})`, options);
    this.name = "QcError";
    this.code = code;
    this.hint = hint;
  }
}
