import { expect, test } from "vitest";
import { type Hearing, type Hop, type Ingest, missing } from "./absence.ts";

const MINUTE = 60_000;
const NOW = 1_790_035_200_000;
const ago = (minutes: number) => NOW - minutes * MINUTE;

const heard = (more: Partial<Hearing> = {}): Hearing => ({
  measuredMs: ago(11),
  receivedMs: ago(11),
  flags: 0,
  battery: 70,
  everyMs: 5 * MINUTE,
  hubsMs: [ago(1)],
  ...more,
});
const fine: Ingest = { upMs: ago(600), failing: false, hubsMs: [ago(1), ago(2), ago(3)] };

test.each<[string, Partial<Hearing>, Partial<Ingest>, Hop | null]>([
  ["two intervals are not over yet", { measuredMs: ago(10), receivedMs: ago(10) }, {}, null],
  ["late but coming: the hub is catching up", { measuredMs: ago(90), receivedMs: ago(1) }, {}, null],
  ["frames come, but nothing places them in time", { measuredMs: ago(900), receivedMs: ago(2) }, {}, null],
  ["the hub is there, the collar is not", {}, {}, "out-of-range"],
  ["the collar last said that it is off", { flags: 1 }, {}, "collar-off"],
  ["it last said that it is charging, and so off", { flags: 1 | 16 }, {}, "charging"],
  ["it was nearly empty", { battery: 4 }, {}, "battery"],
  ["an unknown battery is not an empty one", { battery: -1 }, {}, "out-of-range"],
  ["its only hub is silent", { hubsMs: [ago(11)] }, {}, "hub"],
  ["one of its hubs is still there", { hubsMs: [ago(300), ago(9)] }, {}, "out-of-range"],
  ["its hub has never come back", { hubsMs: [null] }, {}, "hub"],
  ["no hub may carry it", { hubsMs: [] }, {}, "hub"],
  ["off and its hub silent: the hub would not know", { flags: 1, hubsMs: [ago(11)] }, {}, "hub"],
  ["the cloud cannot store", { flags: 1 }, { failing: true }, "cloud"],
  ["all hubs fell silent at once", {}, { hubsMs: [ago(11), ago(12), ago(13)] }, "cloud"],
  ["two hubs prove nothing", { hubsMs: [ago(11)] }, { hubsMs: [ago(11), ago(12)] }, "hub"],
  [
    "the cloud has only just come up",
    { hubsMs: [null] },
    { upMs: ago(10), hubsMs: [null, null, null] },
    null,
  ],
  ["it came up, and still nobody came", { hubsMs: [null] }, { upMs: ago(11), hubsMs: [null] }, "hub"],
  ["a longer interval waits longer", { everyMs: 60 * MINUTE }, {}, null],
])("%s", (_case, hearing, ingest, hop) => {
  expect(missing(heard(hearing), { ...fine, ...ingest }, NOW)).toBe(hop);
});
