import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** What a test may need beyond npm. */
export type Requirement = "recordings" | "chromium";

/** Whether it is there. For `describe.skipIf(need.skip)(`title${need.why}`, …)`. */
export interface Need {
  skip: boolean;
  /** Empty when it is there, else " (skipped: …)" with how to get it. */
  why: string;
  /** Folder of the recordings, or the executable; empty when missing. */
  path: string;
}

/** The parts of the environment that are looked at. */
export interface Environment {
  PATH?: string | undefined;
  PETPULSE_DATA?: string | undefined;
  PETPULSE_REQUIRE?: string | undefined;
}

/** PETPULSE_DATA may be given relative to the repository. */
const REPOSITORY = resolve(import.meta.dirname, "../..");

const HOW: Record<Requirement, string> = {
  recordings: "set PETPULSE_DATA to a folder that holds ppg/",
  chromium: "install Debian's package chromium",
};

/** A required thing is missing and PETPULSE_REQUIRE forbids skipping. */
export class RequirementError extends Error {
  readonly code = "hil.requirement-missing";
  readonly hint: string;

  constructor(what: Requirement) {
    super(`required but missing: ${what} (${HOW[what]})`);
    this.name = "RequirementError";
    this.hint = HOW[what];
  }
}

function find(what: Requirement, environment: Environment): string | null {
  if (what === "recordings") {
    const folder = environment.PETPULSE_DATA && resolve(REPOSITORY, environment.PETPULSE_DATA);
    return folder && existsSync(join(folder, "ppg")) ? folder : null;
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = folders.flatMap((folder) => [join(folder, "chromium"), join(folder, "chromium-browser")]);
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Looks for what a test needs. Throws RequirementError instead of skipping where PETPULSE_REQUIRE is `all`. */
export function requires(what: Requirement, environment: Environment = process.env): Need {
  const path = find(what, environment);
  if (path !== null) return { skip: false, why: "", path };
  if (environment.PETPULSE_REQUIRE === "all") throw new RequirementError(what);
  return { skip: true, why: ` (skipped: no ${what}; ${HOW[what]})`, path: "" };
}
