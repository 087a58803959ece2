import type { ToolName } from "@petpulse/firmware/tools/build/toolchain";
import type { Figure } from "./figure.ts";

/** Says what is being done; draws nothing where nobody looks. */
export type Note = (what: string) => void;

/** Figures that are taken together. */
export interface Measurement {
  /** The figures it yields, so that they can be named when it cannot be taken. */
  figures: readonly string[];
  needs: readonly ToolName[];
  /** Whether it needs recordings under PETPULSE_DATA. */
  recordings?: boolean;
  take(note: Note): Promise<Figure[]>;
}
