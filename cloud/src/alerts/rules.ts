/** How much it matters: `info` is told in the list only, `warning` to whoever asked for it, `critical` pages and escalates. */
export type Severity = "info" | "warning" | "critical";

/** Least to most. */
export const SEVERITIES: readonly Severity[] = ["info", "warning", "critical"];

/** What an alert is about. */
export interface Rule {
  severity: Severity;
  /** For people. */
  title: string;
  /** Evidence no further apart than this is one episode, ms of measurement time. */
  joinMs: number;
  /** Below this length the episode is only suspected and nobody hears of it, ms; 0: one piece of evidence is enough. */
  sustainMs: number;
  /** Which of two values is the worse one. */
  worst: "highest" | "lowest";
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Told by the collar itself, which has already seen the condition last: one event is enough. */
const told = (severity: Severity, title: string, worst: Rule["worst"], joinMs = 15 * MINUTE_MS): Rule => ({
  severity,
  title,
  joinMs,
  sustainMs: 0,
  worst,
});

/** Seen by the cloud in minute records: a few missing minutes do not part an episode, a few bad ones do not make one. */
const seen = (severity: Severity, title: string, worst: Rule["worst"], sustainMs: number): Rule => ({
  severity,
  title,
  joinMs: 2 * MINUTE_MS,
  sustainMs,
  worst,
});

/** Every rule. `collar-*` come from the collar's own events, the others from what the cloud works out. */
export const RULES = {
  "collar-bradycardia": told("critical", "Slow heart", "lowest"),
  "collar-tachycardia": told("critical", "Fast heart at rest", "highest"),
  "collar-breathing": told("critical", "Fast breathing at rest", "highest"),
  "collar-heat": told("critical", "Too warm", "highest"),
  "collar-stillness": told("warning", "Lying still for long", "highest"),
  "collar-anomaly": told("warning", "Unlike itself", "highest"),
  "collar-dropped": told("warning", "The collar could not write down what it measured", "highest", HOUR_MS),
  "heart-low": seen("critical", "Resting heart slower than is usual for its kind", "lowest", 10 * MINUTE_MS),
  "heart-high": seen(
    "critical",
    "Resting heart faster than is usual for its kind",
    "highest",
    10 * MINUTE_MS,
  ),
  "breathing-high": seen(
    "critical",
    "Resting breath faster than is usual for its kind",
    "highest",
    5 * MINUTE_MS,
  ),
  "heart-unusual": seen("warning", "Resting heart unlike its own last weeks", "highest", 20 * MINUTE_MS),
  "breathing-unusual": seen("warning", "Resting breath unlike its own last weeks", "highest", 20 * MINUTE_MS),
  // Taken off for a wash or a night's charging is normal; the list says it, nobody is woken.
  "off-collar": { ...seen("info", "Collar is off", "highest", 10 * MINUTE_MS), joinMs: 10 * MINUTE_MS },
  battery: { ...seen("warning", "Battery low", "lowest", 0), joinMs: 6 * HOUR_MS },
  "no-data": { ...seen("warning", "No data", "highest", 0), joinMs: 0 },
  "ingest-down": { ...seen("critical", "The cloud takes no data", "highest", 0), joinMs: 0 },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as RuleName[];
