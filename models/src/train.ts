import { tmpdir } from "node:os";
import { join } from "node:path";
import { readyBackend } from "./backend.ts";
import { CARD, renderCard } from "./card.ts";
import { type Dataset, readDataset, type Subject } from "./dataset.ts";
import { hashOf, pathOf, replaceFile, sourceOf } from "./export.ts";
import { FIGURES_FILE, type Figures, figureOf, figuresSource, type ModelFigures } from "./figures.ts";
import { fit, trainingWindows } from "./fit.ts";
import { motionFolder } from "./folder.ts";
import { type MovementKernel, movementKernel } from "./kernel.ts";
import { Progress } from "./progress.ts";
import { Random } from "./random.ts";
import { rivalsOf } from "./rivals.ts";
import { addConfusion, type Confusion, confusionOf } from "./score.ts";
import { scoreFloats, scoreTable } from "./score-model.ts";
import { type ModelSet, SETS } from "./sets.ts";
import { sourceHash } from "./source-hash.ts";
import { Workbench } from "./workbench.ts";

export interface TrainOptions {
  data: string;
  seed: number;
  work?: string;
}

interface Trained {
  table: number[];
  windows: number;
}

/** Everything a piece of the training needs. */
interface Shop {
  bench: Workbench;
  newKernel: () => MovementKernel;
  seed: number;
  ingredients: readonly unknown[];
}

/**
 * Trains every movement model: for each subject a model that never saw it, then the one that ships. Weights, figures and card are
 * replaced together at the end; an interrupted training leaves the old ones and is taken up again by the same command.
 */
export async function train(options: TrainOptions): Promise<void> {
  const folder = motionFolder(options.data);
  const datasets = SETS.map((set) => readDataset(folder, set));
  const backend = await readyBackend();
  const shop: Shop = {
    bench: new Workbench(options.work ?? join(tmpdir(), "petpulse-models")),
    newKernel: await movementKernel(),
    seed: options.seed,
    ingredients: [sourceHash(), backend, options.seed],
  };
  const progress = new Progress(
    datasets.reduce((sum, dataset) => sum + dataset.subjects.length + 2, 0),
    process.stderr,
  );
  const figures: Figures = { seed: options.seed, backend, models: [] };
  const files = new Map<string, string>();
  for (const [at, set] of SETS.entries()) {
    const { table, model } = trainSet(shop, set, datasets[at], progress);
    files.set(pathOf(set), sourceOf(set, table));
    figures.models.push(model);
  }
  files.set(FIGURES_FILE, figuresSource(figures));
  files.set(CARD, renderCard(figures));
  for (const [path, text] of files) replaceFile(path, text);
}

function trainSet(
  shop: Shop,
  set: ModelSet,
  dataset: Dataset,
  progress: Progress,
): { table: number[]; model: ModelFigures } {
  const names = Object.keys(set.classes);
  const int8 = confusionOf(names.length);
  const float = confusionOf(names.length);
  for (const left of dataset.subjects) {
    const fold = shop.bench.piece([...shop.ingredients, dataset.hash, set.name, left.name], () =>
      trainFold(shop, set, dataset, left),
    );
    addConfusion(int8, fold.int8);
    addConfusion(float, fold.float);
    progress.step(`${set.name} without ${left.name}`);
  }
  const rivals = shop.bench.piece([...shop.ingredients, dataset.hash, set.name, "rivals"], () =>
    rivalsOf(shop.newKernel, dataset, set, shop.seed),
  );
  progress.step(`${set.name}: rivals`);
  const all = shop.bench.piece<Trained>([...shop.ingredients, dataset.hash, set.name, "all"], () => {
    const windows = trainingWindows(shop.newKernel, dataset, set, dataset.subjects, new Random(shop.seed));
    return { table: fit(windows, set, shop.seed).table, windows: windows.truth.length };
  });
  progress.step(`${set.name}: all subjects`);
  const model = {
    set: set.name,
    data: dataset.hash,
    subjects: dataset.subjects.map((subject) => subject.name),
    windows: int8.flat().reduce((a, b) => a + b, 0),
    model: hashOf(all.table),
    bytes: all.table.length * 4,
    int8: figureOf(int8, names),
    float: figureOf(float, names),
    rivals,
  };
  return { table: all.table, model };
}

function trainFold(
  shop: Shop,
  set: ModelSet,
  dataset: Dataset,
  left: Subject,
): { int8: Confusion; float: Confusion } {
  const others = dataset.subjects.filter((subject) => subject !== left);
  const windows = trainingWindows(shop.newKernel, dataset, set, others, new Random(shop.seed));
  const fitted = fit(windows, set, shop.seed);
  return {
    int8: scoreTable(shop.newKernel(), fitted.table, left, dataset, set),
    float: scoreFloats(shop.newKernel(), fitted, left, dataset, set),
  };
}
