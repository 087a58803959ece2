import {
  decodeFrame,
  encodeToCollar,
  type Frame,
  frameTagHolds,
  petpulse,
  type ToHub,
} from "@petpulse/proto";
import { expect, test } from "vitest";
import { MemoryFlash } from "../log/memory-flash.ts";
import { HubDouble, KEY, live, makeCollar, NOT_AFTER, NOW } from "./testdata/hub.ts";

const { Refused } = petpulse.v1;

function frames(heard: ToHub[]): Frame[] {
  return heard.flatMap((message) => {
    if (message.kind !== "frame") return [];
    expect(frameTagHolds(KEY, message.bytes)).toBe(true);
    return [decodeFrame(message.bytes)];
  });
}

function refusals(heard: ToHub[]): number[] {
  return heard.flatMap((message) => (message.kind === "refusal" ? [message.body.reason] : []));
}

test("hello, time, frames, acknowledgement, and on after a reset", () => {
  const flash = new MemoryFlash(32);
  const first = makeCollar(flash);
  live(first, 600);
  const hub = new HubDouble(first);
  hub.open();
  expect(hub.time().map((message) => message.kind)).toEqual(["status"]);
  const made = frames(hub.sendFrom());
  expect(made.map((frame) => frame.seq)).toEqual([1, 2, 3]);
  expect(made.map((frame) => frame.content.kind)).toEqual(["events", "minutes", "minutes"]);
  expect(made.map((frame) => frame.utcS)).toEqual([null, null, null]);
  hub.acknowledge(2);
  first.link.disconnected();

  const second = makeCollar(flash);
  expect(second.log.epoch).toBe(2);
  const again = new HubDouble(second);
  again.open();
  again.time();
  const rest = frames(again.sendFrom());
  expect(rest.map(({ epoch, seq }) => [epoch, seq])).toEqual([
    [1, 3],
    [2, 4],
  ]);
  live(second, 300);
  const later = frames(again.hear());
  expect(later.map(({ content, utcS }) => [content.kind, utcS])).toEqual([
    ["events", NOW + 1],
    ["minutes", NOW],
  ]);
});

test("at most 64 frames are under way beyond the mark", () => {
  const collar = makeCollar();
  for (let i = 0; i < 200; i++) live(collar, 300);
  const hub = new HubDouble(collar, 200);
  hub.open();
  expect(frames(hub.sendFrom())).toHaveLength(64);
  expect(frames(hub.acknowledge(10)).map((frame) => frame.seq)).toEqual([
    65, 66, 67, 68, 69, 70, 71, 72, 73, 74,
  ]);
});

test("what the ring lost reaches the hub as a gap", () => {
  const collar = makeCollar(new MemoryFlash(4));
  for (let i = 0; i < 400; i++) live(collar, 300);
  const hub = new HubDouble(collar);
  hub.open();
  const heard = frames(hub.sendFrom());
  for (
    let more = frames(hub.acknowledge(heard.at(-1)!.seq));
    more.length > 0;
    more = frames(hub.acknowledge(heard.at(-1)!.seq))
  ) {
    heard.push(...more);
  }
  // What the last frame overwrote is named a second later, though the hub's mark has passed it by now.
  live(collar, 1);
  heard.push(...frames(hub.hear()));
  const seen = new Set(heard.map((frame) => frame.seq));
  const gaps = heard.flatMap(({ content }) => (content.kind === "gap" ? [content] : []));
  expect(gaps.length).toBeGreaterThan(0);
  for (let seq = 1; seq < collar.log.nextSeq; seq++) {
    const named = gaps.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
    expect(seen.has(seq) || named, `frame ${seq} is neither here nor named`).toBe(true);
  }
});

test("live view: an estimate frame as soon as there is an estimate, until it runs out", () => {
  const collar = makeCollar();
  const hub = new HubDouble(collar);
  hub.open();
  hub.time();
  const status = hub.configure({ liveS: 10 }).find((message) => message.kind === "status");
  expect(status?.kind === "status" && status.body.liveS).toBe(10);
  hub.sendFrom();
  let estimates = 0;
  for (let second = 0; second < 30; second++) {
    for (let i = 0; i < 50; i++) collar.sample(40_000 + ((i * 97) % 300), 0, 0, 10, 20, 1000);
    collar.tick();
    estimates += frames(hub.hear()).filter((frame) => frame.content.kind === "live").length;
  }
  expect(estimates).toBeGreaterThanOrEqual(4);
  expect(estimates).toBeLessThanOrEqual(5);
});

test("a key that is not the collar's opens nothing", () => {
  const collar = makeCollar();
  live(collar, 600);
  const hub = new HubDouble(collar);
  hub.open(3, NOT_AFTER, new Uint8Array(32).fill(1));
  expect(refusals(hub.sendFrom())).toEqual([Refused.REFUSED_SEAL]);
  expect(refusals(hub.acknowledge(2))).toEqual([Refused.REFUSED_SEAL]);
  expect(collar.log.ackedSeq).toBe(0);
});

test("a message heard twice is taken once", () => {
  const collar = makeCollar();
  const hub = new HubDouble(collar);
  hub.open();
  const message = encodeToCollar(
    { kind: "configure", body: { counter: 1, minutesPerFrame: 7 } },
    hub.session,
  );
  hub.raw(message);
  hub.hear();
  hub.counter = 1;
  hub.configure({ minutesPerFrame: 9 });
  hub.raw(message);
  expect(refusals(hub.hear())).toEqual([Refused.REFUSED_REPLAYED]);
  expect(collar.settings.minutesPerFrame).toBe(9);
});

test("a session does not outlive its connection, and a new one needs a new challenge", () => {
  const collar = makeCollar();
  const hub = new HubDouble(collar);
  hub.open();
  const { session } = hub;
  collar.link.disconnected();
  const next = new HubDouble(collar);
  next.session = session;
  expect(refusals(next.sendFrom())).toEqual([Refused.REFUSED_NO_SESSION]);
  next.open();
  expect(Buffer.from(next.session!).equals(Buffer.from(session!))).toBe(false);
});

test("grants end, scopes bind, times and ranges are checked", () => {
  const collar = makeCollar();
  const hub = new HubDouble(collar);
  hub.open(1);
  expect(refusals(hub.configure({ liveS: 60 }))).toEqual([Refused.REFUSED_SCOPE]);
  expect(refusals(hub.time(1000))).toEqual([Refused.REFUSED_OUT_OF_RANGE]);
  hub.time(NOW);
  expect(refusals(hub.time(NOW - 2 * 86_400))).toEqual([Refused.REFUSED_OUT_OF_RANGE]);
  expect(refusals(hub.acknowledge(99))).toEqual([Refused.REFUSED_OUT_OF_RANGE]);
  const late = new HubDouble(collar);
  expect(refusals(late.open(3, NOW - 1))).toEqual([Refused.REFUSED_EXPIRED]);
  const wide = new HubDouble(collar);
  wide.open(3);
  expect(refusals(wide.configure({ minutesPerFrame: 61 }))).toEqual([Refused.REFUSED_OUT_OF_RANGE]);
  expect(refusals(wide.configure({ liveS: 3601 }))).toEqual([Refused.REFUSED_OUT_OF_RANGE]);
});

test("garbage does not make the collar babble", () => {
  const collar = makeCollar();
  const hub = new HubDouble(collar);
  let answers = 0;
  for (let i = 0; i < 100; i++) {
    hub.raw(Uint8Array.of(0x55, i));
    answers += hub.hear().length;
  }
  expect(answers).toBe(16);
});

test("100,000 seeded mutations of valid messages: no crash, nothing taken that was not sealed", () => {
  let state = 77;
  const next = (n: number) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const collar = makeCollar();
  live(collar, 1200);
  let hub = new HubDouble(collar);
  hub.open();
  hub.time();
  let taken = 0;
  for (let i = 0; i < 100_000; i++) {
    if (i % 500 === 0) {
      hub = new HubDouble(collar);
      hub.open();
    }
    const counter = hub.counter + 1;
    const valid = encodeToCollar(
      [
        { kind: "acknowledge" as const, body: { counter, seq: 1 + next(4) } },
        { kind: "configure" as const, body: { counter, minutesPerFrame: 1 + next(60), liveS: next(3600) } },
        { kind: "sendFrom" as const, body: { counter, seq: next(4) } },
        { kind: "time" as const, body: { counter, utcS: NOW + next(86_400), utcMs: next(1000) } },
      ][next(4)]!,
      hub.session,
    );
    const bytes = mutate(valid, next);
    const before = snapshot(collar);
    hub.raw(bytes);
    hub.hear();
    if (snapshot(collar) !== before) taken++;
  }
  expect(taken, "seed 77: a mutated message changed the collar").toBe(0);
});

function snapshot({ log, settings, clock, link }: ReturnType<typeof makeCollar>): string {
  return [log.ackedSeq, settings.minutesPerFrame, settings.liveS, clock.bootUtcS, link.sending].join(" ");
}

/** Flips, cuts, repeats or grows; never gives back what it got. */
function mutate(valid: Uint8Array, next: (n: number) => number): Uint8Array {
  const bytes = Uint8Array.from(valid);
  switch (next(5)) {
    case 0:
      return bytes.subarray(0, 1 + next(bytes.length - 1));
    case 1:
      return Uint8Array.from([...bytes, ...bytes.subarray(next(bytes.length))]).length === bytes.length
        ? bytes.subarray(1)
        : Uint8Array.from([...bytes, next(256)]);
    case 2:
      return Uint8Array.from({ length: 1 + next(1100) }, () => next(256));
    default: {
      const times = 1 + next(4);
      for (let i = 0; i < times; i++) bytes[next(bytes.length)]! ^= 1 << next(8);
      if (Buffer.from(bytes).equals(Buffer.from(valid))) bytes[0]! ^= 0x40;
      // A hello is unsealed by design and only begins an unproven session: not what is tested here.
      if (bytes[0] === 1) bytes[0] = 6;
      return bytes;
    }
  }
}
