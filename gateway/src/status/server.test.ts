import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GatewayStatus } from "../gateway.ts";
import { StatusServer } from "./server.ts";

const NOW = 1_790_000_000_000;
let status: GatewayStatus;
let server: StatusServer;
let port: number;

beforeEach(async () => {
  status = {
    adapter: true,
    collars: [
      {
        name: "<script>alert(1)</script>",
        device: "00c0ffee12345678",
        rssi: -60,
        state: "streaming",
        heardAt: NOW - 3000,
        lastSeq: 7,
        lastFrameAt: NOW - 600_000,
        lastError: null,
      },
    ],
    grants: 1,
    spool: { frames: 12, bytes: 2048, quarantined: 0, oldestMs: NOW - 60_000 },
    uplink: { state: "idle", sent: 5, lastError: null },
  };
  server = new StatusServer({ host: "127.0.0.1", port: 0, status: () => status, now: () => NOW });
  port = await server.start();
});
afterEach(() => server.stop());

function ask(path: string, options: { method?: string; host?: string } = {}) {
  return new Promise<{ status: number; body: string; policy: string }>((resolve, reject) => {
    const headers = options.host ? { host: options.host } : {};
    request({ port, host: "127.0.0.1", path, method: options.method ?? "GET", headers }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode!, body, policy: `${answer.headers["content-security-policy"]}` }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("the page tells of collars, spool and cloud, and a collar's name is only text", async () => {
  const { status, body, policy } = await ask("/");
  expect(status).toBe(200);
  expect(body).toContain("12 frames, 2 KiB, the oldest from 60 s ago");
  expect(body).toContain("10 min ago");
  expect(body).not.toContain("<script>");
  expect(policy).toContain("default-src 'none'");
});

test("programs read the same as JSON", async () => {
  expect(JSON.parse((await ask("/status.json")).body)).toEqual(status);
});

test("health is bad without an adapter and without a cloud", async () => {
  expect((await ask("/health")).status).toBe(200);
  status.adapter = false;
  expect((await ask("/health")).status).toBe(503);
  status.adapter = true;
  status.uplink.lastError = "gateway.cloud-unreachable";
  expect((await ask("/health")).status).toBe(503);
});

test("it only reads, knows three paths, and answers to this machine's name alone", async () => {
  expect((await ask("/", { method: "POST" })).status).toBe(405);
  expect((await ask("/../etc/passwd")).status).toBe(404);
  expect((await ask("/", { host: "evil.example" })).status).toBe(403);
});

test("a port that is taken is refused by name", async () => {
  const second = new StatusServer({ host: "127.0.0.1", port, status: () => status, now: () => NOW });
  await expect(second.start()).rejects.toMatchObject({ code: "gateway.status-port" });
});
