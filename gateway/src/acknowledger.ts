/** Tells a collar how far its frames are held, one message at a time: while one is under way, what comes is in the next. */
export class Acknowledger {
  readonly #tell: (seq: number) => Promise<void>;
  readonly #failed: (error: Error) => void;
  #told = 0;
  #held = 0;
  #telling = false;

  /** `tell` resolves when the collar has it; `failed` hears why it did not. */
  constructor(tell: (seq: number) => Promise<void>, failed: (error: Error) => void) {
    this.#tell = tell;
    this.#failed = failed;
  }

  /** The collar knows that everything up to `seq` is held. */
  knows(seq: number): void {
    this.#told = seq;
  }

  /** Everything up to `seq` is on disk. */
  held(seq: number): void {
    this.#held = seq;
    if (!this.#telling) void this.#run();
  }

  async #run(): Promise<void> {
    this.#telling = true;
    try {
      while (this.#held > this.#told) {
        const seq = this.#held;
        await this.#tell(seq);
        this.#told = seq;
      }
    } catch (error) {
      this.#failed(error as Error);
    } finally {
      this.#telling = false;
    }
  }
}
