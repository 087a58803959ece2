import { existsSync } from "node:fs";
import { join } from "node:path";
import { WorkshopError } from "./errors.ts";

/** The folder of the motion sets: `data`/motion where there is one, else `data` itself. */
export function motionFolder(data: string): string {
  if (!existsSync(data)) {
    throw new WorkshopError(
      "models.no-data",
      `${data} does not exist`,
      "name it with --data or PETPULSE_DATA",
    );
  }
  const motion = join(data, "motion");
  return existsSync(motion) ? motion : data;
}
