import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { decodeAcknowledgement, encodeBatch, PROTOBUF_TYPE } from "@petpulse/proto";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { type CloudOptions, openCloud } from "./main.ts";
import { HOME } from "./people.ts";
import { STORE_FILE } from "./store/sqlite.ts";
import { addRex, frame, live, minutes, openStore, REX, REX_KEY, random, scratch, silent } from "./testbed.ts";
import { makeToken } from "./tokens.ts";

const open = (more: Partial<CloudOptions> = {}) =>
  openCloud({ dataDir: scratch(), port: 0, access: { mode: "loopback" }, log: silent, ...more });

const send = (url: string, token: string, frames: Uint8Array[]) =>
  fetch(`${url}/v1/frames`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": PROTOBUF_TYPE },
    body: Buffer.from(encodeBatch({ frames, gaps: [] })),
  });

test("a cloud takes devices, hubs and viewers while it runs, and what it stored outlives it", async () => {
  const dataDir = scratch();
  const first = await open({ dataDir, access: { mode: "token" } });
  await first.addDevice({ id: REX, key: REX_KEY, name: "Rex", species: "dog" });
  const { token } = await first.addHub({ name: "kitchen", devices: [REX] });
  const viewer = await first.addViewer({ name: "Ann" });
  expect((await send(first.url, token, [frame(1, 0, live(80))])).status).toBe(200);
  await first.stop();

  const second = await open({ dataDir, access: { mode: "token" } });
  const headers = { authorization: `Bearer ${viewer.token}` };
  const answer = await fetch(`${second.url}/v1/devices/${REX}`, { headers });
  expect(await answer.json()).toMatchObject({ name: "Rex", framesStored: 1 });
  expect(second.storeFile).toBe(join(dataDir, STORE_FILE));
  await second.stop();
});

test("a port that is taken is named, with what to do, and the store is closed again", async () => {
  const first = await open();
  const port = Number(new URL(first.url).port);
  const dataDir = scratch();
  await expect(open({ port, dataDir })).rejects.toMatchObject({
    code: "cloud.port-busy",
    message: expect.stringContaining(String(port)),
    hint: expect.stringContaining("--port"),
  });
  await first.stop();
  const again = await open({ port, dataDir });
  await again.stop();
});

test("an address that is not ours is named", async () => {
  await expect(open({ host: "203.0.113.7", access: { mode: "token" } })).rejects.toMatchObject({
    code: "cloud.port-forbidden",
  });
});

test("no login on an open address: refused before anything is made", async () => {
  await expect(open({ host: "0.0.0.0" })).rejects.toMatchObject({ code: "access.not-loopback" });
});

/** `petpulse cloud serve` in a process of its own, up and listening. */
async function serve(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const script = `import { cloudCommand } from ${JSON.stringify(import.meta.resolve("./command.ts"))};
    await cloudCommand().parseAsync(["serve", "--data", ${JSON.stringify(dataDir)}, "--port", "0", "--json"], { from: "user" });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const line of createInterface({ input: child.stderr! })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) return { child, url };
  }
  throw new Error("the child ended before it listened");
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

test("kill -9 amid deliveries: every acknowledged frame is there exactly once, round after round", async () => {
  const seed = Number(process.env.PETPULSE_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`cloud kill -9: PETPULSE_SEED=${seed}\n`);
  const pick = random(seed);
  const dataDir = scratch();
  const hub = makeToken("hub");
  const store = await openStore({ dir: dataDir });
  await addRex(store);
  await store.addHub({ hub: hub.id, tenant: HOME, name: "kitchen", tokenHash: hub.hash, devices: [REX] }, 0);
  await store.stop();

  const make = (seq: number) => frame(seq, seq, seq % 2 === 0 ? minutes(80, null) : live(80));
  const acknowledged = new Set<number>();
  let made = 0;
  for (let round = 0; round < 2; round++) {
    const { child, url } = await serve(dataDir);
    const exit = ended(child);
    let left = 20 + pick(40);
    const senders = Array.from({ length: 6 }, async () => {
      try {
        for (;;) {
          const frames = Array.from({ length: 1 + pick(8) }, () => make(++made));
          const ack = decodeAcknowledgement(
            new Uint8Array(await (await send(url, hub.token, frames)).arrayBuffer()),
          );
          for (const { seqs } of ack.stored) for (const seq of seqs!) acknowledged.add(seq);
          if (--left === 0) child.kill("SIGKILL");
        }
      } catch {
        // The connection died with the process.
      }
    });
    await Promise.all(senders);
    await exit;
  }

  const { child, url } = await serve(dataDir);
  const held = readSeqs(dataDir);
  expect(new Set(held).size).toBe(held.length);
  expect([...acknowledged].filter((seq) => !held.includes(seq))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(100);
  expect(made).toBeGreaterThan(acknowledged.size);

  // A hub sends again whatever was not acknowledged; then all of it is there, once, and counted once.
  const missing = Array.from({ length: made }, (_, i) => i + 1).filter((seq) => !acknowledged.has(seq));
  expect((await send(url, hub.token, missing.map(make))).status).toBe(200);
  const exit = ended(child);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(readSeqs(dataDir)).toEqual(Array.from({ length: made }, (_, i) => i + 1));
  const reopened = await openStore({ dir: dataDir });
  expect(await reopened.device(0, REX)).toMatchObject({ framesStored: made, framesAwaited: 0 });
});

function readSeqs(dataDir: string): number[] {
  const db = new Database(join(dataDir, STORE_FILE), { readonly: true });
  const seqs = db.prepare("SELECT seq FROM frames ORDER BY seq").pluck().all() as number[];
  db.close();
  return seqs;
}
