import type { Identity } from "../flash/identity.ts";
import { RigError } from "../rig.ts";
import type { Console } from "./console.ts";
import { type Answer, checkedAnswer, startQuestion } from "./harness.ts";

/** A watch takes a tenth of a second for a second; flash that compacts itself blocks for long, ms. */
const PATIENCE_MS = 30_000;
/** Answers in a row that say there is more: more fragments than any log holds. */
const MOST_ANSWERS = 5000;

/** The collar in the harness on a board: one question at a time, whoever asks. Throws ConsoleError, RigError throughout. */
export class RigBoard {
  /** Every fragment that the collar sends. */
  onFragment: (fragment: Uint8Array) => void = () => {};
  readonly #console: Console;
  #turn: Promise<unknown> = Promise.resolve();
  #state: Answer | null = null;
  #greeting: Uint8Array = new Uint8Array(0);

  constructor(console: Console) {
    this.#console = console;
  }

  /** What it said last. */
  get state(): Answer {
    return this.#state!;
  }

  /** The value of the status characteristic. */
  get greeting(): Uint8Array {
    return this.#greeting;
  }

  /** Power on: the harness `script` is loaded and its collar begins an epoch. */
  async start(
    script: string,
    who: Identity,
    continuous: boolean,
    utcS: number,
    percent: number,
  ): Promise<void> {
    await this.#after(async () => {
      await this.#console.restart(`load(${JSON.stringify(script)})`);
      const question = startQuestion(who, continuous, utcS, percent);
      const said = (await this.#console.ask(question, PATIENCE_MS)) as {
        refusal?: string;
        greeting?: string;
        state?: unknown;
      } | null;
      if (said?.refusal !== undefined)
        throw new RigError(
          "rig.part-died",
          `${this.#console.name}: the collar does not start: ${said.refusal}`,
          "flash the board anew",
        );
      this.#greeting = Buffer.from(`${said?.greeting ?? ""}`, "base64");
      this.#take(said?.state);
    });
  }

  second(text: string, percent: number): Promise<void> {
    return this.#ask(`second("${text}",${percent})`);
  }

  link(on: boolean): Promise<void> {
    return this.#ask(`link(${on})`);
  }

  write(fragment: Uint8Array): Promise<void> {
    return this.#ask(`write("${Buffer.from(fragment).toString("base64")}")`);
  }

  /** Asks, and goes on asking while fragments wait. */
  #ask(call: string): Promise<void> {
    return this.#after(async () => {
      let more = this.#take(await this.#console.ask(`petpulseRig.${call}`, PATIENCE_MS));
      for (let answers = 0; more && answers < MOST_ANSWERS; answers++)
        more = this.#take(await this.#console.ask("petpulseRig.pump()", PATIENCE_MS));
    });
  }

  #take(value: unknown): boolean {
    const answer = checkedAnswer(value);
    if (!answer)
      throw new RigError(
        "rig.board-silent",
        `${this.#console.name}: not an answer of this version: ${JSON.stringify(value)?.slice(0, 80)}`,
        "flash the board anew",
      );
    this.#state = answer;
    for (const fragment of answer.told) this.onFragment(Buffer.from(fragment, "base64"));
    return answer.more;
  }

  #after<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
