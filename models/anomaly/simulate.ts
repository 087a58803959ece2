/**
 * Twenty virtual dogs through the collar's anomaly detector: a year in which nothing is wrong, for its false alarms, and a
 * year with one episode of every trouble, for its delays.
 * Run: node models/anomaly/simulate.ts [--dogs 20] [--days 365] [--seed 1] [--json]
 */
import { parseArgs } from "node:util";
import { Anomaly } from "../../firmware/src/anomaly/anomaly.ts";
import { LARGE_DOG, SMALL_DOG } from "../../firmware/src/anomaly/signs.ts";
import { OFF_COLLAR } from "../../firmware/src/contact/flags.ts";
import * as minute from "../../firmware/src/minute.ts";
import { type Episode, type Trouble, VirtualDog } from "./dog-year.ts";

/** Names of the signs, in the order of signs.ts. */
const SIGNS = ["heart", "breath", "heat", "rhythm", "gait", "scratch", "movement", "illness"];

/** Hours of wear within which each trouble has to be found, and the signs that explain it. */
export const EXPECTED: Record<Trouble, { hours: number; signs: readonly string[] }> = {
  arrhythmia: { hours: 12, signs: ["rhythm", "heart"] },
  fever: { hours: 24, signs: ["heat", "heart", "breath", "illness"] },
  breathing: { hours: 36, signs: ["breath", "illness"] },
  lameness: { hours: 48, signs: ["gait"] },
  scratching: { hours: 72, signs: ["scratch"] },
};

/** Days between the beginnings of two episodes, and their length. */
const EVERY = 60;
const LASTS = 7;

/** An alarm and when it came: hours since the first day, and how many of them the collar was worn. */
interface Alarm {
  hour: number;
  worn: number;
  sign: string;
  score: number;
}

/** One dog's alarms, and the hours its collar had been worn at the beginning of every day. */
interface Watched {
  alarms: Alarm[];
  wornBefore: number[];
}

/** One dog's life through a detector of its own; `scores[s]` counts how often the score rose to s. */
export function watch(
  seed: number,
  days: number,
  episodes: readonly Episode[],
  scores?: Uint32Array,
): Watched {
  const dog = new VirtualDog(seed);
  const anomaly = new Anomaly(dog.small ? SMALL_DOG : LARGE_DOG);
  const alarms: Alarm[] = [];
  const wornBefore: number[] = [];
  let minutes = 0;
  let worn = 0;
  let before = 0;
  dog.live(0, days, episodes, (row, irregularity, asymmetry) => {
    if (minutes % 1440 === 0) wornBefore.push(worn / 60);
    anomaly.minute(row, irregularity, asymmetry);
    minutes++;
    if ((row[minute.FLAGS] & OFF_COLLAR) === 0) worn++;
    const { raised, sign, score } = anomaly;
    if (raised) alarms.push({ hour: minutes / 60, worn: worn / 60, sign: SIGNS[sign], score });
    // Risings past each score, for the calibration.
    if (scores !== undefined) for (let s = before + 1; s <= anomaly.score; s++) scores[s]++;
    before = anomaly.score;
  });
  return { alarms, wornBefore };
}

/** How one trouble was found over all dogs. */
interface Found {
  dogs: number;
  found: number;
  explained: number;
  medianHours: number | null;
  worstHours: number | null;
}

/** The whole simulation's figures. */
interface Simulation {
  falsePerMonth: number;
  falseBySign: Record<string, number>;
  /** Times a month a healthy dog's score rises to 40, 50 … 90. */
  risesPerMonth: Record<string, number>;
  troubles: Record<string, Found>;
}

function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Runs `dogs` dogs of `days` days from `seed` on; troubles come as far as the days allow. */
export function simulate(dogs: number, days: number, seed: number): Simulation {
  const rises = new Uint32Array(101);
  const falseBySign: Record<string, number> = {};
  const names = Object.keys(EXPECTED) as Trouble[];
  const episodes = names
    .map((trouble, i) => ({ trouble, day: EVERY * i + 45, days: LASTS }))
    .filter((episode) => episode.day + LASTS < days);
  const delays = new Map<Trouble, number[]>(names.map((name) => [name, []]));
  const explained = new Map<Trouble, number>();
  let false_ = 0;
  for (let dog = 0; dog < dogs; dog++) {
    for (const alarm of watch(seed + dog, days, [], rises).alarms) {
      false_++;
      falseBySign[alarm.sign] = (falseBySign[alarm.sign] ?? 0) + 1;
    }
    const { alarms, wornBefore } = watch(seed + dog, days, episodes);
    for (const { trouble, day } of episodes) {
      const { hours, signs } = EXPECTED[trouble];
      const from = wornBefore[day];
      const first = alarms.find(({ hour, worn }) => hour >= day * 24 && worn <= from + hours);
      if (first === undefined) continue;
      delays.get(trouble)?.push(first.worn - from);
      if (signs.includes(first.sign)) explained.set(trouble, (explained.get(trouble) ?? 0) + 1);
    }
  }
  const months = (dogs * days) / 30.44;
  const troubles = Object.fromEntries(
    episodes.map(({ trouble }) => {
      const hours = delays.get(trouble) ?? [];
      const worst = hours.length === 0 ? null : Math.max(...hours);
      const found: Found = {
        dogs,
        found: hours.length,
        explained: explained.get(trouble) ?? 0,
        medianHours: median(hours),
        worstHours: worst,
      };
      return [trouble, found];
    }),
  );
  const levels = [40, 50, 60, 70, 80, 90];
  return {
    falsePerMonth: false_ / months,
    falseBySign,
    risesPerMonth: Object.fromEntries(levels.map((level) => [level, rises[level] / months])),
    troubles,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      dogs: { type: "string", default: "20" },
      days: { type: "string", default: "365" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean" },
    },
  });
  const [dogs, days, seed] = [values.dogs, values.days, values.seed].map(Number);
  const whole = [dogs, days, seed].every((value) => Number.isInteger(value) && value >= 0 && value <= 10_000);
  if (!whole || dogs < 1 || days < 1) {
    process.stderr.write("simulate: --dogs, --days and --seed are whole numbers up to 10000\n");
    process.exit(1);
  }
  const result = simulate(dogs, days, seed);
  const lines = Object.entries(result.troubles).map(
    ([trouble, f]) =>
      `${trouble.padEnd(12)} found ${f.found}/${f.dogs}, rightly explained ${f.explained}, hours: median ${f.medianHours}, worst ${f.worstHours}`,
  );
  lines.push(
    `false alarms a dog and month: ${result.falsePerMonth.toFixed(2)} ${JSON.stringify(result.falseBySign)}`,
  );
  lines.push(`rises a month to a score: ${JSON.stringify(result.risesPerMonth)}`);
  process.stdout.write(`${values.json ? JSON.stringify(result) : lines.join("\n")}\n`);
}
