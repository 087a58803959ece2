import { describe, expect, test } from "vitest";
import { HOME } from "../people.ts";
import { frame, gap, live, minutes, openTestbed, REX, sharedTestbed, T0, TOM } from "../testbed.ts";

const at = (seconds: number) => (T0 + seconds) * 1000;

test("households are listed page by page", async () => {
  const bed = await openTestbed();
  const more = ["00000000000000a2", "00000000000000a1"];
  for (const tenant of more) await bed.store.addTenant({ tenant, name: tenant }, 0);
  bed.clock.now += 2000;
  const page = (query: string) => bed.get(`/v1/admin/tenants?${query}`);
  expect((await page("limit=2")).body).toEqual({
    tenants: [
      { id: HOME, name: "Home" },
      { id: more[1], name: more[1] },
    ],
    next: more[1],
  });
  expect((await page(`limit=2&after=${more[1]}`)).body).toEqual({
    tenants: [{ id: more[0], name: more[0] }],
    next: null,
  });
  expect((await page("limit=1001")).status).toBe(400);
});

describe("what the API says about Rex", () => {
  const shared = sharedTestbed();
  const get = (path: string) => shared.bed.get(path);
  const vitals = (query: string) => get(`/v1/devices/${REX}/vitals?${query}`);

  test("devices: names, freshness, latest reading, counts", async () => {
    const { bed } = shared;
    await bed.post([
      frame(1, 0, minutes(80, 90, null)),
      frame(2, 3570, live(95, 96)),
      frame(5, 3580, gap(3, 4)),
    ]);
    expect(await get(`/v1/devices/${REX}`)).toEqual({
      status: 200,
      body: {
        id: REX,
        name: "Rex",
        species: "dog",
        status: "live",
        lastAt: at(3571),
        latest: {
          at: at(3571),
          heartRate: 96,
          confidence: 0.75,
          activity: "unknown",
          intensity: 0,
          flags: [],
        },
        heart: { at: at(3571), heartRate: 96, confidence: 0.75 },
        battery: 88,
        framesStored: 3,
        framesLost: 2,
        framesAwaited: 0,
        unplaced: 0,
      },
    });
    const list = (await get("/v1/devices")).body as { devices: { id: string }[]; next: null };
    expect(list.devices.map(({ id }) => id)).toEqual([TOM, REX]);
    expect(list.devices[0]).toMatchObject({ status: "never", lastAt: null, latest: null, battery: null });
    expect(list.next).toBeNull();
    expect((await get("/v1/devices?limit=1")).body).toMatchObject({ devices: [{ id: TOM }], next: TOM });
    expect((await get(`/v1/devices?limit=1&after=${TOM}`)).body).toMatchObject({ devices: [{ id: REX }] });
  });

  test.each([
    [59, "live"],
    [61, "recent"],
    [75 * 60 - 1, "recent"],
    [75 * 60 + 1, "stale"],
  ])("%d s after the newest measurement it is %s", async (age, status) => {
    const { clock } = shared.bed;
    const before = clock.now;
    clock.now = at(3571 + age);
    expect((await get(`/v1/devices/${REX}`)).body).toMatchObject({ status });
    clock.now = before;
  });

  test("vitals: the last hour by the minute unless asked otherwise", async () => {
    const { status, body } = await vitals("");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      device: REX,
      from: at(0),
      to: at(3600),
      stepS: 60,
      points: {
        t: [at(0), at(60), at(120)],
        heartRate: [80, 90, null],
        confidence: [0.8, 0.8, 0],
        flags: [0, 0, 2],
      },
      gaps: [
        {
          fromMs: at(3572),
          toMs: at(3580),
          fromSeq: 3,
          toSeq: 4,
          frames: 2,
          reason: "log-overflow",
          where: "collar",
        },
      ],
    });
    const { points } = body as { points: Record<string, unknown[]> };
    for (const [name, column] of Object.entries(points)) expect(column, name).toHaveLength(3);
  });

  test.each([
    ["step=live", 1, [at(3570), at(3571)], [95, 96]],
    ["step=120", 120, [at(0), at(120)], [85, null]],
    ["step=1h", 3600, [at(0)], [85]],
    ["step=7200", 7200, [at(0)], [85]],
  ])("vitals with %s", async (query, stepS, t, heartRate) => {
    const { body } = await vitals(query);
    expect(body).toMatchObject({ stepS, points: { t, heartRate } });
  });

  test.each([
    [`from=${at(-700_000)}&step=1m`, "query.too-many-points", "smallest step that fits is 120"],
    [`from=${at(-40 * 86_400)}&step=1800`, "query.too-many-points", "smallest step that fits is 3600"],
    [`from=${at(-40 * 86_400)}&step=5400`, "query.too-many-points", "multiples of 3600"],
    ["from=0&step=1h", "query.too-many-points", "smallest step that fits is 180000"],
    ["step=90", "query.invalid", "multiple of 60"],
    ["step=0", "query.invalid", ""],
    ["step=-60", "query.invalid", ""],
    ["step=fortnight", "query.invalid", ""],
    ["from=yesterday", "query.invalid", ""],
    ["from=1.5", "query.invalid", ""],
    ["form=1", "query.invalid", ""],
    ["to=1e30", "query.invalid", ""],
    [`from=${at(10)}&to=${at(10)}`, "query.range", ""],
    [`from=${at(20)}&to=${at(10)}`, "query.range", ""],
  ])("vitals with %s is refused: %s", async (query, code, hint) => {
    const { status, body } = await vitals(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { code, message: expect.any(String), hint: expect.stringContaining(hint) },
    });
  });

  test("the step named as the smallest is taken", async () => {
    expect((await vitals(`from=${at(-700_000)}&step=120`)).status).toBe(200);
    expect((await vitals("from=0&step=180000")).status).toBe(200);
    expect((await vitals(`from=${at(-40 * 86_400)}&step=3600`)).status).toBe(200);
  });

  test("events, frames and quarantine", async () => {
    const { bed } = shared;
    const events = [{ kind: 4, afterS: 3, value: 412 }];
    await bed.post([frame(6, 3590, { kind: "events", events }), new Uint8Array(40).fill(9)]);
    expect((await get(`/v1/devices/${REX}/events`)).body).toEqual({
      device: REX,
      from: at(3600 - 86_400),
      to: at(3600),
      events: [{ at: at(3593), kind: "bradycardia", value: 41.2, unit: "bpm", detail: "" }],
    });
    expect((await get(`/v1/devices/${REX}/frames?limit=3`)).body).toEqual({
      device: REX,
      frames: [1, 2, 5].map((seq) => ({ epoch: 1, seq })),
      next: 5,
    });
    expect((await get(`/v1/devices/${REX}/frames?after=5`)).body).toMatchObject({
      frames: [{ seq: 6 }],
      next: null,
    });
    expect((await get("/v1/quarantine")).body).toMatchObject({
      frames: [{ hub: bed.hub.hub, reason: "malformed", receivedMs: bed.clock.now }],
    });
  });

  test.each([
    `/v1/devices/${REX}/events?limit=0`,
    `/v1/devices/${REX}/events?limit=1001`,
    `/v1/devices/${REX}/frames?limit=10001`,
    `/v1/devices/${REX}/frames?after=-1`,
    "/v1/devices/REX",
    "/v1/devices?limit=5000",
  ])("%s is refused by code", async (path) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { error: { code: "query.invalid" } } });
  });

  test.each(["", "/vitals", "/events", "/frames", "/unplaced", "/live"])(
    "an unknown device is named at %s",
    async (path) => {
      const answer = await get(`/v1/devices/00c0ffee00000099${path}`);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "device.unknown" } } });
    },
  );

  test("what is nowhere is said as such", async () => {
    expect(await get("/v1/nothing?token=secret")).toMatchObject({
      status: 404,
      body: { error: { code: "route.unknown", message: "nothing is at GET /v1/nothing" } },
    });
  });
});

test("frames that nothing places are counted and bounded", async () => {
  const bed = await openTestbed();
  await bed.post([frame(1, null, minutes(80)), frame(2, 100, live(80), { epoch: 2, uptimeS: 40 })]);
  expect((await bed.get(`/v1/devices/${REX}`)).body).toMatchObject({ unplaced: 1, framesStored: 2 });
  expect((await bed.get(`/v1/devices/${REX}/unplaced`)).body).toEqual({
    epochs: [{ epoch: 1, frames: 1, fromSeq: 1, toSeq: 1, notBeforeMs: null, notAfterMs: at(60) }],
  });
});
