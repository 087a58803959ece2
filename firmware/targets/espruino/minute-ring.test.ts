import { describe, expect, it } from "vitest";
import { FakeEspruino } from "../../tools/espruino/fake/espruino.ts";
import type { Engine, Storage } from "./api.ts";
import { openRing, ROW_BYTES, SEGMENT_ROWS, SEGMENTS, segmentName } from "./minute-ring.ts";

const EMPTY = new WebAssembly.Module(Buffer.from("0061736d01000000", "hex"));
const COLUMNS = [905, 95, 0, 0, 1, 70_000, 0, 100, 0, 0, -400, 80, 0, 128];

function bench() {
  const { engine, storage } = new FakeEspruino("LINUX", EMPTY);
  return { storage, open: () => openRing(engine as unknown as Engine, storage as unknown as Storage) };
}

describe("the minutes on flash", () => {
  it("come back as they went in, saturated to 16 bits, and the next start goes on behind them", () => {
    const { open } = bench();
    const ring = open();
    ring.append(1_767_225_600, COLUMNS);
    ring.append(1_767_225_660, COLUMNS);
    const again = open();
    expect(again.next()).toBe(3);
    const columns = COLUMNS.map((value) => Math.min(value, 32767));
    expect(again.read(2)).toEqual({ seq: 2, time: 1_767_225_660, columns });
    expect([again.read(0), again.read(3)]).toEqual([null, null]);
  });

  it("are bounded: the oldest file goes, what is kept is the newest 15 files at least", () => {
    const { storage, open } = bench();
    let ring = open();
    const rows = SEGMENTS * SEGMENT_ROWS * 2 + 7;
    for (let i = 0; i < rows; i++) {
      if (i % 1000 === 999) ring = open();
      ring.append(i, COLUMNS);
    }
    expect([ring.next(), ring.lost(), storage.files.size]).toEqual([rows + 1, 0, SEGMENTS]);
    expect(storage.used).toBe(SEGMENTS * 8192);
    const oldest = rows - 6 - (SEGMENTS - 1) * SEGMENT_ROWS;
    expect([ring.read(oldest - 1), ring.read(oldest)?.seq, ring.read(rows)?.time]).toEqual([
      null,
      oldest,
      rows - 1,
    ]);
    expect(open().next()).toBe(rows + 1);
  });

  it("survive a torn row: it is not read, its slot not written again", () => {
    const { storage, open } = bench();
    const ring = open();
    ring.append(1, COLUMNS);
    storage.write(segmentName(2), [2, 0, 0, 0, 7], ROW_BYTES, 8192);
    const again = open();
    expect([again.next(), again.read(2)]).toEqual([3, null]);
    again.append(3, COLUMNS);
    expect([again.read(3)?.time, again.lost(), open().next()]).toEqual([3, 0, 4]);
  });

  it("survive a damaged first row of a file", () => {
    const { storage, open } = bench();
    const ring = open();
    for (let i = 0; i <= SEGMENT_ROWS; i++) ring.append(i, COLUMNS);
    storage.files.get(segmentName(SEGMENT_ROWS + 1))![9]! ^= 1;
    const again = open();
    expect(again.next()).toBe(SEGMENT_ROWS + 1);
    again.append(9, COLUMNS);
    expect(again.read(SEGMENT_ROWS + 1)?.time).toBe(9);
  });

  it("are counted as lost on a full flash, and nothing is thrown", () => {
    const { storage, open } = bench();
    storage.capacity = 8192;
    const ring = open();
    for (let i = 0; i < SEGMENT_ROWS + 5; i++) ring.append(i, COLUMNS);
    expect(ring.lost()).toBe(5);
    expect(ring.read(SEGMENT_ROWS)?.seq).toBe(SEGMENT_ROWS);
  });
});
