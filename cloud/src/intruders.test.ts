import { createHash } from "node:crypto";
import { encodeBatch, envelopeKey, requestTopic, sealEnvelope } from "@petpulse/proto";
import { expect, test } from "vitest";
import { makeCode } from "./codes.ts";
import { OVERLAP_MS } from "./collars.ts";
import { Directory } from "./directory.ts";
import { Desk } from "./mqtt/desk.ts";
import { Passwords } from "./passwords.ts";
import { HOME } from "./people.ts";
import {
  frame,
  keyOf,
  live,
  minutes,
  openTestbed,
  postBatch,
  REX,
  REX_KEY,
  silent,
  type Testbed,
  TOM,
  TOM_KEY,
} from "./testbed.ts";
import { makeToken } from "./tokens.ts";

const NEIGHBOUR = "00000000000000b0";
const [BOB, GONE, UNCLAIMED] = ["00c0ffee000000b0", "00c0ffee0000dead", "00c0ffee0000aa01"];
const PASSWORD = "correct horse battery";

/** Somebody's attempt to get in; resolves with what let them in, or null. */
type Attempt = [what: string, tried: () => Promise<string | null>];

/** `text` with its character `at` (from the end when negative) replaced by another of its kind. */
function bent(text: string, at: number): string {
  const i = at < 0 ? text.length + at : at;
  return `${text.slice(0, i)}${text[i] === "a" ? "b" : "a"}${text.slice(i + 1)}`;
}

/** Another base64url text of the same bytes: of the last letter of 43 two bits mean nothing. */
function respelled(text: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + letters[letters.indexOf(text.at(-1)!) ^ 1];
}

/** `bytes` with the lowest bit of byte `at` flipped. */
const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, bytes[at]! ^ 1);

/** Two households, with a credential of every kind that holds, that has ended, and that has run out. */
async function openVillage() {
  const bed = await openTestbed({ access: { mode: "token" } });
  const { store, app, clock } = bed;
  const bear = (token: string) => ({ authorization: `Bearer ${token}` });
  const cookieOf = async (payload: object) => {
    const answer = await app.inject({ method: "POST", url: "/v1/session", payload });
    expect(answer.statusCode).toBe(204);
    return String(answer.headers["set-cookie"]).split(";")[0]!;
  };

  await store.addTenant({ tenant: NEIGHBOUR, name: "Next door" }, 0);
  await store.addDevice({ device: BOB, key: keyOf(3), tenant: NEIGHBOUR, name: "Bob", species: "dog" }, 0);
  await store.addDevice({ device: GONE, key: keyOf(4), tenant: HOME, name: "Gone", species: "dog" }, 0);
  const code = { unused: makeCode(), used: makeCode(), revoked: makeCode() };
  const collar = (device: string, serial: string, claimHash: Uint8Array) =>
    store.addCollar({ device, serial, key: keyOf(5), claimHash }, 0);
  await collar(UNCLAIMED, "SN-1", code.unused.hash);
  await collar("00c0ffee0000aa02", "SN-2", code.used.hash);
  await collar("00c0ffee0000aa03", "SN-3", code.revoked.hash);
  await store.revokeCollar("00c0ffee0000aa03", 0);
  await store.claim(code.used.hash, { tenant: NEIGHBOUR, name: "Kim", species: "dog" }, 0);
  for (const device of [GONE, TOM]) await store.grant(bed.hub.hub, device);

  const addHub = async (tenant: string, devices: string[]) => {
    const hub = makeToken("hub");
    await store.addHub({ hub: hub.id, tenant, name: "hall", tokenHash: hub.hash, devices }, 0);
    return hub;
  };
  const stranger = await addHub(NEIGHBOUR, [BOB]);
  const formerHub = await addHub(HOME, [REX]);
  const addViewer = async () => {
    const viewer = makeToken("viewer");
    const right = { tenant: HOME, role: "owner", name: "Key", tokenHash: viewer.hash } as const;
    await store.addViewer({ viewer: viewer.id, ...right }, 0);
    return viewer;
  };
  const [viewer, formerViewer] = [await addViewer(), await addViewer()];
  const addShare = async (hours: number) => {
    const share = makeToken("share");
    const expiresMs = clock.now + hours * 3_600_000;
    const link = { share: share.id, tenant: HOME, device: REX, name: "Dr. Vet", tokenHash: share.hash };
    await store.addShare({ ...link, expiresMs }, 0);
    return share;
  };
  const [share, formerShare, shortShare] = [await addShare(9000), await addShare(9000), await addShare(1)];
  const invite = async (hours: number) => {
    const invitation = makeToken("invitation");
    const expiresMs = clock.now + hours * 3_600_000;
    const offer = { tenant: HOME, role: "owner", tokenHash: invitation.hash, expiresMs } as const;
    await store.addInvitation({ invitation: invitation.id, ...offer }, 0);
    return invitation;
  };
  const [usedInvitation, lateInvitation] = [await invite(9000), await invite(1)];
  const password = await new Passwords().hash(PASSWORD);
  const addPerson = async (name: string) => {
    const person = Buffer.from(name.padEnd(8)).toString("hex");
    const account = { person, email: `${name}@example.org`, name, password, administrator: false };
    await store.addPerson(account, 0);
    await store.setMember({ person, tenant: HOME, role: "owner" }, 0);
    return person;
  };
  const [, bea, carl] = [
    await addPerson("ann"),
    await addPerson("bea"),
    await addPerson("carl"),
    await addPerson("dan"),
  ];
  clock.now += 1000;

  // All of these are good once.
  const sessions = {
    ann: await cookieOf({ email: "ann@example.org", password: PASSWORD }),
    bea: await cookieOf({ email: "bea@example.org", password: PASSWORD }),
    carl: await cookieOf({ email: "carl@example.org", password: PASSWORD }),
    gone: await cookieOf({ email: "dan@example.org", password: PASSWORD }),
    formerViewer: await cookieOf({ token: formerViewer.token }),
    formerShare: await cookieOf({ token: formerShare.token }),
    shortShare: await cookieOf({ token: shortShare.token }),
  };
  for (const cookie of Object.values(sessions))
    expect((await app.inject({ url: "/v1/devices", headers: { cookie } })).statusCode).toBe(200);
  for (const token of [bed.hub.token, stranger.token, formerHub.token])
    expect((await app.inject({ url: "/v1/hub/grants", headers: bear(token) })).statusCode).toBe(200);
  const joining = {
    token: usedInvitation.token,
    email: "dora@example.org",
    name: "Dora",
    password: PASSWORD,
  };
  const joined = await app.inject({ method: "POST", url: "/v1/invitations/accept", payload: joining });
  expect(joined.statusCode).toBe(201);
  for (const bytes of [genuine(1), frame(1, 0, live(80), { device: GONE, key: keyOf(4) })])
    expect((await bed.post([bytes])).ack!.stored).toHaveLength(1);

  // And then they are withdrawn, or time passes.
  await app.inject({ method: "DELETE", url: "/v1/session", headers: { cookie: sessions.gone } });
  await store.removeHub(HOME, formerHub.id);
  await store.removeViewer(HOME, formerViewer.id);
  await store.removeShare(HOME, formerShare.id);
  await store.removeMember(HOME, carl);
  await store.setPassword(bea, await new Passwords().hash("another good one"));
  await store.revokeCollar(GONE, clock.now);
  await store.rotate(TOM, keyOf(30), clock.now - OVERLAP_MS);
  clock.now += 2 * 3_600_000;
  return {
    bed,
    bear,
    code,
    stranger,
    formerHub,
    viewer,
    share,
    shortShare,
    formerShare,
    formerViewer,
    sessions,
    usedInvitation,
    lateInvitation,
  };
}

/** A frame of Rex's that would be stored. */
const genuine = (seq: number) => frame(seq, seq * 60, minutes(80));

type Village = Awaited<ReturnType<typeof openVillage>>;

/** Everything that is in the store, of whomever. */
async function stored({ store }: Testbed): Promise<number> {
  const devices = [REX, TOM, BOB, GONE, "00c0ffee0000aa02"];
  const lists = await Promise.all(devices.map((device) => store.frames(device, 0, 999)));
  return lists.flat().length;
}

function frameAttempts({ bed, stranger, formerHub }: Village): Attempt[] {
  const bring = (token: string, bytes: Uint8Array) => async () => {
    const before = await stored(bed);
    const { status } = await postBatch(bed.app, token, encodeBatch({ frames: [bytes], gaps: [] }));
    return (await stored(bed)) === before ? null : `${status}`;
  };
  const { token } = bed.hub;
  // Each attempt is about a frame of its own: one that got in would hide the next under the same number.
  let seq = 100;
  const fresh = () => genuine(seq++);
  const less = (bytes: number) => fresh().subarray(0, -bytes);
  const as = (device: string, key: Uint8Array) => frame(seq++, 60, live(80), { device, key });
  return [
    ...Array.from({ length: 24 }, (_, i): Attempt => {
      const good = fresh();
      const at = Math.floor((i * good.length) / 24);
      return [`byte ${at} of a frame changed`, bring(token, flipped(good, at))];
    }),
    ...Array.from({ length: 8 }, (_, i): Attempt => {
      const good = fresh();
      return [`byte ${i + 1} of its tag changed`, bring(token, flipped(good, good.length - 1 - i))];
    }),
    ["without its last byte", bring(token, less(1))],
    ["without its tag", bring(token, less(16))],
    ["its tag all zero", bring(token, Uint8Array.from([...less(16), ...new Uint8Array(16)]))],
    ["with a byte more", bring(token, Uint8Array.from([...fresh(), 0]))],
    ["the tag of another frame", bring(token, Uint8Array.from([...less(16), ...genuine(3).subarray(-16)]))],
    ["another collar's key", bring(token, as(REX, TOM_KEY))],
    ["no key", bring(token, as(REX, new Uint8Array(32)))],
    ["its device id as the key", bring(token, as(REX, Buffer.from(REX.repeat(4), "hex")))],
    ["a neighbour's collar at this hub", bring(token, as(BOB, keyOf(3)))],
    ["a neighbour's collar under a key of ours", bring(token, as(BOB, REX_KEY))],
    ["a collar that nobody has claimed", bring(token, as(UNCLAIMED, keyOf(5)))],
    ["a collar that never was", bring(token, as("00c0ffee0000ffff", REX_KEY))],
    ["a revoked collar", bring(token, as(GONE, keyOf(4)))],
    ["a key whose seven days are over", bring(token, as(TOM, TOM_KEY))],
    ["a replay of what is stored", bring(token, genuine(1))],
    [
      "a replay under the revoked collar",
      bring(token, frame(1, 0, live(80), { device: GONE, key: keyOf(4) })),
    ],
    ["other content under a stored number", bring(token, frame(1, 60, minutes(180)))],
    ["a genuine frame by a neighbour's hub", bring(stranger.token, fresh())],
    ["a stored frame by a neighbour's hub", bring(stranger.token, genuine(1))],
    ["a genuine frame by a hub that was removed", bring(formerHub.token, fresh())],
    ["a genuine frame by nobody", bring("", fresh())],
  ];
}

function hubAttempts({ bed, bear, stranger, formerHub, viewer, share, sessions }: Village): Attempt[] {
  const ask =
    (headers: Record<string, string>, url = "/v1/hub/grants") =>
    async () => {
      const { statusCode } = await bed.app.inject({ url, headers });
      return statusCode === 401 ? null : `${statusCode}`;
    };
  const { token, hub } = bed.hub;
  const secret = token.split(".")[2]!;
  return [
    ...[-1, -9, -20, -43].map((at): Attempt => [`a secret wrong at ${at}`, ask(bear(bent(token, at)))]),
    ["the id of another hub", ask(bear(token.replace(hub, stranger.id)))],
    ["the id of no hub", ask(bear(token.replace(hub, "0".repeat(16))))],
    ["a hub that was removed", ask(bear(formerHub.token))],
    ["a token that nobody made", ask(bear(makeToken("hub").token))],
    ["the secret alone", ask(bear(secret))],
    ["half a token", ask(bear(token.slice(0, -1)))],
    ["a token and more", ask(bear(`${token}a`))],
    ["another scheme", ask({ authorization: `Basic ${token}` })],
    ["the token in the address", ask({}, `/v1/hub/grants?token=${token}`)],
    ["the token as a cookie", ask({ cookie: `petpulse_session=${token}` })],
    ["an owner's key", ask(bear(viewer.token))],
    ["an owner's key called a hub's", ask(bear(viewer.token.replace("viewer", "hub")))],
    ["a link", ask(bear(share.token))],
    ["a session", ask({ cookie: sessions.ann })],
  ];
}

function readerAttempts({ bed, bear, viewer, formerViewer, share, sessions }: Village): Attempt[] {
  const ask =
    (headers: Record<string, string>, url = `/v1/devices/${REX}`) =>
    async () => {
      const { statusCode } = await bed.app.inject({ url, headers });
      return statusCode === 401 ? null : `${statusCode}`;
    };
  const value = sessions.ann.slice("petpulse_session=".length).split(".");
  const session = (at: number, other: string) => ({
    cookie: `petpulse_session=${value.with(at, other).join(".")}`,
  });
  const later = `${Number(value[3]) + 86_400}`;
  return [
    ...[-1, -9, -43].map((at): Attempt => [`a key wrong at ${at}`, ask(bear(bent(viewer.token, at)))]),
    ["a key that was withdrawn", ask(bear(formerViewer.token))],
    ["a key that nobody made", ask(bear(makeToken("viewer").token))],
    ["the key in the address", ask({}, `/v1/devices/${REX}?token=${viewer.token}`)],
    ["a hub's token", ask(bear(bed.hub.token))],
    ["a link's token without its session", ask(bear(share.token))],
    ["a link's token called a key", ask(bear(share.token.replace("share", "viewer")))],
    ["an invitation called a key", ask(bear(makeToken("invitation").token.replace("invitation", "viewer")))],
    ["a session of another holder", ask(session(0, "viewer"))],
    ["a session of a link", ask(session(0, "share"))],
    ["a session of another person", ask(session(1, Buffer.from("bea     ").toString("hex")))],
    ["a session in another household", ask(session(2, NEIGHBOUR))],
    ["a session in no household", ask(session(2, ""))],
    ["a session for longer", ask(session(3, later))],
    ["a session under another seal", ask(session(4, bent(value[4]!, 7)))],
    ["a session without a seal", ask(session(4, ""))],
    ["a session from before the password was changed", ask({ cookie: sessions.bea })],
    ["a session that was signed out", ask({ cookie: sessions.gone })],
    ["the same, its last letter spelled otherwise", ask({ cookie: respelled(sessions.gone) })],
    ["a session of somebody shown out", ask({ cookie: sessions.carl })],
    ["a session of a key that was withdrawn", ask({ cookie: sessions.formerViewer })],
    ["a session of a link that was ended", ask({ cookie: sessions.formerShare })],
    ["a session of a link that has run out", ask({ cookie: sessions.shortShare })],
    ["nothing", ask({})],
  ];
}

function entranceAttempts(village: Village): Attempt[] {
  const { bed, bear, code, viewer, formerViewer, formerShare, shortShare, usedInvitation, lateInvitation } =
    village;
  const post =
    (url: string, payload: object, headers: Record<string, string> = {}) =>
    async () => {
      const { statusCode } = await bed.app.inject({ method: "POST", url, payload, headers });
      return [400, 401, 404].includes(statusCode) ? null : `${statusCode}`;
    };
  const sign = (payload: object) => post("/v1/session", payload);
  const claim = (text: string) =>
    post("/v1/claims", { code: text, name: "x", species: "dog" }, bear(viewer.token));
  const join = (token: string) =>
    post("/v1/invitations/accept", { token, email: "eve@example.org", name: "Eve", password: PASSWORD });
  return [
    ["a wrong password", sign({ email: "ann@example.org", password: "wrong horse battery" })],
    ["no password", sign({ email: "ann@example.org", password: "" })],
    ["a password from before it was changed", sign({ email: "bea@example.org", password: PASSWORD })],
    ["an address that nobody has", sign({ email: "eve@example.org", password: PASSWORD })],
    ["a session by a key that was withdrawn", sign({ token: formerViewer.token })],
    ["a session by a link that was ended", sign({ token: formerShare.token })],
    ["a session by a link that has run out", sign({ token: shortShare.token })],
    ["a session by a hub's token", sign({ token: bed.hub.token })],
    ["a session by an invitation", sign({ token: lateInvitation.token })],
    ["an invitation that was used", join(usedInvitation.token)],
    ["an invitation that has run out", join(lateInvitation.token)],
    ["an invitation that nobody made", join(makeToken("invitation").token)],
    ["an invitation wrong by a letter", join(bent(lateInvitation.token, -1))],
    ["a claim code that was used", claim(code.used.code)],
    ["a revoked collar's claim code", claim(code.revoked.code)],
    ["a claim code that nobody made", claim(makeCode().code)],
    [
      "a claim code wrong by a letter",
      claim(code.unused.code.replace(/.$/, (last) => (last === "7" ? "8" : "7"))),
    ],
  ];
}

function mqttAttempts({ bed, stranger, formerHub }: Village): Attempt[] {
  const { store, clock, hub } = bed;
  const now = () => clock.now;
  const desk = new Desk({
    store,
    register: new Directory(store, now),
    live: { publish: () => {} },
    clock: now,
    log: silent,
  });
  const key = envelopeKey(createHash("sha256").update(hub.token).digest());
  const topicOf = (id: string, n = "00000000000000aa") => requestTopic(id, "frames", n);
  const body = encodeBatch({ frames: [genuine(500)], gaps: [] });
  const sealed = sealEnvelope(key, topicOf(hub.hub), body);
  const bring = (topic: string, payload: Uint8Array) => async () => {
    const before = await stored(bed);
    const answer = await desk.answer(topic, payload);
    return (await stored(bed)) === before ? null : `${answer?.status}`;
  };
  const by = (id: string, hash: Uint8Array) =>
    bring(topicOf(id), sealEnvelope(envelopeKey(hash), topicOf(id), body));
  return [
    ...[0, 13, 40, sealed.length - 1].map((at): Attempt => {
      return [`byte ${at} of an envelope changed`, bring(topicOf(hub.hub), flipped(sealed, at))];
    }),
    ["an envelope under another topic", bring(topicOf(hub.hub, "00000000000000ab"), sealed)],
    ["an envelope as another errand", bring(topicOf(hub.hub).replace("frames", "grants"), sealed)],
    ["an envelope as another hub's", bring(topicOf(stranger.id), sealed)],
    ["an envelope sealed by another hub", by(hub.hub, stranger.hash)],
    ["an envelope of a neighbour's hub with our frame", by(stranger.id, stranger.hash)],
    ["an envelope of a hub that was removed", by(formerHub.id, formerHub.hash)],
    ["an envelope of a hub that never was", by(makeToken("hub").id, key)],
    ["a batch without an envelope", bring(topicOf(hub.hub), body)],
  ];
}

test("more than 100 forged, replayed, cross-device, revoked and expired frames and credentials: none gets in", async () => {
  const village = await openVillage();
  const attempts = [
    ...frameAttempts(village),
    ...hubAttempts(village),
    ...readerAttempts(village),
    ...entranceAttempts(village),
    ...mqttAttempts(village),
  ];
  expect(attempts.length).toBeGreaterThan(100);
  expect(new Set(attempts.map(([what]) => what)).size).toBe(attempts.length);
  const before = await stored(village.bed);
  const entered: string[] = [];
  for (const [what, tried] of attempts) {
    const by = await tried();
    if (by !== null) entered.push(`${what}: ${by}`);
  }
  expect(entered).toEqual([]);
  expect(await stored(village.bed)).toBe(before);
  process.stdout.write(`intruders: ${attempts.length} attempts, 0 in\n`);
  // The door is not simply shut.
  const { bed, bear, viewer, code } = village;
  expect((await bed.post([genuine(2)])).ack!.stored).toHaveLength(1);
  const payload = { code: code.unused.code, name: "Ida", species: "dog" };
  const claimed = await bed.app.inject({
    method: "POST",
    url: "/v1/claims",
    payload,
    headers: bear(viewer.token),
  });
  expect(claimed.statusCode).toBe(201);
});
