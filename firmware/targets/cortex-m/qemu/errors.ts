/** The emulator did not start or is gone, its board fell silent, or its collar did not boot. */
export class EmulatorError extends Error {
  readonly code: "target.emulator-died" | "target.emulator-silent" | "target.no-boot";
  readonly hint: string;

  constructor(code: EmulatorError["code"], message: string, hint: string) {
    super(message);
    this.name = "EmulatorError";
    this.code = code;
    this.hint = hint;
  }
}
