import { join } from "node:path";
import {
  decodeAcknowledgement,
  decodeBatch,
  encodeBatch,
  type FrameContent,
  idToHex,
  PROTOBUF_TYPE,
} from "@petpulse/proto";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { STORE_FILE } from "../store/sqlite.ts";
import { frame, gap, live, minutes, openTestbed, random, scratch, TOM, TOM_KEY } from "../testbed.ts";

/** Requests under way at once. */
const ABREAST = 64;

/** Spoils a copy of `bytes` in one to four places. */
function spoiled(bytes: Uint8Array, pick: (n: number) => number): Uint8Array {
  let out = Buffer.from(bytes);
  for (let times = 1 + pick(4); times > 0; times--) {
    const at = pick(out.length + 1);
    switch (pick(6)) {
      case 0:
        if (at < out.length) out[at]! ^= 1 << pick(8);
        break;
      case 1:
        if (at < out.length) out[at] = pick(256);
        break;
      case 2:
        out = out.subarray(0, at);
        break;
      case 3:
        out = Buffer.concat([out.subarray(0, at), Buffer.from([pick(256), pick(256)]), out.subarray(at)]);
        break;
      case 4:
        out = Buffer.concat([out.subarray(0, at), out.subarray(Math.min(out.length, at + 1 + pick(9)))]);
        break;
      case 5:
        out = Buffer.concat([out, out.subarray(at)]);
        break;
    }
  }
  return out;
}

test("spoiled batches: nothing forged is stored or acknowledged, nothing fails, nothing crashes", {
  timeout: 600_000,
}, async () => {
  const rounds = Number(process.env.PETPULSE_FUZZ ?? 20_000);
  const seed = Number(process.env.PETPULSE_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`ingest fuzz: PETPULSE_FUZZ=${rounds} PETPULSE_SEED=${seed}\n`);
  const pick = random(seed);
  const dir = scratch();
  const bed = await openTestbed({ store: { dir } });
  const genuine = Array.from({ length: 40 }, (_, i) => {
    const contents: FrameContent[] = [
      minutes(80, null, 90),
      live(80, 81),
      gap(1 + i, 3 + i),
      { kind: "events", events: [{ kind: 1, afterS: 0, value: 0 }] },
    ];
    return frame(i + 1, i % 3 === 0 ? null : i * 60, contents[i % 4]!, { epoch: 1 + (i >> 3) });
  });
  const foreign = [1, 2, 3].map((seq) => frame(seq, 0, live(80), { device: TOM, key: TOM_KEY }));
  const identities = new Set(genuine.map((_, i) => `${1 + (i >> 3)}/${i + 1}`));

  function payload(): Uint8Array {
    const frames = Array.from({ length: 1 + pick(4) }, () => {
      const source = pick(12) === 0 ? foreign[pick(3)]! : genuine[pick(genuine.length)]!;
      return pick(3) === 0 ? source : spoiled(source, pick);
    });
    const whole = encodeBatch({ frames, gaps: [] });
    return pick(3) === 0 ? spoiled(whole, pick) : whole;
  }

  const counts: Record<number, number> = {};
  let forged = 0;
  let miscounted = 0;
  async function one(): Promise<void> {
    const bytes = payload();
    const answer = await bed.app.inject({
      method: "POST",
      url: "/v1/frames",
      headers: { authorization: `Bearer ${bed.hub.token}`, "content-type": PROTOBUF_TYPE },
      payload: Buffer.from(bytes),
    });
    counts[answer.statusCode] = (counts[answer.statusCode] ?? 0) + 1;
    if (answer.statusCode !== 200) return;
    const ack = decodeAcknowledgement(answer.rawPayload);
    let named = ack.rejected.length;
    for (const { device, epoch, seqs } of ack.stored) {
      for (const seq of seqs!) {
        named++;
        if (idToHex(device!) === TOM || !identities.has(`${epoch}/${seq}`)) forged++;
      }
    }
    if (named !== decodeBatch(bytes).frames.length) miscounted++;
  }
  for (let sent = 0; sent < rounds; sent += ABREAST) {
    await Promise.all(Array.from({ length: Math.min(ABREAST, rounds - sent) }, one));
  }

  expect(forged).toBe(0);
  expect(miscounted).toBe(0);
  expect(Object.keys(counts).sort()).toEqual(["200", "400"]);
  expect(await bed.get("/health")).toMatchObject({ status: 200 });
  await bed.post(genuine);
  const db = new Database(join(dir, STORE_FILE), { readonly: true });
  const stored = db.prepare("SELECT bytes FROM frames ORDER BY seq").pluck().all() as Buffer[];
  db.close();
  expect(stored.map((bytes) => bytes.toString("hex"))).toEqual(
    genuine.map((bytes) => Buffer.from(bytes).toString("hex")),
  );
});
