import { type Batch, type Frame, idFromHex, idToHex, petpulse, VERSION } from "@petpulse/proto";
import type { Delivery, Store } from "../store.ts";
import { judge, type Knowledge, type Verdict } from "./judge.ts";

const { Rejection } = petpulse.v1;

/** What is told once the disk holds it. */
export interface Committed {
  /** A frame that is new in the store; `startMs` null while nothing places it. */
  frame: Frame;
  startMs: number | null;
}

/** What became of a batch. */
export interface Ingested {
  acknowledgement: petpulse.v1.Acknowledgement.$Properties;
  committed: Committed[];
}

/**
 * Judges a batch, stores what is good and says what became of each frame. Resolves after the commit; rejects with the store's
 * CloudError when nothing of it was stored.
 */
export async function ingest(
  batch: Batch,
  hub: string,
  knowledge: Knowledge,
  store: Store,
  receivedMs: number,
): Promise<Ingested> {
  const verdicts = batch.frames.map((bytes) => judge(bytes, hub, knowledge, receivedMs));
  const good: Delivery["frames"] = [];
  /** Where each good one stood in the batch. */
  const indexes: number[] = [];
  const refused: { reason: number; detail: string; bytes: Uint8Array }[] = [];
  const rejected: petpulse.v1.Rejected.$Properties[] = [];
  for (const [index, verdict] of verdicts.entries()) {
    const bytes = batch.frames[index]!;
    if (verdict.ok) {
      good.push({ frame: verdict.frame, bytes });
      indexes.push(index);
      continue;
    }
    rejected.push({ index, reason: verdict.reason, retry: verdict.retry });
    if (keptForALook(verdict)) refused.push({ reason: verdict.reason, detail: verdict.detail, bytes });
  }
  const gaps = batch.gaps
    .map((gap) => ({ ...gap, device: idToHex(gap.device) }))
    .filter(({ device }) => knowledge.device(device) && knowledge.mayCarry(hub, device));

  const delivered = await store.deliver({ hub, receivedMs, frames: good, gaps, refused });

  const committed: Committed[] = [];
  const held: Frame[] = [];
  let duplicates = 0;
  for (const [i, outcome] of delivered.frames.entries()) {
    const { frame } = good[i]!;
    if (outcome.outcome === "conflict") {
      rejected.push({ index: indexes[i]!, reason: Rejection.REJECTION_CONFLICT, retry: false });
      continue;
    }
    held.push(frame);
    if (outcome.outcome === "duplicate") duplicates++;
    else committed.push({ frame, startMs: outcome.startMs });
  }
  rejected.sort((a, b) => a.index! - b.index!);
  return {
    acknowledgement: { version: VERSION, stored: byEpoch(held), rejected, duplicates, gaps: delivered.gaps },
    committed,
  };
}

/** What the hub will bring again needs no copy here. */
function keptForALook(verdict: Verdict & { ok: false }): boolean {
  return !verdict.retry || verdict.reason === Rejection.REJECTION_VERSION;
}

function byEpoch(frames: readonly Frame[]): petpulse.v1.Stored.$Properties[] {
  const groups = new Map<string, { device: Uint8Array; epoch: number; seqs: number[] }>();
  for (const { device, epoch, seq } of frames) {
    const key = `${device}/${epoch}`;
    const group = groups.get(key);
    if (group) group.seqs.push(seq);
    else groups.set(key, { device: idFromHex(device), epoch, seqs: [seq] });
  }
  return [...groups.values()];
}
