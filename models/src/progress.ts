const WIDTH = 24;

/** A bar on the terminal, or a line per step where there is none. */
export class Progress {
  private readonly total: number;
  private readonly out: NodeJS.WriteStream;
  private done = 0;

  constructor(total: number, out: NodeJS.WriteStream) {
    this.total = total;
    this.out = out;
  }

  /** One step is done; `what` names it. */
  step(what: string): void {
    this.done++;
    const filled = Math.round((WIDTH * this.done) / this.total);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    const line = `${bar} ${this.done}/${this.total} ${what}`;
    if (this.out.isTTY) this.out.write(`\r\x1b[K${line}${this.done === this.total ? "\n" : ""}`);
    else this.out.write(`${line}\n`);
  }
}
