import type { Telling } from "../outbox.ts";
import type { RuleName, Severity } from "../rules.ts";

/** What is told, the same to every channel. Times in Unix ms. */
export interface Message {
  /** The same in every attempt: whoever is told twice can tell. */
  id: string;
  act: Telling;
  /** 16 hex digits; the same for everything told of one episode. */
  episode: string;
  rule: RuleName;
  severity: Severity;
  title: string;
  /** Of the pet; empty: the cloud itself. */
  pet: string;
  detail: string;
  /** Of measurement. */
  fromMs: number;
  toMs: number;
  worst: number | null;
  level: number;
}

const ACTS = { opened: "", escalated: "Still unanswered: ", resolved: "Over: " } as const;

/** One line for people. */
export function headline({ act, pet, title }: Message): string {
  return `${ACTS[act]}${pet === "" ? "PetPulse" : pet}: ${title}`;
}

/** A few lines for people; times in UTC, since nobody knows where the reader is. */
export function body({ fromMs, toMs, worst, detail, episode }: Message): string {
  const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const lines = [fromMs === toMs ? `At ${at(fromMs)}` : `From ${at(fromMs)} to ${at(toMs)}`];
  if (worst !== null) lines.push(`Worst value ${Math.round(worst * 10) / 10}`);
  if (detail !== "") lines.push(detail);
  lines.push(`Alert ${episode}`);
  return lines.join("\n");
}
