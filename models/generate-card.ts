/**
 * Writes the model card from the figures of the last training, and makes sure the weights in firmware/src/movement are those the
 * figures are of. Run: npm run generate [-- --check]
 */
import { readFileSync } from "node:fs";
import { CARD, renderCard } from "./src/card.ts";
import { hashOf, replaceFile, shippedTable } from "./src/export.ts";
import { FIGURES } from "./src/figures.gen.ts";
import { SETS } from "./src/sets.ts";

const text = renderCard(FIGURES);
for (const set of SETS) {
  const shipped = hashOf(await shippedTable(set));
  const told = FIGURES.models.find((model) => model.set === set.name)?.model;
  if (shipped !== told) {
    process.stderr.write(
      `${set.name}: the weights are ${shipped}, the figures are of ${told}: petpulse models train\n`,
    );
    process.exitCode = 1;
  }
}
if (!process.argv.includes("--check")) replaceFile(CARD, text);
else if (readFileSync(CARD, "utf8") !== text) {
  process.stderr.write(`${CARD} is stale: npm run generate\n`);
  process.exitCode = 1;
}
