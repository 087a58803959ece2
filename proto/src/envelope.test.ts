import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  answerTopic,
  decodeAnswer,
  encodeAnswer,
  envelopeKey,
  openEnvelope,
  readRequestTopic,
  requestTopic,
  sealEnvelope,
} from "./envelope.ts";
import { WireError } from "./errors.ts";

const HUB = "a0a1a2a3a4a5a6a7";
const N = "0011223344556677";
const KEY = envelopeKey(createHash("sha256").update("petpulse-hub.a0a1a2a3a4a5a6a7.golden").digest());
const TOPIC = answerTopic(HUB, N);

/** Made with another implementation (Python's cryptography 48.0.0: HKDF, AESGCM), nonce 00 01 … 0b. Kept for ever. */
const GOLDEN_KEY = "fd205c8a518938eaf1d39014d745dbfd44c5143bcfb7b6bfc1275dbcf0edbc0e";
const GOLDEN = "000102030405060708090a0b633298a3be6bfd52c99edfbcb295a33d60256479e9a6b325a04c";

test("golden bytes: key, envelope and answer are as they have always been", () => {
  expect(Buffer.from(KEY).toString("hex")).toBe(GOLDEN_KEY);
  expect(TOPIC).toBe("petpulse/1/a0a1a2a3a4a5a6a7/answer/0011223344556677");
  const plain = openEnvelope(KEY, TOPIC, Buffer.from(GOLDEN, "hex"))!;
  const { status, retryAfterS, body } = decodeAnswer(plain);
  expect([status, retryAfterS, Buffer.from(body).toString()]).toEqual([200, 0, "stored"]);
  expect(encodeAnswer({ status, retryAfterS, body })).toEqual(plain);
});

test("what is sealed comes back, under a new nonce each time", () => {
  const plain = encodeAnswer({ status: 429, retryAfterS: 65_535, body: new Uint8Array(300).fill(7) });
  const [one, two] = [sealEnvelope(KEY, TOPIC, plain), sealEnvelope(KEY, TOPIC, plain)];
  expect(one.length).toBe(12 + plain.length + 16);
  expect(one.subarray(0, 12)).not.toEqual(two.subarray(0, 12));
  expect(openEnvelope(KEY, TOPIC, one)).toEqual(plain);
  expect(decodeAnswer(openEnvelope(KEY, TOPIC, two)!)).toMatchObject({ status: 429, retryAfterS: 65_535 });
  expect(openEnvelope(KEY, TOPIC, sealEnvelope(KEY, TOPIC, new Uint8Array()))).toEqual(Buffer.alloc(0));
});

test("one bit changed anywhere, another topic, another key, or less of it: nothing is opened", () => {
  const good = sealEnvelope(KEY, TOPIC, Uint8Array.of(1, 2, 3));
  for (let i = 0; i < good.length; i++)
    expect(openEnvelope(KEY, TOPIC, new Uint8Array(good).with(i, good[i]! ^ 1)), `byte ${i}`).toBeNull();
  for (let length = 0; length < good.length; length++)
    expect(openEnvelope(KEY, TOPIC, good.subarray(0, length)), `${length} bytes`).toBeNull();
  expect(openEnvelope(KEY, requestTopic(HUB, "frames", N), good)).toBeNull();
  expect(openEnvelope(envelopeKey(new Uint8Array(32)), TOPIC, good)).toBeNull();
});

test("an answer without its head is named so", () => {
  for (let length = 0; length < 4; length++)
    expect(() => decodeAnswer(new Uint8Array(length))).toThrow(
      expect.objectContaining({ constructor: WireError, code: "wire.truncated" }),
    );
});

test("a request's topic says who asks for what; no other topic is one", () => {
  for (const errand of ["frames", "grants"] as const)
    expect(readRequestTopic(requestTopic(HUB, errand, N))).toEqual({ hub: HUB, errand, n: N });
  for (const topic of [
    TOPIC,
    requestTopic("+", "frames", "+"),
    requestTopic(HUB.toUpperCase(), "frames", N),
    requestTopic(HUB, "frames", `${N}0`),
    `${requestTopic(HUB, "frames", N)}/more`,
    requestTopic(HUB, "frames", N).replace("/1/", "/2/"),
    "",
  ])
    expect(readRequestTopic(topic), topic).toBeNull();
});
