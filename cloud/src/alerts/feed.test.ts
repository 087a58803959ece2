import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { STORE_FILE } from "../store/sqlite.ts";
import { addRex, delivery, frame, minutes, openStore, scratch, TOM, TOM_KEY } from "../testbed.ts";
import { Feed } from "./feed.ts";

async function fed() {
  const dir = scratch();
  const store = await openStore({ dir });
  await addRex(store);
  const feed = new Feed(join(dir, STORE_FILE));
  onTestFinished(() => feed.close());
  let seq = 0;
  return {
    dir,
    store,
    feed,
    async deliver(n: number, receivedMs: number, at: number | null = 0) {
      const frames = Array.from({ length: n }, () =>
        frame(++seq, at === null ? null : seq * 60, minutes(80)),
      );
      await store.deliver(delivery(frames, { receivedMs }));
    },
  };
}

const NEW = { id: 0, receivedMs: 0 };

test("frames in order of commit, page by page, none twice", async () => {
  const { feed, deliver } = await fed();
  await deliver(5, 1_800_000_000_000);
  const first = feed.after(NEW, 3);
  const rest = feed.after(first.at(-1)!, 3);
  expect([...first, ...rest].map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  expect(feed.after(rest.at(-1)!, 3)).toEqual([]);
});

test("rows erased and their numbers used again: reading goes back rather than past them", async () => {
  const { dir, feed, deliver } = await fed();
  await deliver(5, 1_800_000_000_000);
  const last = feed.after(NEW, 9).at(-1)!;
  const db = new Database(join(dir, STORE_FILE));
  db.exec("DELETE FROM frames WHERE id > 3");
  db.close();
  await deliver(2, 1_800_000_060_000);
  expect(
    feed
      .after(last, 9)
      .map(({ id, receivedMs }) => [id, receivedMs])
      .slice(-2),
  ).toEqual([
    [4, 1_800_000_060_000],
    [5, 1_800_000_060_000],
  ]);
});

test("frames without a place are told again once they have one", async () => {
  const { store, feed, deliver } = await fed();
  await deliver(2, 1_800_000_000_000, null);
  expect(feed.after(NEW, 9).map(({ startMs }) => startMs)).toEqual([null, null]);
  expect(feed.placed([1, 2])).toEqual([]);
  await store.deliver(delivery([frame(9, 600, minutes(80), { uptimeS: 600 })]));
  expect(feed.placed([1, 2]).map(({ id, startMs }) => [id, startMs !== null])).toEqual([
    [1, true],
    [2, true],
  ]);
});

test("who there is: read anew after five seconds, or at once when asked", async () => {
  const { store, feed } = await fed();
  feed.refresh(0);
  expect([...feed.pets()].map(({ name, species, released }) => [name, species, released])).toEqual([
    ["Rex", "dog", false],
  ]);
  await store.addTenant({ tenant: "00000000000000aa", name: "Next door" }, 0);
  await store.addDevice(
    { device: TOM, key: TOM_KEY, tenant: "00000000000000aa", name: "Tom", species: "cat" },
    0,
  );
  feed.refresh(4999);
  expect([...feed.pets()]).toHaveLength(1);
  feed.refresh(5000);
  expect([...feed.pets()].map(({ tenant }) => tenant)).toEqual(["0000000000000001", "00000000000000aa"]);
  expect(feed.pet(99)).toBeNull();
});

test("a store that is not there is named", () => {
  expect(() => new Feed(join(scratch(), STORE_FILE))).toThrow(expect.objectContaining({ code: "store.io" }));
});
