import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../operations/database.ts";
import { memoryDatabase, scratch } from "../testbed.ts";
import { Book, type Step } from "./book.ts";
import type { Evidence } from "./episode.ts";
import type { Episode } from "./episodes.ts";
import { FRESH_MS } from "./lifecycle.ts";
import { RULES, type RuleName } from "./rules.ts";

const T = 1_790_035_200_000;
const MINUTE = 60_000;
const MIGRATIONS = fileURLToPath(new URL("./migrations/", import.meta.url));
const SEED = Number(process.env.PETPULSE_SEED ?? Date.now() % 1_000_000);
process.stdout.write(`alert episodes: PETPULSE_SEED=${SEED}\n`);

/** A book in `file`; null: in memory. */
function openBook(file: string | null = join(scratch(), "alerts.sqlite")) {
  const db = file === null ? memoryDatabase(MIGRATIONS) : openDatabase(file, MIGRATIONS);
  onTestFinished(() => void db.close());
  let ids = 0;
  const book = new Book(db, () => String(++ids).padStart(16, "0"));
  const all = () =>
    (db.prepare("SELECT id FROM episodes ORDER BY pet, rule, from_ms").pluck().all() as string[]).map((id) =>
      book.get(id),
    );
  return {
    db,
    book,
    visible: () => all().filter(({ state }) => state !== "suspected" && state !== "merged"),
    /** Deliveries as `act state`. */
    told: () =>
      db.prepare("SELECT act || ' ' || state FROM deliveries ORDER BY id").pluck().all() as string[],
    channel(least = "info", level = 0, channel = "cc00000000000001") {
      db.prepare("INSERT INTO channels VALUES (?, 'home', 'webhook', 'x', x'', ?, ?, 0)").run(
        channel,
        least,
        level,
      );
    },
  };
}

const step = (evidence: Evidence[], measuredMs = 0): Step => ({
  evidence,
  heard: measuredMs === 0 ? [] : [{ pet: 1, measuredMs, receivedMs: measuredMs, flags: 0, battery: 80 }],
  tenantOf: () => "home",
});
const minute = (i: number, rule: RuleName = "heart-high", value = 200, pet = 1): Evidence => ({
  pet,
  rule,
  fromMs: T + i * MINUTE,
  toMs: T + (i + 1) * MINUTE,
  value,
});
const event = (atS: number, value = 180): Evidence => ({
  pet: 1,
  rule: "collar-tachycardia",
  fromMs: T + atS * 1000,
  toMs: T + atS * 1000,
  value,
});
const extents = (episodes: Episode[]) =>
  episodes.map(({ pet, rule, fromMs, toMs, worst, state }) => ({ pet, rule, fromMs, toMs, worst, state }));

/** What a set of evidence amounts to, worked out the plain way: sorted, then swept once. */
function expected(evidence: readonly Evidence[]) {
  const found: { pet: number; rule: RuleName; fromMs: number; toMs: number; worst: number | null }[] = [];
  const order = (a: Evidence, b: Evidence) =>
    a.pet - b.pet || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.fromMs - b.fromMs);
  for (const { value, ...one } of evidence.toSorted(order)) {
    const last = found.at(-1);
    if (
      last &&
      last.pet === one.pet &&
      last.rule === one.rule &&
      one.fromMs - last.toMs <= RULES[one.rule].joinMs
    ) {
      last.toMs = Math.max(last.toMs, one.toMs);
      last.worst = Math.max(last.worst!, value!);
    } else found.push({ ...one, worst: value });
  }
  return found.filter(({ rule, fromMs, toMs }) => toMs - fromMs >= RULES[rule].sustainMs);
}

describe("one episode, however its evidence comes", () => {
  const RULES_HERE = ["heart-high", "collar-tachycardia", "off-collar"] as const;
  const evidence = fc
    .record({
      pet: fc.integer({ min: 1, max: 2 }),
      rule: fc.constantFrom(...RULES_HERE),
      at: fc.integer({ min: 0, max: 90 }),
      value: fc.integer({ min: 150, max: 250 }),
    })
    .map(({ pet, rule, at, value }) => minute(at, rule, value, pet));
  const story = fc.array(evidence, { minLength: 1, maxLength: 40 }).chain((made) =>
    fc.record({
      made: fc.constant(made),
      // Every piece at least once, some twice, in any order and in any portions.
      came: fc.array(fc.integer({ min: 0, max: made.length - 1 }), { maxLength: 10 }).chain((again) => {
        const all = [...made, ...again.map((i) => made[i]!)];
        return fc.shuffledSubarray(all, { minLength: all.length });
      }),
      portion: fc.integer({ min: 1, max: 7 }),
      measured: fc.integer({ min: 0, max: 200 }),
    }),
  );

  test("reordered, doubled and in portions: the same extents, states and one telling each", () => {
    fc.assert(
      fc.property(story, ({ made, came, portion, measured }) => {
        const { book, visible, db, channel } = openBook(null);
        channel();
        const now = T + 100 * MINUTE;
        for (let i = 0; i < came.length; i += portion) book.take(step(came.slice(i, i + portion)), now);
        book.take(step([], T + measured * MINUTE), now);
        const ids = visible().map(({ id }) => id);
        const waiting = db
          .prepare("SELECT episode FROM deliveries WHERE state = 'pending' ORDER BY episode")
          .pluck();
        const fresh = visible().filter(({ toMs }) => now - toMs <= FRESH_MS);
        expect(waiting.all()).toEqual(fresh.map(({ id }) => id).sort());
        expect(visible()).toMatchObject(expected(made));
        expect(new Set(ids).size).toBe(expected(made).length);
        book.sweep(now);
        const states = visible().map(({ pet, toMs, rule, state }) => [
          state,
          pet === 1 && measured * MINUTE + T > toMs + RULES[rule].joinMs,
        ]);
        for (const [state, past] of states) expect(state).toBe(past ? "resolved" : "open");
        db.close();
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  test("two writers of one file at once: still one episode and one telling", () => {
    const file = join(scratch(), "alerts.sqlite");
    const a = openBook(file);
    const b = openBook(file);
    a.channel();
    // Their ids must differ, as random ones do.
    const other = new Book(b.db, () => "ffffffffffffffff");
    for (let i = 0; i < 20; i++) {
      a.book.take(step([minute(i)]), T + 30 * MINUTE);
      other.take(step([minute(i), minute(19 - i)]), T + 30 * MINUTE);
    }
    expect(extents(a.visible())).toEqual([
      { pet: 1, rule: "heart-high", fromMs: T, toMs: T + 20 * MINUTE, worst: 200, state: "open" },
    ]);
    expect(a.told()).toEqual(["opened pending"]);
  });
});

describe("what becomes of an episode", () => {
  test("a few bad minutes are only suspected; enough of them open it at its true time", () => {
    const { book, visible, told, channel } = openBook();
    channel();
    book.take(step([0, 1, 2].map((i) => minute(i))), T + 3 * MINUTE);
    expect(visible()).toEqual([]);
    book.take(step([4, 6, 8, 9].map((i) => minute(i))), T + 10 * MINUTE);
    expect(visible()).toMatchObject([{ state: "open", fromMs: T, openedMs: T + 10 * MINUTE }]);
    expect(told()).toEqual(["opened pending"]);
  });

  test("the worst evidence speaks for the episode, in whichever order it comes", () => {
    const said = [
      { ...event(0), rule: "collar-anomaly", value: 40, detail: "a little" },
      { ...event(5), rule: "collar-anomaly", value: 90, detail: "much" },
      { ...event(9), rule: "collar-anomaly", value: 60, detail: "less" },
    ] as const;
    for (const order of [said, said.toReversed()]) {
      const { book, visible } = openBook();
      for (const one of order) book.take(step([one]), T + 10 * MINUTE);
      expect(visible()).toMatchObject([{ worst: 90, detail: "much" }]);
    }
  });

  test("late evidence opens an episode at its true time and calls nobody", () => {
    const { book, visible, told, channel } = openBook();
    channel();
    const now = T + 86_400_000;
    book.take(step([event(0)], now - MINUTE), now);
    expect(visible()).toMatchObject([{ fromMs: T, openedMs: now, toldMs: null, state: "open" }]);
    book.sweep(now);
    expect(visible()).toMatchObject([{ state: "resolved", resolvedMs: now, resolvedBy: null }]);
    expect(told()).toEqual([]);
  });

  test("late evidence of what still goes on is told", () => {
    const { book, told, channel } = openBook();
    channel();
    const now = T + 200 * MINUTE;
    book.take(step([event(0)]), now);
    book.take(step(Array.from({ length: 14 }, (_, i) => event((i + 1) * 840))), now);
    expect(told()).toEqual(["opened pending"]);
  });

  test("unanswered it escalates level by level and no further; acknowledged it does not", () => {
    const { book, visible, told, channel } = openBook();
    channel("critical", 0);
    channel("critical", 2, "cc00000000000002");
    book.take(step([event(0)]), T);
    for (let m = 0; m <= 170; m += 5) book.sweep(T + m * MINUTE);
    expect(visible()).toMatchObject([{ level: 3 }]);
    // Opened and three levels to the first, levels 2 and 3 to the second.
    expect(told()).toEqual(["opened pending", ...Array<string>(5).fill("escalated pending")]);

    const other = openBook();
    other.channel();
    other.book.take(step([event(0)]), T);
    const { id } = other.visible()[0]!;
    other.book.acknowledge(id, "ann", T + MINUTE);
    for (let m = 0; m <= 170; m += 5) other.book.sweep(T + m * MINUTE);
    expect(other.visible()).toMatchObject([{ state: "acknowledged", level: 0 }]);
  });

  test("a snooze ends: what still goes on is told again, once", () => {
    const { book, visible, told, channel, db } = openBook();
    channel();
    book.take(step([event(0)]), T);
    const { id } = visible()[0]!;
    book.snooze(id, T + 30 * MINUTE, "ann", T + MINUTE);
    book.take(step([event(14 * 60), event(28 * 60)]), T + 28 * MINUTE);
    book.sweep(T + 29 * MINUTE);
    expect(told()).toHaveLength(1);
    book.sweep(T + 30 * MINUTE);
    book.sweep(T + 31 * MINUTE);
    expect(visible()).toMatchObject([{ state: "open", snoozedUntilMs: null, round: 1 }]);
    expect(told()).toEqual(["opened pending", "opened pending"]);
    const acts = db.prepare("SELECT act || ' ' || who FROM history ORDER BY id").pluck().all();
    expect(acts).toEqual(["opened ", "snoozed ann", "woken "]);
  });

  test("measured on and fine: over by itself, told to whoever heard of it; a bad minute soon after opens it again", () => {
    const { book, visible, told, channel, db } = openBook();
    channel();
    book.take(step([event(0)]), T);
    db.prepare("UPDATE deliveries SET state = 'sent', attempts = 1").run();
    book.take(step([], T + 16 * MINUTE), T + 16 * MINUTE);
    book.sweep(T + 16 * MINUTE);
    expect(visible()).toMatchObject([{ state: "resolved", resolvedBy: null }]);
    expect(told()).toEqual(["opened sent", "resolved pending"]);
    book.take(step([event(14 * 60)]), T + 16 * MINUTE);
    expect(visible()).toMatchObject([{ state: "open", round: 1 }]);
    expect(told()).toEqual(["opened sent", "resolved pending", "opened pending"]);
  });

  test("said to be resolved, it stays so for an hour of the same evidence, then opens again", () => {
    const { book, visible, channel } = openBook();
    channel();
    book.take(step([event(0)]), T);
    book.resolve(visible()[0]!.id, "ann", T + MINUTE);
    for (let m = 5; m <= 60; m += 5) book.take(step([event(m * 60)]), T + m * MINUTE);
    expect(visible()).toMatchObject([{ state: "resolved", resolvedBy: "ann", toMs: T + 60 * MINUTE }]);
    book.take(step([event(62 * 60)]), T + 62 * MINUTE);
    expect(visible()).toMatchObject([{ state: "open", resolvedBy: null }]);
  });

  test("two that turn out to be one keep what people decided, and the one they heard of stays", () => {
    const { book, visible, channel } = openBook();
    channel();
    book.take(step([event(40 * 60)]), T + 40 * MINUTE);
    book.take(step([event(15 * 60)]), T + 41 * MINUTE);
    const [early, late] = visible();
    expect([early!.fromMs, late!.fromMs]).toEqual([T + 15 * MINUTE, T + 40 * MINUTE]);
    book.acknowledge(early!.id, "ann", T + 41 * MINUTE);
    book.take(step([event(28 * 60)]), T + 42 * MINUTE);
    expect(visible()).toMatchObject([
      { id: early!.id, fromMs: T + 15 * MINUTE, toMs: T + 40 * MINUTE, state: "acknowledged" },
    ]);
    expect(book.get(late!.id)).toMatchObject({ state: "merged", mergedInto: early!.id });
  });

  test("what is over is kept for 400 days, what was only suspected for 60, what goes on for ever", () => {
    const { book, visible, db } = openBook();
    book.take(step([event(0), minute(0)]), T);
    const [{ id }] = visible() as [Episode];
    const days = (n: number) => T + n * 86_400_000;
    book.prune(days(500));
    expect(visible()).toHaveLength(1);
    expect(db.prepare("SELECT COUNT(*) FROM episodes").pluck().get()).toBe(1);
    book.resolve(id, "ann", T);
    book.prune(days(399));
    expect(visible()).toHaveLength(1);
    book.prune(days(401));
    expect(visible()).toEqual([]);
    expect(db.prepare("SELECT COUNT(*) FROM history").pluck().get()).toBe(0);
  });

  test("what is over or unknown cannot be answered", () => {
    const { book, visible } = openBook();
    book.take(step([event(0)]), T);
    const { id } = visible()[0]!;
    book.resolve(id, "ann", T);
    for (const act of [
      () => book.acknowledge(id, "ann", T),
      () => book.snooze(id, T + MINUTE, "ann", T),
      () => book.escalate(id, "ann", T),
    ])
      expect(act).toThrow(expect.objectContaining({ code: "alert.over" }));
    expect(() => book.resolve("0".repeat(16), "ann", T)).toThrow(
      expect.objectContaining({ code: "alert.unknown" }),
    );
  });
});
