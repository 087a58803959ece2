import { expect, test } from "vitest";
import { conditionsAt } from "./schedule.ts";

test("faults hold from their second up to their end, and the largest loss wins", () => {
  const faults = [
    { kind: "hub-away", atS: 10, seconds: 5 },
    { kind: "loss", atS: 12, seconds: 10, share: 0.2 },
    { kind: "loss", atS: 14, seconds: 2, share: 0.5 },
    { kind: "collar-reset", atS: 14 },
  ] as const;
  expect(conditionsAt(faults, 9)).toEqual({ away: false, loss: 0, reset: false });
  expect(conditionsAt(faults, 10)).toEqual({ away: true, loss: 0, reset: false });
  expect(conditionsAt(faults, 14)).toEqual({ away: true, loss: 0.5, reset: true });
  expect(conditionsAt(faults, 15)).toEqual({ away: false, loss: 0.5, reset: false });
  expect(conditionsAt(faults, 21)).toEqual({ away: false, loss: 0.2, reset: false });
  expect(conditionsAt(faults, 22)).toEqual({ away: false, loss: 0, reset: false });
});
