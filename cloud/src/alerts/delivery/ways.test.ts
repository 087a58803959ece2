import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Channel, Way } from "./channels.ts";
import type { Message } from "./message.ts";
import { isPrivate } from "./post.ts";
import { makeSend, type SendOptions } from "./send.ts";

const NOW = 1_790_035_500_123;
const MESSAGE: Message = {
  id: "msg_00000000000000aa_7",
  act: "opened",
  episode: "00000000000000aa",
  rule: "heart-high",
  severity: "critical",
  title: "Resting heart faster than is usual for its kind",
  pet: "Rex",
  detail: "",
  fromMs: 1_790_035_200_000,
  toMs: 1_790_035_440_000,
  worst: 201.55,
  level: 0,
};

interface Got {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that answers each request with the next of `answers`, the last for ever. */
async function receiver(...answers: { status: number; headers?: Record<string, string>; text?: string }[]) {
  const got: Got[] = [];
  const server = createServer((request, reply) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      got.push({ path: request.url ?? "", headers: request.headers, body });
      const answer = answers[Math.min(got.length, answers.length) - 1]!;
      reply.writeHead(answer.status, answer.headers).end(answer.text ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function tell(way: Way, options: Partial<SendOptions> = {}, message = MESSAGE) {
  const { send, close } = makeSend({ smtp: null, privateTargets: true, ...options });
  onTestFinished(close);
  const channel = { ...way, channel: "cc", tenant: "home", name: "x", least: "info", level: 0 } as Channel;
  return send(channel, message, NOW);
}

const SECRET = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;

describe("each way tells", () => {
  test("webhook: signed, so that content, id and age cannot be changed", async () => {
    const { got, url } = await receiver({ status: 204 });
    await tell({ kind: "webhook", settings: { url: `${url}/hook`, secret: SECRET } });
    const { path, headers, body } = got[0]!;
    expect(path).toBe("/hook");
    const signed = `${MESSAGE.id}.1790035500.${body}`;
    const hmac = createHmac("sha256", "0123456789abcdef0123456789abcdef").update(signed).digest("base64");
    expect(headers).toMatchObject({
      "webhook-id": MESSAGE.id,
      "webhook-timestamp": "1790035500",
      "webhook-signature": `v1,${hmac}`,
    });
    expect(JSON.parse(body)).toMatchObject({
      type: "alert.opened",
      data: { episode: MESSAGE.episode, rule: "heart-high", pet: "Rex", from: "2026-09-22T00:00:00.000Z" },
    });
    expect(body).not.toContain(SECRET);
  });

  test("ntfy: its priority by severity, its token in the header", async () => {
    const { got, url } = await receiver({ status: 200 });
    const settings = { url, topic: "rex", token: "tk_secret" };
    await tell({ kind: "ntfy", settings });
    await tell({ kind: "ntfy", settings: { ...settings, token: "" } }, {}, { ...MESSAGE, act: "resolved" });
    expect(got[0]!.headers.authorization).toBe("Bearer tk_secret");
    expect(JSON.parse(got[0]!.body)).toMatchObject({
      topic: "rex",
      priority: 5,
      title: expect.stringContaining("Rex"),
    });
    expect(got[1]!.headers.authorization).toBeUndefined();
    expect(JSON.parse(got[1]!.body)).toMatchObject({ priority: 2, title: expect.stringMatching(/^Over: /) });
  });

  test("PagerDuty: triggers, then resolves the same incident", async () => {
    const { got, url } = await receiver({ status: 202 });
    const way: Way = { kind: "pagerduty", settings: { routingKey: "r".repeat(32) } };
    await tell(way, { pagerDutyUrl: url });
    await tell(way, { pagerDutyUrl: url }, { ...MESSAGE, act: "resolved" });
    const [trigger, resolve] = got.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(trigger).toMatchObject({
      event_action: "trigger",
      payload: { severity: "critical", source: "Rex", timestamp: "2026-09-22T00:00:00.000Z" },
    });
    expect(resolve).toMatchObject({ event_action: "resolve", dedup_key: trigger!.dedup_key });
  });

  test("e-mail: one thread for each episode; a name cannot add a header", async () => {
    const mails: string[] = [];
    const url = await smtp((mail) => void mails.push(mail));
    const options = { smtp: { url, from: "PetPulse <alerts@petpulse.example>" } };
    await tell({ kind: "email", settings: { to: "ann@example.org" } }, options, {
      ...MESSAGE,
      pet: "Rex\r\nBcc: eve@example.org",
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^To: ann@example.org\r$/m);
    expect(mails[0]).toMatch(/^References: <00000000000000aa@petpulse.invalid>\r$/m);
    expect(mails[0]).toContain("From 2026-09-22 00:00 UTC to 2026-09-22 00:04 UTC");
    expect(mails[0]).not.toMatch(/^Bcc/m);
  });
});

async function smtp(
  onMail: (mail: string) => void,
  refuse?: { code: number; text: string },
  { host = "127.0.0.1", onPassword = (_password: string) => {} } = {},
): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth(auth, _session, done) {
      onPassword(auth.password ?? "");
      done(null, { user: auth.username });
    },
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo(_address, _session, done) {
      done(refuse ? Object.assign(new Error(refuse.text), { responseCode: refuse.code }) : null);
    },
    onData(stream, _session, done) {
      let mail = "";
      stream.on("data", (part) => {
        mail += part;
      });
      stream.on("end", () => {
        onMail(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  return `smtp://${host}:${(server.server.address() as AddressInfo).port}`;
}

describe("what went wrong is named, and whether to try again", () => {
  const hook = (url: string): Way => ({ kind: "webhook", settings: { url, secret: SECRET } });

  test.each([
    [500, true],
    [503, true],
    [429, true],
    [408, true],
    [302, false],
    [404, false],
    [410, false],
  ])("HTTP %i", async (status, retry) => {
    const { got, url } = await receiver({
      status,
      headers: { location: "http://127.0.0.1:1/", "retry-after": "7" },
      text: "no",
    });
    await expect(tell(hook(url))).rejects.toMatchObject({
      code: "delivery.refused",
      message: `${status} no`,
      retry,
      afterMs: 7000,
    });
    expect(got).toHaveLength(1);
  });

  test("nobody there: try again", async () => {
    await expect(tell(hook("http://127.0.0.1:1/"))).rejects.toMatchObject({
      code: "delivery.unreachable",
      retry: true,
    });
    await expect(
      tell(
        { kind: "email", settings: { to: "a@example.org" } },
        { smtp: { url: "smtp://127.0.0.1:1", from: "a@b.c" } },
      ),
    ).rejects.toMatchObject({ code: "delivery.unreachable", retry: true });
  });

  test.each([
    [451, true],
    [550, false],
  ])("SMTP %i", async (code, retry) => {
    const url = await smtp(() => {}, { code, text: "not now" });
    const sending = tell(
      { kind: "email", settings: { to: "a@example.org" } },
      { smtp: { url, from: "a@b.example" } },
    );
    await expect(sending).rejects.toMatchObject({ code: "delivery.refused", retry });
  });

  test.each([
    ["another machine", "127.0.0.2", []],
    ["this machine", "127.0.0.1", ["secret"]],
  ])("a mail server without TLS on %s: its password crosses no network", async (_, host, heard) => {
    const passwords: string[] = [];
    const url = await smtp(() => {}, undefined, { host, onPassword: (one) => void passwords.push(one) });
    const options = { smtp: { url: url.replace("//", "//cloud:secret@"), from: "a@b.example" } };
    const sending = tell({ kind: "email", settings: { to: "a@example.org" } }, options);
    if (heard.length > 0) await sending;
    else await expect(sending).rejects.toMatchObject({ code: "delivery.refused", retry: false });
    expect(passwords).toEqual(heard);
  });

  test("without a mail server e-mail fails for good, and says why", async () => {
    const sending = tell({ kind: "email", settings: { to: "a@example.org" } });
    await expect(sending).rejects.toMatchObject({ code: "delivery.unset", retry: false });
  });
});

describe("a tenant's URL does not reach into the cloud's own network", () => {
  test.each([
    "http://example.org/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::ffff:192.168.1.1]/",
    "https://0x7f000001/",
    "https://localhost/",
  ])("%s", async (url) => {
    const sending = tell({ kind: "webhook", settings: { url, secret: SECRET } }, { privateTargets: false });
    await expect(sending).rejects.toMatchObject({ code: "delivery.forbidden", retry: false });
  });

  test("what is private and what is not", () => {
    for (const address of [
      "0.0.0.0",
      "100.64.1.1",
      "172.31.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "fd00::1",
      "fe80::1",
      "::ffff:7f00:1",
      "nonsense",
      "::127.0.0.1",
      "64:ff9b:1::a00:1",
      "2002:a00:1::1",
      "2001:0:a00:1::1",
      "fec0::1",
    ])
      expect(isPrivate(address), address).toBe(true);
    for (const address of ["8.8.8.8", "172.32.0.1", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
      expect(isPrivate(address), address).toBe(false);
  });
});
