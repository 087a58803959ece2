import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { scoreEcg } from "../anomaly/ecg.ts";
import { scoreSteps } from "../steps/score.ts";
import { readDataset } from "./dataset.ts";
import { WorkshopError } from "./errors.ts";
import { shippedTable } from "./export.ts";
import { figureOf } from "./figures.ts";
import { motionFolder } from "./folder.ts";
import { movementKernel } from "./kernel.ts";
import { addConfusion, confusionOf } from "./score.ts";
import { scoreTable } from "./score-model.ts";
import { type ModelSet, SETS } from "./sets.ts";

/** Scores what ships on a set of recordings that training never saw. */
interface Scorer {
  /** Name of the set, of its folder and of its figures. */
  name: string;
  /** folder: where the set's own folder lies. Figures by name; numbers, or numbers by class. */
  score(folder: string): Promise<Record<string, unknown>>;
}

/** Everything `petpulse models evaluate` knows how to score. */
const SCORERS: readonly Scorer[] = [
  ...SETS.map(movementScorer),
  // These read motion/ below the folder they are given.
  { name: "steps", score: async (folder) => ({ ...scoreSteps(dirname(folder)).steps }) },
  { name: "ecg_tsb", score: async (folder) => ({ ...scoreEcg(dirname(folder)).ecg_tsb }) },
];

function movementScorer(set: ModelSet): Scorer {
  return {
    name: set.name,
    async score(folder) {
      const dataset = readDataset(folder, set, 1);
      const table = await shippedTable(set);
      const newKernel = await movementKernel();
      const names = Object.keys(set.classes);
      const confusion = confusionOf(names.length);
      for (const subject of dataset.subjects) {
        addConfusion(confusion, scoreTable(newKernel(), table, subject, dataset, set));
      }
      return { ...figureOf(confusion, names), bytes: table.length * 4 };
    },
  };
}

/** Scores every set found under `data`. Throws WorkshopError when there is none or one cannot be read. */
export async function evaluate(data: string): Promise<Record<string, Record<string, unknown>>> {
  const folder = motionFolder(data);
  const found = SCORERS.filter((scorer) => existsSync(join(folder, scorer.name)));
  if (found.length === 0) {
    throw new WorkshopError(
      "models.no-data",
      `${folder} holds none of ${SCORERS.map((scorer) => scorer.name).join(", ")}`,
      "the folder's form is described in models/README.md",
    );
  }
  const figures: Record<string, Record<string, unknown>> = {};
  for (const scorer of found) figures[scorer.name] = await scorer.score(folder);
  return figures;
}
