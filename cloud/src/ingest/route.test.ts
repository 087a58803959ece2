import {
  decodeGrants,
  encodeFrame,
  frameTag,
  grantKey,
  idFromHex,
  MAX_BATCH_BYTES,
  PROTOBUF_TYPE,
  petpulse,
} from "@petpulse/proto";
import { describe, expect, test } from "vitest";
import {
  frame,
  keyOf,
  live,
  minutes,
  openTestbed,
  postBatch,
  REX,
  REX_KEY,
  sharedTestbed,
  T0,
  type Testbed,
  TOM,
  TOM_KEY,
} from "../testbed.ts";

const { Rejection } = petpulse.v1;
const good = (seq: number) => frame(seq, seq * 60, minutes(80));

/** A well-tagged frame whose protobuf is whatever is given. */
function tagged(body: Uint8Array): Uint8Array {
  return Buffer.concat([body, frameTag(REX_KEY, body)]);
}

function wrongVersion(): Uint8Array {
  const properties = {
    version: 2,
    device: idFromHex(REX),
    epoch: 1,
    seq: 9,
    uptimeS: 1,
    live: { count: 1, stepS: 1 },
  };
  return tagged(petpulse.v1.Frame.encode(properties).finish());
}

function wrongTag(): Uint8Array {
  const bytes = Uint8Array.from(good(9));
  bytes[bytes.length - 1]! ^= 1;
  return bytes;
}

const seqs = async (bed: Testbed) => (await bed.store.frames(REX, 0, 9999)).map(({ seq }) => seq);

test("an acknowledgement names every frame by device, epoch and number, after the store holds it", async () => {
  const bed = await openTestbed();
  const { ack } = await bed.post([good(1), good(2), frame(3, 300, live(80), { epoch: 2 })]);
  expect(ack!.stored.map((s) => [Buffer.from(s.device!).toString("hex"), s.epoch, s.seqs])).toEqual([
    [REX, 1, [1, 2]],
    [REX, 2, [3]],
  ]);
  expect(ack!.rejected).toEqual([]);
  expect(await seqs(bed)).toEqual([1, 2, 3]);
});
describe("bad input", () => {
  const shared = sharedTestbed();

  test.each([
    ["truncated", () => good(9).subarray(0, 30), Rejection.REJECTION_MALFORMED, false],
    ["empty", () => new Uint8Array(), Rejection.REJECTION_MALFORMED, false],
    ["only a tag", () => new Uint8Array(16), Rejection.REJECTION_MALFORMED, false],
    ["garbage", () => new Uint8Array(200).fill(0xa5), Rejection.REJECTION_MALFORMED, false],
    ["oversized", () => tagged(new Uint8Array(1100)), Rejection.REJECTION_TOO_LARGE, false],
    ["of another version", wrongVersion, Rejection.REJECTION_VERSION, true],
    ["wrongly tagged", wrongTag, Rejection.REJECTION_TAG, false],
    [
      "tagged under another's key",
      () => frame(9, 0, live(80), { key: TOM_KEY }),
      Rejection.REJECTION_TAG,
      false,
    ],
    [
      "of an unknown device",
      () => frame(9, 0, live(80), { device: "00c0ffee00000099" }),
      Rejection.REJECTION_UNKNOWN_DEVICE,
      true,
    ],
    [
      "of a device not granted",
      () => frame(9, 0, live(80), { device: TOM, key: TOM_KEY }),
      Rejection.REJECTION_NOT_GRANTED,
      true,
    ],
  ])(
    "a frame %s among good ones is refused with its reason, and the good are kept",
    async (_, bad, reason, retry) => {
      const { bed } = shared;
      const before = await bed.store.quarantine(99);
      const { status, ack } = await bed.post([good(1), bad(), good(2)]);
      expect(status).toBe(200);
      expect(ack!.rejected).toHaveLength(1);
      expect(ack!.rejected[0]).toMatchObject({ index: 1, reason });
      expect(ack!.rejected[0]!.retry ?? false).toBe(retry);
      expect(ack!.stored.map(({ seqs }) => seqs)).toEqual([[1, 2]]);
      const kept = (await bed.store.quarantine(99)).slice(0, -before.length || undefined);
      const keeps =
        reason !== Rejection.REJECTION_UNKNOWN_DEVICE && reason !== Rejection.REJECTION_NOT_GRANTED;
      expect(kept.map((q) => q.reason)).toEqual(keeps ? [reason] : []);
    },
  );

  test.each([
    ["no token", {}],
    ["a made-up token", { authorization: `Bearer petpulse-hub.aaaaaaaaaaaaaaaa.${"x".repeat(43)}` }],
    ["no bearer", { authorization: "Basic eDp5" }],
  ])("with %s nothing is taken", async (_, headers) => {
    const { bed } = shared;
    const answer = await bed.app.inject({
      method: "POST",
      url: "/v1/frames",
      headers: { "content-type": PROTOBUF_TYPE, ...headers },
      payload: Buffer.from(good(1)),
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.json()).toMatchObject({ error: { code: "access.required" } });
  });

  test.each([
    ["of another type", { "content-type": "application/json" }, "{}", 415, "body.type"],
    [
      "over the limit",
      { "content-type": PROTOBUF_TYPE },
      Buffer.alloc(MAX_BATCH_BYTES + 1),
      413,
      "body.too-large",
    ],
    ["that is no batch", { "content-type": PROTOBUF_TYPE }, Buffer.from([0xff, 1]), 400, "body.invalid"],
    ["that is empty", { "content-type": PROTOBUF_TYPE }, Buffer.alloc(0), 400, "body.invalid"],
    ["of version 2", { "content-type": PROTOBUF_TYPE }, Buffer.from([8, 2]), 400, "body.invalid"],
  ])("a body %s is refused by code, with a hint", async (_, headers, payload, status, code) => {
    const { bed } = shared;
    const answer = await bed.app.inject({
      method: "POST",
      url: "/v1/frames",
      headers: { authorization: `Bearer ${bed.hub.token}`, ...headers },
      payload,
    });
    expect(answer.statusCode).toBe(status);
    const { error } = answer.json() as { error: Record<string, string> };
    expect(error.code).toBe(code);
    expect(error.message).not.toBe("");
    expect(error.hint).not.toBe("");
  });
});

test("duplicates in one batch and in later ones are stored once and acknowledged each time", async () => {
  const bed = await openTestbed();
  const first = await bed.post([good(1), good(1), good(2)]);
  expect([first.ack!.duplicates, first.ack!.stored[0]!.seqs]).toEqual([1, [1, 1, 2]]);
  const second = await bed.post([good(2), good(3)]);
  expect([second.ack!.duplicates, second.ack!.stored[0]!.seqs]).toEqual([1, [2, 3]]);
  expect(await seqs(bed)).toEqual([1, 2, 3]);
});

test("the same identity with other bytes is a conflict, and the first stays", async () => {
  const bed = await openTestbed();
  await bed.post([good(1)]);
  const { ack } = await bed.post([frame(1, 60, minutes(99)), good(2)]);
  expect(ack!.rejected).toMatchObject([{ index: 0, reason: Rejection.REJECTION_CONFLICT }]);
  const { body } = await bed.get(`/v1/devices/${REX}/vitals`);
  expect((body as { points: { heartRate: number[] } }).points.heartRate).toEqual([80, 80]);
});

test("a hub's own gaps are stored for its devices only", async () => {
  const bed = await openTestbed();
  const lost = { fromSeq: 4, toSeq: 6, reason: 3 };
  const gaps = [
    { device: idFromHex(REX), ...lost },
    { device: idFromHex(TOM), ...lost },
  ];
  const { ack } = await bed.post([good(9)], gaps);
  expect(ack!.gaps).toBe(1);
  const vitals = (await bed.get(`/v1/devices/${REX}/vitals`)).body as { gaps: object[] };
  expect(vitals.gaps).toEqual([
    {
      fromMs: null,
      toMs: (T0 + 540) * 1000,
      fromSeq: 4,
      toSeq: 6,
      frames: 3,
      reason: "spool-overflow",
      where: "hub",
    },
  ]);
  expect((await bed.get(`/v1/devices/${TOM}`)).body).toMatchObject({ framesLost: 0 });
});

test("a right that was taken away ends within a second, one that was given begins", async () => {
  const bed = await openTestbed();
  await bed.post([good(1)]);
  await bed.store.revoke(bed.hub.hub, REX);
  await bed.store.grant(bed.hub.hub, TOM);
  bed.clock.now += 1000;
  const tom = frame(1, 0, live(99), { device: TOM, key: TOM_KEY });
  const { ack } = await bed.post([good(2), tom]);
  expect(ack!.rejected).toMatchObject([{ index: 0, reason: Rejection.REJECTION_NOT_GRANTED, retry: true }]);
  expect(ack!.stored).toHaveLength(1);
});

test("a hub's token with one character changed, and a viewer's token, are refused", async () => {
  const bed = await openTestbed();
  const { token } = bed.hub;
  const last = token.at(-1) === "A" ? "B" : "A";
  expect((await postBatch(bed.app, token.slice(0, -1) + last, new Uint8Array())).status).toBe(401);
  expect((await postBatch(bed.app, bed.viewer.token, new Uint8Array())).status).toBe(401);
});

test("when the disk cannot keep up, the hub is told to come again and nothing is acknowledged", async () => {
  const bed = await openTestbed({ store: { maxQueuedFrames: 2 } });
  const { status, headers, error } = await bed.post([good(1), good(2), good(3)]);
  expect([status, headers["retry-after"], error!.code]).toEqual([503, "1", "store.busy"]);
  expect(await seqs(bed)).toEqual([]);
  expect((await bed.post([good(1)])).status).toBe(200);
});

test("a full disk is said with 507, health says so too, and both recover", async () => {
  const bed = await openTestbed({ store: { quotaBytes: 200 * 1024 } });
  const taken: number[] = [];
  let seq = 0;
  let answer = await bed.post([frame(++seq, seq * 60, minutes(80))]);
  while (answer.status === 200) {
    taken.push(...answer.ack!.stored.flatMap((s) => s.seqs!));
    answer = await bed.post(
      Array.from({ length: 20 }, () => frame(++seq, seq * 60, minutes(...Array(60).fill(seq % 90)))),
    );
  }
  expect(answer.status).toBe(507);
  expect(answer.error).toMatchObject({ code: "store.full", message: expect.not.stringContaining("/") });
  expect(await seqs(bed)).toEqual(taken);
  expect(await bed.get("/health")).toEqual({ status: 507, body: { status: "degraded", code: "store.full" } });
  // What is there already needs no room.
  expect((await bed.post([frame(1, 60, minutes(80))])).ack!.duplicates).toBe(1);
  expect((await bed.get("/health")).status).toBe(200);
});

test("grants: one for each device the hub was given, keyed for it, until a midnight 90 days ahead", async () => {
  const bed = await openTestbed();
  const answer = await bed.app.inject({
    url: "/v1/hub/grants",
    headers: { authorization: `Bearer ${bed.hub.token}` },
  });
  const { grants } = decodeGrants(answer.rawPayload);
  const notAfterS = T0 + 91 * 86_400;
  expect(grants).toHaveLength(1);
  expect(grants[0]).toMatchObject({ scope: 3, notAfterS, name: "Rex" });
  expect(Buffer.from(grants[0]!.device!).toString("hex")).toBe(REX);
  const key = grantKey(REX_KEY, idFromHex(bed.hub.hub), 3, notAfterS);
  expect(Buffer.from(grants[0]!.key!).equals(key)).toBe(true);
  expect(answer.rawPayload.includes(Buffer.from(REX_KEY))).toBe(false);
});

test("a device key that is wrong here refuses frames instead of believing them", async () => {
  const bed = await openTestbed();
  const other = encodeFrame(
    { device: REX, epoch: 1, seq: 1, uptimeS: 0, utcS: T0, content: live(80) },
    keyOf(77),
  );
  const { ack } = await bed.post([other]);
  expect(ack!.stored).toEqual([]);
});
