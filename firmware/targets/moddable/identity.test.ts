import { expect, test } from "vitest";
import { hex, keepEpoch, openIdentity } from "./identity.ts";

function preferences(kept = new Map<string, string | number>()) {
  return {
    kept,
    get: (domain: string, key: string) => kept.get(`${domain}/${key}`),
    set: (domain: string, key: string, value: string | number) => void kept.set(`${domain}/${key}`, value),
  };
}

const random = (byteLength: number) => new Uint8Array(byteLength).fill(byteLength).buffer;

test("an identity is made once and read ever after", () => {
  const kept = preferences();
  const made = openIdentity(kept, random);
  expect([hex(made.device), hex(made.key), made.epoch]).toEqual(["08".repeat(8), "20".repeat(32), 0]);
  keepEpoch(kept, 3);
  const never = () => {
    throw new Error("drawn again");
  };
  expect(openIdentity(kept, never)).toEqual({ ...made, epoch: 3 });
});

test.each([
  ["key", "0".repeat(63)],
  ["key", "g".repeat(64)],
  ["device", 7],
  ["epoch", "many"],
] as const)("a damaged %s is named without what it holds", (name, value) => {
  const kept = preferences();
  openIdentity(kept, random);
  kept.set("petpulse", name, value);
  expect(() => openIdentity(kept, random)).toThrow(
    expect.objectContaining({
      code: "moddable.identity",
      message: `preference petpulse/${name} is damaged`,
    }),
  );
});
