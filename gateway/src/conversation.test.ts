import { Fragmenter, Kind, petpulse, sealed } from "@petpulse/proto";
import { expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { Conversation } from "./conversation.ts";

const KEY = new Uint8Array(16).fill(3);
const { Refused } = petpulse.v1;

const refusal = (kind: number, reason: number) =>
  Uint8Array.of(Kind.refusal, ...petpulse.v1.Refusal.encode({ kind, reason }).finish());
const status = (key: Uint8Array) =>
  sealed(Uint8Array.of(Kind.status, ...petpulse.v1.Status.encode({ minutesPerFrame: 7 }).finish()), key);
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A conversation and the collar at the other end of it. */
function talk({ stuck = false } = {}) {
  const cutter = new Fragmenter();
  /** First bytes of what was written. */
  const kinds: number[] = [];
  const frames: Uint8Array[] = [];
  const failures: Error[] = [];
  const timers: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    later: (_ms, run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  };
  const conversation = new Conversation({
    link: {
      fragmentBytes: 100,
      identity: async () => new Uint8Array(),
      write: async (fragment) => {
        kinds.push(fragment[1]!);
        if (stuck) await new Promise(() => {});
      },
      onFragment: () => {},
      onClosed: () => {},
      close: async () => {},
    },
    device: "00c0ffee12345678",
    clock,
    heard: () => {},
    frame: (bytes) => frames.push(Uint8Array.from(bytes)),
    failed: (error) => failures.push(error),
  });
  const says = (message: Uint8Array) => {
    for (const fragment of cutter.cut(message, 100)) conversation.take(fragment);
  };
  const ask = (kind: "time" | "configure" = "time") =>
    conversation.ask(() => ({ kind, body: { counter: conversation.count() } }), "status");
  return { conversation, says, ask, kinds, frames, failures, timers };
}

test("the second question waits for the answer to the first", async () => {
  const { conversation, says, ask, kinds } = talk();
  conversation.sealUnder(KEY);
  const [first, second] = [ask("time"), ask("configure")];
  await turn();
  expect(kinds).toEqual([Kind.time]);
  says(status(KEY));
  expect((await first).kind).toBe("status");
  await turn();
  expect(kinds).toEqual([Kind.time, Kind.configure]);
  says(status(KEY));
  expect((await second).kind).toBe("status");
});

test("nothing of a collar that is not proven is taken: no frame, no status", async () => {
  const { conversation, says, frames, ask, timers } = talk();
  says(Uint8Array.of(Kind.frame, 1, 2, 3));
  expect(frames).toEqual([]);
  conversation.sealUnder(KEY);
  says(Uint8Array.of(Kind.frame, 1, 2, 3));
  expect(frames).toEqual([Uint8Array.of(1, 2, 3)]);
  const asked = ask();
  await turn();
  says(status(new Uint8Array(16).fill(4)));
  for (const late of timers) late();
  await expect(asked).rejects.toMatchObject({ code: "gateway.silent" });
});

test("an adapter that never says that it is done is as silent as a collar that does not answer", async () => {
  const { conversation, ask, timers } = talk({ stuck: true });
  conversation.sealUnder(KEY);
  const asked = ask();
  await turn();
  for (const late of timers) late();
  await expect(asked).rejects.toMatchObject({ code: "gateway.silent" });
});

test("a refused time is the question's trouble, any other refusal the conversation's", async () => {
  const { conversation, says, ask, failures } = talk();
  conversation.sealUnder(KEY);
  const time = ask();
  await turn();
  says(refusal(Kind.time, Refused.REFUSED_OUT_OF_RANGE));
  await expect(time).rejects.toMatchObject({ code: "gateway.clock-refused" });
  expect(failures).toEqual([]);
  const other = ask("configure");
  await turn();
  says(refusal(Kind.configure, Refused.REFUSED_OUT_OF_RANGE));
  await expect(other).rejects.toMatchObject({ code: "gateway.refused" });
  expect(failures).toMatchObject([{ code: "gateway.refused" }]);
});

test("bytes that are no message end it, and nothing is taken after the end", () => {
  const { conversation, says, frames, failures } = talk();
  conversation.sealUnder(KEY);
  says(Uint8Array.of(0x99, 1));
  expect(failures).toMatchObject([{ code: "wire.malformed" }]);
  conversation.end();
  says(Uint8Array.of(Kind.frame, 1));
  expect([frames, failures.length]).toEqual([[], 1]);
});
