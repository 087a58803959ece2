import { expect, test } from "vitest";
import { addressOf, LIMITS, Rates } from "./rates.ts";

function rates() {
  const clock = { now: 1_000_000_000 };
  return { clock, rates: new Rates(LIMITS, () => clock.now) };
}

test("a minute's worth at once, then one for each part of a minute, each caller and kind by itself", () => {
  const { clock, rates: r } = rates();
  for (let i = 0; i < 10; i++) expect(r.take("claim", "ann"), `${i}`).toBe(0);
  expect(r.take("claim", "ann")).toBe(6);
  expect(r.take("claim", "bea")).toBe(0);
  expect(r.take("read", "ann")).toBe(0);
  clock.now += 5_900;
  expect(r.full("claim", "ann")).toBe(1);
  clock.now += 100;
  expect(r.full("claim", "ann")).toBe(0);
  expect(r.take("claim", "ann")).toBe(0);
  expect(r.take("claim", "ann")).toBe(6);
});

test("asking costs nothing; a refused call does not prolong the wait", () => {
  const { rates: r } = rates();
  for (let i = 0; i < 100; i++) expect(r.full("claim", "ann")).toBe(0);
  for (let i = 0; i < 10; i++) r.take("claim", "ann");
  for (let i = 0; i < 100; i++) expect(r.take("claim", "ann")).toBe(6);
});

test("a clock that is set back locks nobody out", () => {
  const { clock, rates: r } = rates();
  for (let i = 0; i < 11; i++) r.take("claim", "ann");
  clock.now -= 3_600_000;
  expect(r.take("claim", "ann")).toBe(0);
});

test("one IPv6 line counts as one address however many of its addresses call", () => {
  expect(addressOf("2001:db8:1:2:aaaa::1")).toBe(addressOf("2001:db8:1:2:bbbb:cccc::2"));
  expect(addressOf("2001:db8:1:2::1")).not.toBe(addressOf("2001:db8:1:3::1"));
  expect(addressOf("2001:db8::1")).toBe(addressOf("2001:db8:0:0:1::1"));
  expect(addressOf("192.0.2.1")).toBe("192.0.2.1");
  expect(addressOf("::ffff:192.0.2.1")).toBe("::ffff:192.0.2.1");
});
