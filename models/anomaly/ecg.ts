/**
 * Scores the collar's electrocardiogram anomaly on recordings with labelled anomalies (TSB-UAD's MBA series, 128 Hz):
 * area under the curve sample by sample, a recording at a time, then averaged.
 * Run: node models/anomaly/ecg.ts --data DIR [--json]
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DELAY, EcgAnomaly } from "../../firmware/src/anomaly/ecg-anomaly.ts";
import { areaUnderCurve } from "./area-under-curve.ts";
import { stateBytes } from "./state-bytes.ts";

/** A recording and which of its samples are anomalous. */
export interface EcgRecording {
  name: string;
  /** Counts at 128 Hz. */
  samples: Int16Array;
  /** 1 where anomalous. */
  labels: Uint8Array;
}

/** A folder of electrocardiograms that cannot be scored, with what is wrong in it. */
export class EcgRecordingsError extends Error {
  readonly code = "models.ecg-recordings";
  readonly hint =
    "motion/ecg_tsb holds pairs of NAME.i16 (int16, little-endian) and NAME.lab.u8 (0 or 1), sample by sample";

  constructor(message: string) {
    super(message);
    this.name = "EcgRecordingsError";
  }
}

/** A recording of more samples than this is refused: three days. */
const LONGEST = 3 * 86_400 * 128;

/** Reads every recording of `data`/motion/ecg_tsb, in order of name. Throws EcgRecordingsError. */
export function readEcgRecordings(data: string): EcgRecording[] {
  const folder = join(data, "motion/ecg_tsb");
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(".i16"))
        .map((file) => file.slice(0, -".i16".length))
        .sort()
    : [];
  if (names.length === 0) throw new EcgRecordingsError(`${folder} holds no recording`);
  return names.map((name) => {
    const labelled = join(folder, `${name}.lab.u8`);
    if (!existsSync(labelled)) throw new EcgRecordingsError(`${labelled} is missing`);
    const bytes = readFileSync(join(folder, `${name}.i16`));
    const labels = new Uint8Array(readFileSync(labelled));
    if (bytes.length !== labels.length * 2 || labels.length > LONGEST) {
      throw new EcgRecordingsError(`${name}: ${bytes.length} bytes of samples, ${labels.length} labels`);
    }
    if (labels.some((label) => label > 1))
      throw new EcgRecordingsError(`${labelled} has labels other than 0 and 1`);
    if (!labels.includes(1) || !labels.includes(0)) {
      throw new EcgRecordingsError(`${labelled}: an area under the curve needs samples of both kinds`);
    }
    return {
      name,
      samples: new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
      labels,
    };
  });
}

/** The collar's score of every sample, its delay taken out; the last DELAY samples are pushed through by the last value. */
function ecgScores(samples: Int16Array): Int32Array {
  const anomaly = new EcgAnomaly();
  const scores = new Int32Array(samples.length);
  for (let n = 0; n < samples.length + DELAY; n++) {
    anomaly.sample(samples[Math.min(n, samples.length - 1)]);
    if (n >= DELAY) scores[n - DELAY] = anomaly.score;
  }
  return scores;
}

/** Mean area under the curve over the recordings of `data`/motion/ecg_tsb, and the bytes the detector takes. Throws EcgRecordingsError. */
export function scoreEcg(data: string): {
  ecg_tsb: { auc: number; bytes: number; each: Record<string, number> };
} {
  const each = Object.fromEntries(
    readEcgRecordings(data).map(({ name, samples, labels }) => [
      name,
      areaUnderCurve(ecgScores(samples), labels),
    ]),
  );
  const areas = Object.values(each);
  const auc = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  return { ecg_tsb: { auc, bytes: stateBytes(new EcgAnomaly()), each } };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: "string" }, json: { type: "boolean" } } });
  try {
    const score = scoreEcg(values.data ?? process.env.PETPULSE_DATA ?? "");
    const { auc, bytes, each } = score.ecg_tsb;
    const lines = Object.entries(each).map(([name, area]) => `${name.padEnd(16)} AUC ${area.toFixed(4)}`);
    lines.push(`${"mean".padEnd(16)} AUC ${auc.toFixed(4)} in ${bytes} bytes`);
    process.stdout.write(`${values.json ? JSON.stringify(score) : lines.join("\n")}\n`);
  } catch (error) {
    if (!(error instanceof EcgRecordingsError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\nhint: ${error.hint}\n`);
    process.exitCode = 1;
  }
}
