import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RecordingError, type RecordingErrorCode } from "./errors.ts";
import { openRecording, type Recording } from "./recording.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-recording-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

function samples(recording: Recording): number[][] {
  const out = new Int32Array(6);
  const list: number[][] = [];
  while (recording.next(out)) list.push([...out]);
  return list;
}

async function failure(path: string): Promise<RecordingError> {
  return openRecording(path).then(
    () => expect.fail(`${path} was opened`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(RecordingError);
      return error as RecordingError;
    },
  );
}

/** `n` rows at 50 Hz with ppg 1000, 1001, … */
function rows(n: number): string {
  return Array.from({ length: n }, (_, i) => `${20 * i},${1000 + i}\n`).join("");
}

describe("a good recording", () => {
  test("gives its rows in the port's order, whatever theirs", async () => {
    const path = put("order.csv", "az,t_ms,ppg2,ay,ppg,ax\n3,0,20,2,10,1\n-3,20,21,-2,11,-1\n");
    const recording = await openRecording(path);
    expect(recording).toMatchObject({ name: "order", ppgChannels: 2, hasAcceleration: true, seconds: 0.04 });
    expect(samples(recording)).toEqual([
      [10, 20, 0, 1, 2, 3],
      [11, 21, 0, -1, -2, -3],
    ]);
  });

  test("ends, and leaves the caller's sample alone then", async () => {
    const recording = await openRecording(put("end.csv", "t_ms,ppg\n0,7\n"));
    const out = new Int32Array(6);
    expect(recording.next(out)).toBe(true);
    out.fill(9);
    expect(recording.next(out)).toBe(false);
    expect([...out]).toEqual([9, 9, 9, 9, 9, 9]);
  });

  test("may be packed, whatever it is called, and in several members", async () => {
    const plain = `t_ms,ppg\n${rows(3)}`;
    const members = Buffer.concat([gzipSync("t_ms,ppg\n"), gzipSync(rows(3))]);
    for (const path of [
      put("a.csv.gz", gzipSync(plain)),
      put("b.csv", gzipSync(plain)),
      put("c.csv.gz", members),
    ]) {
      const recording = await openRecording(path);
      expect(samples(recording).map((sample) => sample[0])).toEqual([1000, 1001, 1002]);
      expect(recording.warnings.total).toBe(0);
    }
  });

  test("may come from a spreadsheet: byte order mark, quotes, blanks, CRLF, empty lines, no last newline", async () => {
    const recording = await openRecording(
      put("excel.csv", '\ufeff"t_ms", "ppg"\r\n"0","5"\r\n\r\n 20 , 6.4 \r\n40,7'),
    );
    expect(samples(recording).map((sample) => sample[0])).toEqual([5, 6, 7]);
    expect(recording.warnings.total).toBe(0);
  });

  test("tells how far it has been read", async () => {
    const shares: number[] = [];
    await openRecording(put("progress.csv", `t_ms,ppg\n${rows(20_000)}`), {
      onProgress: (share) => shares.push(share),
    });
    expect(shares.length).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test("at another rate and on another clock is brought to 50 Hz, its reference with it", async () => {
    const text = Array.from({ length: 101 }, (_, i) => `${1e12 + 8 * i},${16 * i}\n`).join("");
    put("fast.hr.csv", `hr_bpm,t_ms\n91.5,${1e12 + 400}\n`);
    put("fast.beats.csv.gz", gzipSync(`t_ms\n${1e12 + 100.5}\n`));
    const recording = await openRecording(put("fast.csv", `t_ms,ppg\n${text}`));
    expect(samples(recording).map((sample) => sample[0])).toEqual(
      Array.from({ length: 41 }, (_, n) => 40 * n),
    );
    expect(recording.heart()).toEqual([{ endMs: 400, bpm: 91.5 }]);
    expect(recording.beats).toEqual([100.5]);
    expect(recording.breaths).toEqual([]);
  });

  test("knows a reference window once it has ended", async () => {
    put("known.hr.csv", "t_ms,hr_bpm\n40,90\n60,95\n5000,99\n");
    const recording = await openRecording(put("known.csv", `t_ms,ppg\n${rows(4)}`));
    const out = new Int32Array(6);
    expect(recording.heart()).toEqual([]);
    recording.next(out);
    recording.next(out);
    expect(recording.heart()).toEqual([{ endMs: 40, bpm: 90 }]);
    samples(recording);
    expect(recording.heart()).toHaveLength(2);
  });
});

describe("rows that cannot be used are skipped and named", () => {
  test.each([
    ["no number", "x,1", "t_ms", '"x" is no number'],
    ["an empty field", "40,", "ppg", "is empty"],
    ["too few fields", "40", null, "1 fields, the header has 2"],
    ["too many fields", "40,1,2", null, "3 fields, the header has 2"],
    ["no finite number", "40,Infinity", "ppg", '"Infinity" is no number'],
    ["not a number by name", "40,NaN", "ppg", '"NaN" is no number'],
    ["a value out of range", "40,4294967296", "ppg", "out of range"],
    ["a time that does not advance", "20,1", "t_ms", "is not after"],
    ["a time that leaps", "99999999999,1", "t_ms", "more than an hour"],
    ["a stray quote", '40,"1', "ppg", "is no number"],
    ["an endless line", `40,${"1".repeat(3_000_000)}`, "ppg", "is no number"],
    ["binary rubbish", "\u0000\u0001\ufffd", null, "1 fields"],
  ])("%s", async (_, row, column, what) => {
    const path = put("bad-row.csv", `t_ms,ppg\n0,1000\n20,1001\n${row}\n40,1002\n60,1003\n`);
    const recording = await openRecording(path);
    expect(samples(recording).map((sample) => sample[0])).toEqual([1000, 1001, 1002, 1003]);
    expect(recording.warnings).toMatchObject({ total: 1, badRows: 1 });
    expect(recording.warnings.list[0]).toMatchObject({
      code: "recording.bad-row",
      file: path,
      line: 4,
      column,
    });
    expect(recording.warnings.list[0]!.what).toContain(what);
  });

  test("all are counted, few are listed", async () => {
    const recording = await openRecording(put("many.csv", `t_ms,ppg\n0,1\n${"?,?\n".repeat(1000)}20,2\n`));
    expect(recording.warnings.total).toBe(1000);
    expect(recording.warnings.list).toHaveLength(20);
    expect(samples(recording)).toHaveLength(2);
  });

  test("in a companion too", async () => {
    put("half.hr.csv", "t_ms,hr_bpm\n20,80\n40,-5\n60,x\n50,70\n80,82\n");
    const recording = await openRecording(put("half.csv", `t_ms,ppg\n${rows(10)}`));
    samples(recording);
    expect(recording.heart().map((window) => window.bpm)).toEqual([80, 70, 82]);
    expect(recording.warnings.list.map(({ line, column }) => [line, column])).toEqual([
      [3, "hr_bpm"],
      [4, "hr_bpm"],
    ]);
  });

  test("a gap in time is reported and filled with what was known last", async () => {
    const recording = await openRecording(put("gap.csv", "t_ms,ppg\n0,100\n20,200\n1020,900\n1040,901\n"));
    const ppg = samples(recording).map((sample) => sample[0]);
    expect(ppg).toHaveLength(53);
    expect(ppg.slice(2, 51).every((value) => value === 200)).toBe(true);
    expect(ppg.slice(51)).toEqual([900, 901]);
    expect(recording.warnings.list).toEqual([
      {
        code: "recording.gap",
        file: join(dir, "gap.csv"),
        line: 4,
        column: "t_ms",
        what: "nothing for 1000 ms",
      },
    ]);
  });

  test("a packed file that breaks off keeps what it holds", async () => {
    const whole = gzipSync(`t_ms,ppg\n${rows(5000)}`);
    const recording = await openRecording(put("cut.csv.gz", whole.subarray(0, whole.length >> 1)));
    expect(recording.seconds).toBeGreaterThan(30);
    expect(recording.seconds).toBeLessThan(70);
    // The row that was cut is not taken for a smaller number.
    const ppg = samples(recording).map((sample) => sample[0]!);
    expect(ppg.every((value, i) => value === 1000 + i)).toBe(true);
    expect(recording.warnings.list.some(({ code }) => code === "recording.truncated")).toBe(true);
  });

  test("a packed file damaged in the middle keeps what lies before", async () => {
    const whole = gzipSync(`t_ms,ppg\n${rows(50_000)}`);
    whole.fill(0xff, whole.length >> 1, (whole.length >> 1) + 64);
    const recording = await openRecording(put("damaged.csv.gz", whole));
    expect(recording.seconds).toBeGreaterThan(100);
    expect(recording.warnings.list.some(({ code }) => code === "recording.truncated")).toBe(true);
  });
});

describe("a file that cannot be used at all says why", () => {
  const day = `t_ms,ppg\n${Array.from({ length: 26 }, (_, hour) => `${hour * 3_600_000},1\n`).join("")}`;
  test.each<[string, string, string | Buffer, RecordingErrorCode, string]>([
    ["packed in name only", "x.csv.gz", "t_ms,ppg\n0,1\n", "recording.not-gzip", "not packed"],
    [
      "a gzip header and rubbish",
      "y.csv.gz",
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
      "recording.not-gzip",
      "unpacked",
    ],
    ["nothing", "x.csv", "", "recording.empty", "is empty"],
    ["blank lines", "x.csv", "\n\n\n", "recording.empty", "is empty"],
    ["only a header", "x.csv", "t_ms,ppg\n", "recording.empty", "no row"],
    ["only bad rows", "x.csv", "t_ms,ppg\na,b\n", "recording.empty", 'line 2: "a" is no number'],
    ["no header", "x.csv", "0,1000\n20,1001\n", "recording.no-header", '"0,1000"'],
    ["not a table", "x.csv", Buffer.alloc(100_000, 0x80), "recording.no-header", "line 1"],
    ["an unknown column", "x.csv", "t_ms,ppg,gyro\n0,1,2\n", "recording.unknown-column", 'column 3: "gyro"'],
    ["a column twice", "x.csv", "t_ms,ppg,ppg\n0,1,2\n", "recording.duplicate-column", 'column 3: "ppg"'],
    ["no time", "x.csv", "ppg,ax,ay,az\n1,2,3,4\n", "recording.missing-column", '"t_ms"'],
    ["half an acceleration", "x.csv", "t_ms,ppg,ax,az\n0,1,2,3\n", "recording.missing-column", '"ay"'],
    [
      "a third channel without a second",
      "x.csv",
      "t_ms,ppg,ppg3\n0,1,2\n",
      "recording.missing-column",
      '"ppg2"',
    ],
    ["more than a day", "x.csv", day, "recording.too-long", "line 26"],
  ])("%s", async (_, name, content, code, named) => {
    const error = await failure(put(name, content));
    expect(error).toMatchObject({ code, file: join(dir, name) });
    expect(error.message).toContain(named);
    expect(error.message).toContain(error.hint);
  });

  test("missing, or a folder", async () => {
    expect(await failure(join(dir, "nowhere.csv"))).toMatchObject({ code: "recording.missing-file" });
    mkdirSync(join(dir, "folder.csv"));
    expect(await failure(join(dir, "folder.csv"))).toMatchObject({ code: "recording.unreadable" });
  });

  test("a companion with a wrong header", async () => {
    put("wrong.hr.csv", "time,bpm\n0,80\n");
    const error = await failure(put("wrong.csv", `t_ms,ppg\n${rows(2)}`));
    expect(error).toMatchObject({ code: "recording.no-header", file: join(dir, "wrong.hr.csv") });
  });
});
