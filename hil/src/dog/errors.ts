/** A virtual dog was asked for that cannot be. */
export class DogError extends Error {
  readonly code: "dog.bad-option" | "dog.bad-script";
  /** What to write instead. */
  readonly hint: string;

  constructor(code: DogError["code"], message: string, hint: string) {
    super(`${message} (${hint})`);
    this.name = "DogError";
    this.code = code;
    this.hint = hint;
  }
}
