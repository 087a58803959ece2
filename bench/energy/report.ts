import type { EnergyResult } from "./energy.ts";
import { CONSUMERS } from "./model.ts";

const number = (value: number, digits: number) => value.toFixed(digits);

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** The result for people: by consumer, what one thing more costs, and which figure matters. */
export function report(result: EnergyResult): string {
  const { spent, features, sensitivity, lived, cycles } = result;
  const consumers = table([
    ["mAh a day", ...spent.map(({ name }) => name.split(":")[0]!)],
    ...CONSUMERS.map((consumer) => [consumer, ...spent.map(({ charges }) => number(charges[consumer], 3))]),
    ["all", ...spent.map(({ mahPerDay }) => number(mahPerDay, 2))],
    ["light on, % of the day", ...spent.map(({ duty }) => number(100 * duty, 1))],
    ["days", ...spent.map(({ days }) => number(days, 1))],
  ]);
  const more = table([
    ["one thing more", "mAh a day", "days left"],
    ...features.map(({ name, mahPerDay, days }) => [name, number(mahPerDay, 2), number(days, 1)]),
  ]);
  const which = table([
    ["figure", "value", "days at half", "half as much again", "from"],
    ...sensitivity.map((s) => [
      s.what,
      `${s.value}${s.unit && ` ${s.unit}`}`,
      number(s.daysLow, 1),
      number(s.daysHigh, 1),
      s.basis,
    ]),
  ]);
  const day = lived[0]!;
  const rated = day.near.rated + day.away.rated + day.live.rated;
  return [
    `${spent[0]!.name}: ${number(result.days, 1)} days on the cell\n`,
    `${rated} minutes with a heart rate, at most ${day.longestUnratedMin} min without; cycles per sample: ${cycles.lit} with light, ${cycles.dark} without\n`,
    consumers,
    more,
    which,
  ].join("\n");
}
