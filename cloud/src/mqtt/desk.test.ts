import { randomBytes } from "node:crypto";
import {
  answerTopic,
  decodeAcknowledgement,
  decodeAnswer,
  decodeGrants,
  type Errand,
  encodeBatch,
  envelopeKey,
  openEnvelope,
  requestTopic,
  sealEnvelope,
} from "@petpulse/proto";
import { expect, test } from "vitest";
import { Directory } from "../directory.ts";
import { CloudError } from "../errors.ts";
import type { Committed } from "../ingest/ingest.ts";
import { HOME } from "../people.ts";
import type { Store } from "../store.ts";
import { addRex, frame, minutes, openStore, REX, silent, T0 } from "../testbed.ts";
import { makeToken } from "../tokens.ts";
import { Desk } from "./desk.ts";

const NOW = (T0 + 3600) * 1000;

/** A desk over a real store that knows Rex, and a hub that may carry him. `deliver` may be bent. */
async function open(bend: (store: Store) => Store = (store) => store) {
  const store = await openStore();
  await addRex(store);
  const { id, token, hash } = makeToken("hub");
  await store.addHub({ hub: id, tenant: HOME, name: "home", tokenHash: hash, devices: [REX] }, NOW);
  const published: Committed[] = [];
  const register = new Directory(store, () => NOW);
  const live = { publish: (committed: readonly Committed[]) => void published.push(...committed) };
  const desk = new Desk({ store: bend(store), register, live, clock: () => NOW, log: silent });
  const key = envelopeKey(hash);
  return {
    desk,
    id,
    key,
    token,
    published,
    store,
    async ask(errand: Errand, body: Uint8Array) {
      const n = randomBytes(8).toString("hex");
      const topic = requestTopic(id, errand, n);
      const answer = await desk.answer(topic, sealEnvelope(key, topic, body));
      expect(answer!.topic).toBe(answerTopic(id, n));
      const said = decodeAnswer(openEnvelope(key, answer!.topic, answer!.payload)!);
      expect(said.status).toBe(answer!.status);
      return said;
    },
  };
}

const batch = (...frames: Uint8Array[]) => encodeBatch({ frames, gaps: [] });

test("frames take the way those over HTTP take: judged, stored, told live, acknowledged", async () => {
  const { ask, published, store } = await open();
  const good = frame(1, 0, minutes(80, 81));
  const { status, body } = await ask("frames", batch(good, good.with(20, good[20]! ^ 1)));
  expect(status).toBe(200);
  const answer = decodeAcknowledgement(body);
  expect(answer.stored.flatMap(({ seqs }) => seqs)).toEqual([1]);
  expect(answer.rejected).toHaveLength(1);
  expect(await store.frames(REX, 0, 10)).toEqual([{ epoch: 1, seq: 1 }]);
  expect(published).toHaveLength(1);
  expect(decodeAcknowledgement((await ask("frames", batch(good))).body).duplicates).toBe(1);
});

test("grants are those over HTTP", async () => {
  const { grants } = decodeGrants((await (await open()).ask("grants", new Uint8Array())).body);
  expect(grants.map(({ name }) => name)).toEqual(["Rex"]);
});

test("what is not sealed by that hub, for that topic, is not answered and not stored", async () => {
  const { desk, id, key, store } = await open();
  const topic = `petpulse/1/${id}/frames/00000000000000aa`;
  const bytes = sealEnvelope(key, topic, batch(frame(1, 0, minutes(80))));
  const stranger = envelopeKey(makeToken("hub").hash);
  const cases: [string, Uint8Array][] = [
    [topic, bytes.with(30, bytes[30]! ^ 1)],
    [topic, bytes.subarray(0, 20)],
    [topic, new Uint8Array()],
    [topic, sealEnvelope(stranger, topic, batch())],
    [`petpulse/1/${id}/frames/00000000000000ab`, bytes],
    [topic.replace(id, "aa00000000000001"), bytes],
    [topic.replace("frames", "answer"), bytes],
    ["petpulse/1/frames", bytes],
  ];
  for (const [where, payload] of cases) expect(await desk.answer(where, payload), where).toBeNull();
  expect(await store.frames(REX, 0, 10)).toEqual([]);
});

test("garbage under a good seal is 400, too much 413", async () => {
  const { ask } = await open();
  expect((await ask("frames", Uint8Array.of(255, 255, 255))).status).toBe(400);
  expect((await ask("frames", new Uint8Array(400_000))).status).toBe(413);
});

test("a store in trouble is answered with its status and patience, and nothing is told live", async () => {
  const deliver = async () => {
    throw new CloudError("store.busy", "too much waits", "Come again.");
  };
  const { ask, published } = await open((store) => ({ ...store, deliver }) as unknown as Store);
  const { status, retryAfterS } = await ask("frames", batch(frame(1, 0, minutes(80))));
  expect([status, retryAfterS, published.length]).toEqual([503, 1, 0]);
});

test("beyond its limit the desk asks for patience, and says when there is room again", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { ask, desk } = await open(
    (store) => ({ deliver: (d) => held.then(() => store.deliver(d)) }) as Store,
  );
  const waiting = Array.from({ length: 256 }, (_, i) =>
    ask("frames", batch(frame(i + 1, i * 60, minutes(80)))),
  );
  let room = false;
  const told = desk.room().then(() => {
    room = true;
  });
  expect((await ask("frames", batch(frame(999, 0, minutes(80))))).status).toBe(429);
  release();
  await told;
  expect(room).toBe(true);
  expect((await Promise.all(waiting)).every(({ status }) => status === 200)).toBe(true);
});
