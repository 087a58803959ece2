import { expect, test } from "vitest";
import { makeCode, readCode } from "./codes.ts";

test("a code is read as printed, as typed by a person, and as its QR code says it", () => {
  const { code, payload, hash } = makeCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const typed = code.replaceAll("0", "o").replaceAll("1", "l").toLowerCase().replaceAll("-", " ");
  for (const text of [code, payload, typed, ` ${payload.toLowerCase()}\n`]) {
    expect(readCode(text), text).toEqual(hash);
  }
});

test("no two codes are alike, and nothing else is a code", () => {
  const codes = new Set(Array.from({ length: 500 }, () => makeCode().code));
  expect(codes.size).toBe(500);
  for (const text of ["", "ABCD", "U".repeat(16), "A".repeat(15), "A".repeat(17), "ABCD-EFGH-JKMN-PQR!"]) {
    expect(readCode(text), text).toBeNull();
  }
});
