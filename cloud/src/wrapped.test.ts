import { expect, test } from "vitest";
import { keyOf, REX, TOM } from "./testbed.ts";
import { wrappedKeys } from "./wrapped.ts";

const keys = wrappedKeys(keyOf(1));
const key = keyOf(2);

test("a key comes back, is never sealed twice alike, and is not to be seen in what rests", () => {
  const sealed = keys.seal(key, REX);
  expect(keys.open(sealed, REX)).toEqual(key);
  expect(sealed).toHaveLength(65);
  expect(Buffer.from(sealed).includes(Buffer.from(key.subarray(0, 4)))).toBe(false);
  expect(keys.seal(key, REX)).not.toEqual(sealed);
});

test("one changed bit anywhere, a cut, or another device's row is refused by code", () => {
  const sealed = keys.seal(key, REX);
  for (let i = 0; i < sealed.length; i++) {
    const bent = Uint8Array.from(sealed);
    bent[i]! ^= 1;
    expect(() => keys.open(bent, REX), `byte ${i}`).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^keys\./) }),
    );
  }
  for (const length of [0, 31, 33, 64]) {
    expect(() => keys.open(sealed.subarray(0, length), REX)).toThrow(
      expect.objectContaining({ code: "keys.damaged" }),
    );
  }
  expect(() => keys.open(sealed, TOM)).toThrow(expect.objectContaining({ code: "keys.damaged" }));
});

test("a former master key still opens, and what it sealed is stale; so is a bare key", () => {
  const sealed = keys.seal(key, REX);
  const next = wrappedKeys(keyOf(3), [keyOf(1)]);
  expect(next.open(sealed, REX)).toEqual(key);
  expect(next.stale(sealed)).toBe(true);
  expect(next.stale(next.seal(key, REX))).toBe(false);
  expect(next.open(key, REX)).toEqual(key);
  expect(next.stale(key)).toBe(true);
  expect(() => wrappedKeys(keyOf(4)).open(sealed, REX)).toThrow(
    expect.objectContaining({ code: "keys.sealed-otherwise" }),
  );
});
