import { encodeBatch, grantKey, idFromHex, petpulse } from "@petpulse/proto";
import { expect, test } from "vitest";
import { makeCode } from "./codes.ts";
import { OVERLAP_MS } from "./collars.ts";
import { HOME } from "./people.ts";
import { LIMITS } from "./rates.ts";
import { frame, keyOf, minutes, openTestbed, postBatch, type Testbed } from "./testbed.ts";
import { makeToken } from "./tokens.ts";

const COLLAR = "00c0ffee0000aa01";
const KEY = keyOf(20);
const NEIGHBOUR = "00000000000000b0";

/** A household's owner and hub, by their tokens. */
interface Household {
  owner: string;
  hub: { id: string; token: string };
}

async function household({ store }: Testbed, tenant: string): Promise<Household> {
  if (tenant !== HOME) await store.addTenant({ tenant, name: "Next door" }, 0);
  const owner = makeToken("viewer");
  await store.addViewer({ viewer: owner.id, tenant, role: "owner", name: "Owner", tokenHash: owner.hash }, 0);
  const hub = makeToken("hub");
  await store.addHub({ hub: hub.id, tenant, name: "hall", tokenHash: hub.hash, devices: [] }, 0);
  return { owner: owner.token, hub };
}

/** Two households and a collar fresh from the factory, whose code is `code`. */
async function setUp() {
  const bed = await openTestbed({ access: { mode: "token" } });
  const home = await household(bed, HOME);
  const next = await household(bed, NEIGHBOUR);
  const made = makeCode();
  await bed.store.addCollar({ device: COLLAR, serial: "SN-1", key: KEY, claimHash: made.hash }, 0);
  const call = async (who: Household, method: "GET" | "POST", url: string, payload?: object) => {
    const answer = await bed.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${who.owner}` },
      ...(payload && { payload }),
    });
    return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
  };
  const claim = (who: Household, code: string, name = "Ida") =>
    call(who, "POST", "/v1/claims", { code, name, species: "dog" });
  const send = async (who: Household, ...frames: Uint8Array[]) =>
    (await postBatch(bed.app, who.hub.token, encodeBatch({ frames, gaps: [] }))).ack!;
  const stored = (ack: Awaited<ReturnType<typeof send>>) => ack.stored.flatMap(({ seqs }) => seqs ?? []);
  return { bed, home, next, made, call, claim, send, stored };
}

const mine = (
  seq: number,
  at: number | null,
  more: { key?: Uint8Array; epoch?: number; uptimeS?: number } = {},
) => frame(seq, at, minutes(80), { device: COLLAR, key: KEY, ...more });

test("a collar is nobody's until its code is used, and then its household's hubs carry it", async () => {
  const { home, next, made, call, claim, send, stored } = await setUp();
  expect((await send(home, mine(1, 0))).rejected).toMatchObject([
    { reason: petpulse.v1.Rejection.REJECTION_UNKNOWN_DEVICE, retry: true },
  ]);
  expect(await claim(home, made.payload)).toEqual({ status: 201, body: { device: COLLAR } });
  expect(stored(await send(home, mine(1, 0)))).toEqual([1]);
  expect(stored(await send(next, mine(2, 60)))).toEqual([]);
  expect((await call(home, "GET", `/v1/devices/${COLLAR}`)).body).toMatchObject({ name: "Ida" });
  expect((await call(next, "GET", `/v1/devices/${COLLAR}`)).status).toBe(404);
});

test("a code works once, and a wrong, a used and a revoked collar's code are told apart by nobody", async () => {
  const { bed, home, next, made, claim } = await setUp();
  const other = makeCode();
  await bed.store.addCollar(
    { device: "00c0ffee0000aa02", serial: "SN-2", key: keyOf(21), claimHash: other.hash },
    0,
  );
  await bed.store.revokeCollar("00c0ffee0000aa02", 0);
  expect((await claim(home, made.code)).status).toBe(201);
  const answers = [made.code, made.payload, other.code, makeCode().code].map((code) => claim(next, code));
  const bodies = (await Promise.all(answers)).map(({ status, body }) => `${status} ${JSON.stringify(body)}`);
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).toMatch(/^404 .*claim\.unknown/);
  expect((await claim(home, "hello")).status).toBe(404);
  await expect(
    bed.store.addCollar({ device: COLLAR, serial: "SN-9", key: KEY, claimHash: other.hash }, 0),
  ).rejects.toMatchObject({ code: "device.exists" });
});

test("two who use one code at once: one has the collar", async () => {
  const { home, next, made, claim } = await setUp();
  const both = await Promise.all([claim(home, made.code), claim(next, made.code)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
});

test("guessing codes is slowed to ten a minute", async () => {
  const bed = await openTestbed({ more: async () => ({ limits: LIMITS }) });
  const headers = { host: "localhost" };
  const payload = { code: makeCode().code, name: "x", species: "dog" };
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) {
    const answer = await bed.app.inject({ method: "POST", url: "/v1/claims", headers, payload });
    statuses.push(answer.statusCode);
    if (answer.statusCode === 429) expect(answer.headers["retry-after"]).toBe("6");
  }
  expect(statuses).toEqual([...Array(10).fill(404), 429, 429]);
});

test("a collar is passed on by its owner alone; each side sees what its own pet wore, and nothing else", async () => {
  const { bed, home, next, made, call, claim, send, stored } = await setUp();
  await claim(home, made.code);
  await send(home, mine(1, 0), mine(2, 60));
  expect((await call(next, "POST", `/v1/devices/${COLLAR}/release`)).status).toBe(404);
  const released = (await call(home, "POST", `/v1/devices/${COLLAR}/release`)).body;
  expect(released).toMatchObject({ device: COLLAR, code: expect.stringMatching(/^[0-9A-Z-]{19}$/) });
  expect(stored(await send(home, mine(3, 120)))).toEqual([]);
  expect((await claim(next, made.code)).status).toBe(404);
  expect((await claim(next, released.code, "Kim")).status).toBe(201);

  // It still has a frame of its former wearer's, and one more from a start that was seen then; and one of today's.
  const releaseS = 3600;
  const late = mine(3, 120);
  const untimed = mine(4, null, { uptimeS: 200 });
  const today = mine(5, releaseS + 60, { epoch: 2, uptimeS: 10 });
  const again = mine(2, 60);
  expect(stored(await send(next, late, untimed, today, again)).sort()).toEqual([2, 3, 4, 5]);
  const kept = (await call(home, "GET", `/v1/devices/${encodeURIComponent(released.kept)}/frames`)).body;
  expect(kept.frames.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4]);
  const new_ = (await call(next, "GET", `/v1/devices/${COLLAR}/frames`)).body;
  expect(new_.frames.map(({ seq }: { seq: number }) => seq)).toEqual([5]);
  const list = (await call(home, "GET", "/v1/devices")).body.devices.map(({ id }: { id: string }) => id);
  expect(list).toContain(released.kept);
  expect(list).not.toContain(COLLAR);
  expect((await call(next, "GET", `/v1/devices/${encodeURIComponent(released.kept)}`)).status).toBe(404);
  expect((await bed.store.register(null))!.hubs.find(({ hub }) => hub === home.hub.id)!.devices).toEqual([]);
});

test("after a rotation both keys hold for seven days, then the new one alone; grants are under the new one at once", async () => {
  const { bed, home, made, claim, send, stored } = await setUp();
  await claim(home, made.code);
  const next = keyOf(30);
  await bed.store.rotate(COLLAR, next, bed.clock.now);
  const rotatedMs = bed.clock.now;
  bed.clock.now += 1000;
  expect(stored(await send(home, mine(1, 0), mine(2, 60, { key: next })))).toEqual([1, 2]);
  const answer = await bed.app.inject({
    url: "/v1/hub/grants",
    headers: { authorization: `Bearer ${home.hub.token}` },
  });
  const [grant] = petpulse.v1.Grants.decode(answer.rawPayload).grants;
  const { hub, scope, notAfterS } = grant!;
  expect(Buffer.from(grant!.key!).equals(grantKey(next, hub!, scope!, notAfterS!))).toBe(true);
  expect(idFromHex(COLLAR)).toEqual(new Uint8Array(grant!.device!));
  await expect(bed.store.rotate(COLLAR, keyOf(31), bed.clock.now)).rejects.toMatchObject({
    code: "device.rotating",
  });

  bed.clock.now = rotatedMs + OVERLAP_MS - 1;
  expect(stored(await send(home, mine(3, 120)))).toEqual([3]);
  bed.clock.now = rotatedMs + OVERLAP_MS;
  expect((await send(home, mine(4, 180))).rejected).toMatchObject([
    { reason: petpulse.v1.Rejection.REJECTION_TAG },
  ]);
  expect(stored(await send(home, mine(5, 240, { key: next })))).toEqual([5]);
  await bed.store.rotate(COLLAR, keyOf(31), bed.clock.now);
});

test("of a revoked collar nothing is taken, no grant is given, and it can never be claimed again", async () => {
  const { bed, home, made, claim, send } = await setUp();
  await claim(home, made.code);
  await send(home, mine(1, 0));
  await bed.store.revokeCollar(COLLAR, bed.clock.now);
  bed.clock.now += 1000;
  expect((await send(home, mine(2, 60))).rejected).toMatchObject([
    { reason: petpulse.v1.Rejection.REJECTION_NOT_GRANTED, retry: false },
  ]);
  const answer = await bed.app.inject({
    url: "/v1/hub/grants",
    headers: { authorization: `Bearer ${home.hub.token}` },
  });
  expect(petpulse.v1.Grants.decode(answer.rawPayload).grants).toEqual([]);
  expect(await bed.store.within(HOME).frames(COLLAR, 0, 9)).toHaveLength(1);
});
