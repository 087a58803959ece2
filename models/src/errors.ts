/** Something the workshop was given cannot be used; says what, where and what to do. */
export class WorkshopError extends Error {
  readonly code: `models.${string}`;
  readonly hint: string;

  constructor(code: WorkshopError["code"], message: string, hint: string) {
    super(message);
    this.name = "WorkshopError";
    this.code = code;
    this.hint = hint;
  }
}
