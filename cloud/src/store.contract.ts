import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameContent } from "@petpulse/proto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOME } from "./people.ts";
import type { Readings, Span, Store } from "./store.ts";
import { delivery, frame, gap, keyOf, live, minutes, T0, TOM } from "./testbed.ts";

const DAY: Span = { fromMs: T0 * 1000, toMs: (T0 + 86_400) * 1000 };
const NOW = (T0 + 86_400) * 1000;
const at = (seconds: number) => (T0 + seconds) * 1000;
const hash = new Uint8Array(32).fill(3);

/** A device of the running test's own, in the store that all tests share. */
async function newPet(store: Store) {
  const device = `c0117a0000${String(++pets).padStart(6, "0")}`;
  const key = keyOf(pets);
  await store.addDevice({ device, key, tenant: HOME, name: `Pet ${pets}`, species: "dog" }, NOW);
  return {
    device,
    key,
    frame: (seq: number, seconds: number | null, content: FrameContent, more = {}) =>
      frame(seq, seconds, content, { device, key, ...more }),
  };
}
let pets = 0;

/** Holds a store to the contract in store.ts. `make` gives one that has not been started and keeps its files in `dir`. */
export function storeContract(name: string, make: (dir: string) => Store): void {
  describe(`${name} keeps the store's contract`, () => {
    const dir = mkdtempSync(join(tmpdir(), "petpulse-contract-"));
    const store = make(join(dir, "shared"));
    const opened = () => newPet(store);
    beforeAll(() => store.start());
    afterAll(async () => {
      await store.stop();
      rmSync(dir, { recursive: true });
    });

    test("a frame is stored once; the same again is a duplicate, in one delivery and in the next", async () => {
      const { device, frame } = await opened();
      const one = frame(1, 0, minutes(80));
      const first = await store.deliver(delivery([one, one]));
      expect(first.frames).toEqual([{ outcome: "stored", startMs: at(0) }, { outcome: "duplicate" }]);
      expect((await store.deliver(delivery([one]))).frames).toEqual([{ outcome: "duplicate" }]);
      expect(await store.frames(device, 0, 10)).toEqual([{ epoch: 1, seq: 1 }]);
      expect((await store.device(NOW, device)).framesStored).toBe(1);
    });

    test("other bytes under the same identity are a conflict: the first stay, the others go to quarantine", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(1, 0, minutes(80))]));
      const second = await store.deliver(delivery([frame(1, 0, minutes(90)), frame(2, 60, minutes(81))]));
      expect(second.frames.map(({ outcome }) => outcome)).toEqual(["conflict", "stored"]);
      expect((await store.minutes(device, DAY, 60)).heartRate).toEqual([80, 81]);
      expect(await store.quarantine(1)).toMatchObject([{ reason: 7, hub: "aa00000000000001" }]);
    });

    test("the same sequence number in another epoch is another frame", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(1, 0, live(80)), frame(1, 60, live(81), { epoch: 2 })]));
      expect(await store.frames(device, 0, 10)).toEqual([
        { epoch: 1, seq: 1 },
        { epoch: 2, seq: 1 },
      ]);
    });

    test("frames are listed in order and in pages", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([3, 1, 2, 5].map((seq) => frame(seq, seq * 60, live(80)))));
      expect((await store.frames(device, 0, 2)).map(({ seq }) => seq)).toEqual([1, 2]);
      expect((await store.frames(device, 2, 9)).map(({ seq }) => seq)).toEqual([3, 5]);
    });

    test("a frame without the time of day is placed by a later frame of its epoch, roll-up and all", async () => {
      const { device, frame } = await opened();
      const early = frame(1, null, minutes(80, 82), { uptimeS: 10 });
      const first = await store.deliver(delivery([early]));
      expect(first.frames).toEqual([{ outcome: "stored", startMs: null }]);
      expect((await store.minutes(device, DAY, 60)).t).toEqual([]);
      expect((await store.device(NOW, device)).unplaced).toBe(1);

      await store.deliver(delivery([frame(2, 1000, live(80), { uptimeS: 130 })]));
      expect((await store.minutes(device, DAY, 60)).t).toEqual([at(880), at(940)]);
      expect((await store.hours(device, DAY, 3600)).heartRate).toEqual([81]);
      expect((await store.device(NOW, device)).unplaced).toBe(0);
    });

    test("a frame without the time of day is placed at once when a later one is there already", async () => {
      const { frame } = await opened();
      await store.deliver(delivery([frame(2, 1000, live(80), { uptimeS: 130 })]));
      const late = await store.deliver(delivery([frame(1, null, minutes(80), { uptimeS: 10 })]));
      expect(late.frames).toEqual([{ outcome: "stored", startMs: at(880) }]);
    });

    test("an epoch that never learns the time is bounded by its neighbours", async () => {
      const { device, frame } = await opened();
      await store.deliver(
        delivery([
          frame(1, 0, minutes(80)),
          frame(2, null, minutes(90), { epoch: 2, uptimeS: 5 }),
          frame(3, null, minutes(90), { epoch: 2, uptimeS: 65 }),
          frame(4, 7200, minutes(85), { epoch: 3, uptimeS: 100 }),
        ]),
      );
      expect(await store.unplaced(device)).toEqual([
        { epoch: 2, frames: 2, fromSeq: 2, toSeq: 3, notBeforeMs: at(60), notAfterMs: at(7100) },
      ]);
      expect((await store.device(NOW, device)).unplaced).toBe(2);
    });

    test("a clock that jumps moves only what it stamps; the earliest stamp places what has none", async () => {
      const { device, frame } = await opened();
      await store.deliver(
        delivery([
          frame(1, null, minutes(80), { uptimeS: 0 }),
          frame(2, 600, minutes(81), { uptimeS: 60 }),
          frame(3, 300, minutes(82), { uptimeS: 120 }),
        ]),
      );
      const points = await store.minutes(device, DAY, 60);
      expect(points.t).toEqual([at(300), at(540), at(600)]);
      expect(points.heartRate).toEqual([82, 80, 81]);
    });

    test.each([
      ["more than a day ahead", 3 * 86_400],
      ["before 2020", 1000 - T0],
    ])("a time of day %s places nothing, and a later true one does", async (_, wrong) => {
      const { device, frame } = await opened();
      const placed = await store.deliver(delivery([frame(1, wrong, minutes(80), { uptimeS: 0 })]));
      expect(placed.frames).toEqual([{ outcome: "stored", startMs: null }]);
      await store.deliver(delivery([frame(2, 160, live(80), { uptimeS: 60 })]));
      expect((await store.minutes(device, DAY, 60)).t).toEqual([at(100)]);
    });

    test("roll-ups say the same as the minutes, whatever the order and however often frames come", async () => {
      const { device, frame } = await opened();
      const frames = [
        frame(1, 3480, minutes(80, 84, null, 90)),
        frame(2, 3720, minutes(null, 100)),
        frame(3, 3840, minutes(70)),
      ];
      await store.deliver(delivery([frames[2]!, frames[0]!]));
      await store.deliver(delivery(frames));
      await store.deliver(delivery([...frames].reverse()));
      const hours = await store.hours(device, DAY, 3600);
      expect(hours).toMatchObject({
        t: [at(0), at(3600)],
        heartRate: [82, 86.7],
        heartRateMin: [80, 70],
        heartRateMax: [84, 100],
        confidence: [0.8, 0.8],
        steps: [3, 11],
        battery: [89, 90],
        flags: [0, 2],
      });
      expect(await store.minutes(device, DAY, 3600)).toEqual(hours);
      expect((await store.hours(device, DAY, 7200)).steps).toEqual([14]);
    });

    test("steps between gather minutes; a heart the collar was silent about is null, not zero", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(1, 0, minutes(80, 90, null, null))]));
      const points = await store.minutes(device, DAY, 120);
      expect(points.t).toEqual([at(0), at(120)]);
      expect(points.heartRate).toEqual([85, null]);
      expect(points.confidence).toEqual([0.8, 0]);
    });

    test("a span takes what begins in it, though the frame began before", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(1, 0, minutes(...Array.from({ length: 60 }, (_, i) => 60 + i)))]));
      const points = await store.minutes(device, { fromMs: at(3480), toMs: at(3540) }, 60);
      expect(points.heartRate).toEqual([118]);
    });

    test("live estimates stand at their own seconds, and too many are refused", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(1, 5, live(80, 81, 82))]));
      const points = await store.estimates(device, { fromMs: at(6), toMs: at(8) }, 2);
      expect(points.t).toEqual([at(6), at(7)]);
      expect(points.heartRate).toEqual([81, 82]);
      await expect(store.estimates(device, DAY, 2)).rejects.toMatchObject({ code: "query.too-many-points" });
    });

    test("gaps are the union of what senders name, less what is held", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(5, 300, live(80))]));
      const named = delivery([frame(12, 600, gap(2, 6)), frame(13, 660, gap(4, 9))], {
        gaps: [{ device, fromSeq: 8, toSeq: 10, reason: 3 }],
      });
      expect((await store.deliver(named)).gaps).toBe(1);
      await store.deliver(named);
      const gaps = await store.gaps(device, DAY, 10);
      expect(gaps.map((g) => [g.fromSeq, g.toSeq, g.frames, g.reason, g.where])).toEqual([
        [2, 4, 3, "log-overflow", "collar"],
        [6, 6, 1, "log-overflow", "collar"],
        [7, 9, 3, "log-overflow", "collar"],
        [10, 10, 1, "spool-overflow", "hub"],
      ]);
      const state = await store.device(NOW, device);
      expect([state.framesStored, state.framesLost, state.framesAwaited]).toEqual([3, 8, 2]);
    });

    test("a frame thought lost that comes after all leaves its gap", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(9, 600, gap(2, 6))]));
      for (const seq of [4, 2, 6]) await store.deliver(delivery([frame(seq, seq * 60, live(80))]));
      const gaps = await store.gaps(device, DAY, 10);
      expect(gaps.map((g) => [g.fromSeq, g.toSeq])).toEqual([
        [3, 3],
        [5, 5],
      ]);
      expect((await store.device(NOW, device)).framesLost).toBe(2);
    });

    test("a gap is bounded in time by the frames around it, and by the minutes where those are missing", async () => {
      const { device, frame } = await opened();
      await store.deliver(
        delivery([
          frame(3, 120, minutes(80)),
          frame(4, 170, live(80)),
          frame(7, 600, gap(5, 6)),
          frame(8, 600, minutes(80)),
          frame(12, 700, gap(10, 11)),
        ]),
      );
      const gaps = await store.gaps(device, DAY, 10);
      expect(gaps.map((g) => [g.fromMs, g.toMs])).toEqual([
        [at(180), at(600)],
        [at(660), at(700)],
      ]);
      expect(await store.gaps(device, { fromMs: at(2000), toMs: at(3000) }, 10)).toEqual([]);
      expect((await store.gaps(device, DAY, 1)).map((g) => g.fromSeq)).toEqual([10]);
    });

    test("of ten thousand gaps a query looks at those about its span", async () => {
      const { device, frame } = await opened();
      const day = 1440;
      const losses = Array.from({ length: 9000 }, (_, i) => ({
        device,
        fromSeq: 100 + 3 * i,
        toSeq: 100 + 3 * i,
        reason: 3,
      }));
      for (let from = 0; from < losses.length; from += 1000)
        await store.deliver(delivery([], { gaps: losses.slice(from, from + 1000) }));
      // A frame a day stands between them; of the tenth day all gaps are asked for.
      const frames = Array.from({ length: 20 }, (_, d) =>
        frame(101 + 3 * 100 * d, d * day * 60, minutes(80)),
      );
      await store.deliver(delivery(frames, { receivedMs: at(60 * 86_400) }));
      const span = { fromMs: at(10 * 86_400), toMs: at(10 * 86_400 + 3600) };
      const gaps = await store.gaps(device, span, 1000);
      expect(gaps.map(({ fromSeq }) => fromSeq)).toEqual(
        Array.from({ length: 200 }, (_, i) => 100 + 3 * (901 + i)),
      );
    });

    test("events come newest first, in the span, up to the limit", async () => {
      const { device, frame } = await opened();
      const events = (list: [kind: number, afterS: number, value: number][]) => ({
        kind: "events" as const,
        events: list.map(([kind, afterS, value]) => ({ kind, afterS, value })),
      });
      await store.deliver(
        delivery([
          frame(
            1,
            100,
            events([
              [1, 0, 0],
              [5, 20, 2105],
            ]),
          ),
          frame(2, 110, events([[10, 0, 15]])),
        ]),
      );
      expect(await store.events(device, DAY, 2)).toEqual([
        { at: at(120), kind: "tachycardia", value: 210.5, unit: "bpm", detail: "" },
        { at: at(110), kind: "low-battery", value: 15, unit: "%", detail: "" },
      ]);
      expect(await store.events(device, { fromMs: at(0), toMs: at(101) }, 9)).toMatchObject([
        { kind: "boot" },
      ]);
    });

    test("the latest reading is the newest by measurement, not by arrival, and never from a wrong future", async () => {
      const { device, frame } = await opened();
      await store.deliver(delivery([frame(9, 500, live(95)), frame(10, 86_400 + 7200, live(40))]));
      await store.deliver(delivery([frame(1, 0, minutes(80, null))]));
      const { latest, battery } = await store.device(NOW, device);
      expect(latest).toMatchObject({ at: at(500), heartRate: 95, confidence: 0.75 });
      expect(battery).toBe(89);
    });

    test("between two measurements the last heart rate stands for a quarter of an hour, and no longer", async () => {
      const { device, frame } = await opened();
      const pause = (flag: number, count: number) => ({
        kind: "minutes" as const,
        count,
        columns: { confidence: Array(count).fill(0), flags: Array(count).fill(flag) },
      });
      const heart = async () => (await store.device(NOW, device)).heart;
      await store.deliver(delivery([frame(1, 0, minutes(70, 80, null))]));
      expect(await heart()).toBeNull();
      await store.deliver(delivery([frame(2, 180, pause(128, 10))]));
      expect(await heart()).toEqual({ at: at(120), heartRate: 80, confidence: 0.8 });
      await store.deliver(delivery([frame(3, 780, pause(128 | 64, 4))]));
      expect(await heart()).toMatchObject({ at: at(120) });
      await store.deliver(delivery([frame(4, 1020, pause(128, 1))]));
      expect(await heart()).toBeNull();
      await store.deliver(delivery([frame(5, 1080, live(95)), frame(6, 1085, pause(128, 1))]));
      expect(await heart()).toEqual({ at: at(1080), heartRate: 95, confidence: 0.75 });
      await store.deliver(delivery([frame(7, 1145, pause(1, 1))]));
      expect(await heart()).toBeNull();
    });

    test("devices come in pages in order of id, also those that never sent", async () => {
      const one = (await opened()).device;
      const two = (await opened()).device;
      const [next] = await store.devices(NOW, one, 1);
      expect(next).toMatchObject({ device: two, latest: null, battery: null, framesStored: 0 });
      expect((await store.devices(NOW, null, 1000)).map(({ device }) => device)).toContain(one);
      expect(await store.devices(NOW, two, 9)).toEqual([]);
    });

    test("a device keeps its key for ever; its name may change", async () => {
      const { device, key } = await opened();
      await store.addDevice({ device, key, tenant: HOME, name: "King", species: "dog" }, NOW);
      await expect(
        store.addDevice({ device, key: keyOf(9), tenant: HOME, name: "Rex", species: "dog" }, NOW),
      ).rejects.toMatchObject({ code: "device.exists" });
      const register = await store.register(null);
      expect(register?.devices).toContainEqual({
        device,
        tenant: HOME,
        name: "King",
        species: "dog",
        keys: [{ version: 1, key, untilMs: null }],
        revoked: false,
      });
    });

    test("a household has so many invitations out, until they run out", async () => {
      const tenant = "00000000000000f1";
      await store.addTenant({ tenant, name: "Open house" }, NOW);
      const invite = (n: number, nowMs: number) =>
        store.addInvitation(
          {
            invitation: `f1${String(n).padStart(14, "0")}`,
            tenant,
            role: "carer",
            tokenHash: new Uint8Array(32).fill(n),
            expiresMs: NOW + 1000,
          },
          nowMs,
        );
      for (let n = 0; n < 100; n++) await invite(n, NOW);
      await expect(invite(100, NOW)).rejects.toMatchObject({ code: "invitation.too-many" });
      await invite(100, NOW + 1000);
    });

    test("no read tells one tenant of another's devices; each finds its own", async () => {
      const { device, frame } = await opened();
      const other = "00000000000000c0";
      await store.addTenant({ tenant: other, name: "Next door" }, NOW);
      await store.addHub(
        { hub: "bb000000000000c0", tenant: HOME, name: "hall", tokenHash: hash, devices: [device] },
        NOW,
      );
      const refused = [{ reason: 1, detail: "of home", bytes: new Uint8Array(3) }];
      const one = delivery([frame(1, 0, minutes(80))], { hub: "bb000000000000c0", refused });
      await store.deliver(one);
      const reads: ((pets: Readings) => Promise<unknown>)[] = [
        (pets) => pets.device(NOW, device),
        (pets) => pets.estimates(device, DAY, 9),
        (pets) => pets.minutes(device, DAY, 60),
        (pets) => pets.hours(device, DAY, 3600),
        (pets) => pets.gaps(device, DAY, 9),
        (pets) => pets.events(device, DAY, 9),
        (pets) => pets.frames(device, 0, 9),
        (pets) => pets.unplaced(device),
      ];
      for (const read of reads) {
        await expect(read(store.within(other)), String(read)).rejects.toMatchObject({
          code: "device.unknown",
        });
        await read(store.within(HOME));
      }
      expect(await store.within(other).devices(NOW, null, 1000)).toEqual([]);
      expect(await store.within(other).quarantine(9)).toEqual([]);
      const devices = await store.within(HOME).devices(NOW, null, 1000);
      expect(devices.map((state) => state.device)).toContain(device);
      expect(await store.within(HOME).quarantine(1)).toMatchObject([{ detail: "of home" }]);
      await store.removeHub(HOME, "bb000000000000c0");
    });

    test("a hub carries what it was given, no more", async () => {
      const { device } = await opened();
      const hub = {
        hub: "bb00000000000001",
        tenant: HOME,
        name: "kitchen",
        tokenHash: hash,
        devices: [device],
      };
      await store.addHub(hub, NOW);
      const before = await store.register(null);
      expect(before?.hubs).toEqual([hub]);
      expect(await store.register(before!.version)).toBeNull();
      await store.revoke(hub.hub, device);
      const after = await store.register(before!.version);
      expect(after?.hubs).toEqual([{ ...hub, devices: [] }]);
      await store.grant(hub.hub, device);
      expect((await store.register(after!.version))?.hubs).toEqual([hub]);
      await expect(store.grant(hub.hub, TOM)).rejects.toMatchObject({ code: "device.unknown" });
      await expect(store.grant("bb00000000000002", device)).rejects.toMatchObject({ code: "hub.unknown" });
      const greedy = { ...hub, hub: "bb00000000000003", devices: [device, TOM] };
      await expect(store.addHub(greedy, NOW)).rejects.toMatchObject({ code: "device.unknown" });
      expect((await store.register(null))?.hubs).toHaveLength(1);
    });

    test("a delivery with a stranger's frame fails whole, and leaves nothing behind", async () => {
      const { device, frame } = await opened();
      const stranger = frame(1, 0, live(80), { device: TOM });
      await expect(store.deliver(delivery([frame(1, 0, minutes(80)), stranger]))).rejects.toMatchObject({
        code: "device.unknown",
      });
      expect(await store.frames(device, 0, 9)).toEqual([]);
      expect((await store.hours(device, DAY, 3600)).t).toEqual([]);
      expect((await store.device(NOW, device)).framesStored).toBe(0);
      await store.deliver(delivery([frame(1, 0, minutes(80))]));
      expect((await store.hours(device, DAY, 3600)).steps).toEqual([1]);
      expect((await store.device(NOW, device)).framesStored).toBe(1);
    });

    test("one bad delivery does not hold back those that wait with it", async () => {
      const { device, frame } = await opened();
      const results = await Promise.allSettled([
        store.deliver(delivery([frame(1, 0, live(80))])),
        store.deliver(delivery([frame(1, 0, live(80), { device: TOM })])),
        store.deliver(delivery([frame(2, 60, live(80))])),
      ]);
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect((await store.frames(device, 0, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
    });

    test("quarantine keeps the newest thousand", async () => {
      await opened();
      for (let i = 0; i < 5; i++) {
        const refused = Array.from({ length: 250 }, (_, j) => ({
          reason: 1,
          detail: `${i * 250 + j}`,
          bytes: new Uint8Array(9),
        }));
        await store.deliver(delivery([], { refused }));
      }
      const kept = await store.quarantine(5000);
      expect(kept).toHaveLength(1000);
      expect([kept[0]!.detail, kept.at(-1)!.detail]).toEqual(["1249", "250"]);
    });

    test("reads of a stranger are refused by name", async () => {
      await opened();
      await expect(store.device(NOW, TOM)).rejects.toMatchObject({ code: "device.unknown" });
      await expect(store.minutes(TOM, DAY, 60)).rejects.toMatchObject({ code: "device.unknown" });
      await expect(store.gaps(TOM, DAY, 9)).rejects.toMatchObject({ code: "device.unknown" });
    });

    test("before start and after stop it says that it is closed", async () => {
      const store = make(join(dir, "closed"));
      await expect(store.deliver(delivery([]))).rejects.toMatchObject({ code: "store.closed" });
      await store.start();
      const under = store.deliver(
        delivery([], { refused: [{ reason: 1, detail: "", bytes: new Uint8Array() }] }),
      );
      await store.stop();
      await under;
      await expect(store.check()).rejects.toMatchObject({ code: "store.closed" });
    });
  });
}
