/** Lines shorter than this are padded, so that a redrawn one hides the last. */
const WIDTH = 78;

/** One line on stderr that is redrawn; silent where nobody can see it. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #drawn = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /** `done` of `total` seconds, with what else is worth knowing. */
  draw(done: number, total: number, note: string): void {
    if (!this.#stream.isTTY) return;
    const share = Math.min(1, done / total);
    const filled = Math.round(share * 24);
    const bar = "█".repeat(filled) + "░".repeat(24 - filled);
    const line = `${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${note}`;
    this.#stream.write(`\r${line.padEnd(WIDTH).slice(0, WIDTH)}`);
    this.#drawn = true;
  }

  /** Leaves the line and goes to the next. */
  end(): void {
    if (this.#drawn) this.#stream.write("\n");
    this.#drawn = false;
  }
}
