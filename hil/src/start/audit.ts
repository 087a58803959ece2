import { decodeFrame, frameTagHolds } from "@petpulse/proto";
import Database from "better-sqlite3";
import type { SampleSource } from "../source.ts";
import { type Estimate, type HeartError, HeartScore } from "./heart-error.ts";

/** What a collar says it made, and what it wore: the auditor's other side. */
export interface Witness {
  /** 16 hex digits. */
  device: string;
  key: Uint8Array;
  /** Frames 1 … lastSeq were made. */
  lastSeq: number;
  source: SampleSource;
}

/** What stands in the store against what the collars made. */
export interface Audit {
  framesMade: number;
  framesStored: number;
  /** Not stored, but named by a gap record. */
  lost: number;
  /** Neither stored nor named: must be 0. */
  unnamed: number;
  /** Rows beyond the first of one identity: must be 0. */
  duplicates: number;
  /** Stored frames whose tag does not hold under the device's key: must be 0. */
  forged: number;
  /** Over all collars: the heart rate in the stored live frames against the sources' own reference. */
  hr: HeartError;
}

/** Reads the cloud's store file itself, not its API, and counts. Every frame is decoded and its tag checked again. */
export function audit(storeFile: string, witnesses: readonly Witness[]): Audit {
  const store = new Database(storeFile, { readonly: true, fileMustExist: true });
  try {
    const rows = store.prepare("SELECT bytes FROM frames").pluck().all() as Uint8Array[];
    const total = { framesMade: 0, framesStored: 0, lost: 0, unnamed: 0, duplicates: 0, forged: 0 };
    const heart = new HeartScore();
    for (const witness of witnesses) {
      const seen = new Set<number>();
      const gaps: [number, number][] = [];
      const estimates: Estimate[] = [];
      for (const bytes of rows) {
        const frame = decodeFrame(bytes);
        if (frame.device !== witness.device) continue;
        if (!frameTagHolds(witness.key, bytes)) total.forged++;
        if (seen.has(frame.seq)) total.duplicates++;
        seen.add(frame.seq);
        const { content } = frame;
        if (content.kind === "gap") gaps.push([content.fromSeq, content.toSeq]);
        if (content.kind === "live") {
          for (let i = 0; i < content.count; i++) {
            estimates.push({
              atMs: (frame.uptimeS + i * content.stepS) * 1000,
              bpm: (content.columns.heartRate?.[i] ?? 0) / 10,
              confidence: content.columns.confidence?.[i] ?? 0,
            });
          }
        }
      }
      total.framesMade += witness.lastSeq;
      total.framesStored += seen.size;
      for (let seq = 1; seq <= witness.lastSeq; seq++) {
        if (seen.has(seq)) continue;
        if (gaps.some(([from, to]) => from <= seq && seq <= to)) total.lost++;
        else total.unnamed++;
      }
      estimates.sort((a, b) => a.atMs - b.atMs);
      heart.add(witness.source.heart(), estimates);
    }
    return { ...total, hr: heart.result() };
  } finally {
    store.close();
  }
}
