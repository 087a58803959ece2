import { expect, it } from "vitest";
import { RING_LENGTH, Ring } from "./ring.ts";

it("holds the last 128 columns of each row, whatever came before", () => {
  const ring = new Ring(2);
  for (let n = 0; n < 1000; n++) {
    ring.put(0, n);
    ring.put(1, -n);
    ring.advance();
  }
  for (let back = 0; back < RING_LENGTH; back++) {
    expect([ring.at(0, back), ring.at(1, back)]).toEqual([999 - back, back - 999]);
  }
  ring.clear();
  expect([ring.at(0, 0), ring.at(1, 127), ring.next]).toEqual([0, 0, 0]);
});
