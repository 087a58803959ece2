import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import { buildDashboard } from "@petpulse/cloud/web/build";
import {
  decodeAcknowledgement,
  encodeBatch,
  encodeFrame,
  type FrameContent,
  PROTOBUF_TYPE,
} from "@petpulse/proto";
import { pino } from "pino";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requires } from "../src/require.ts";

const PETPULSE = join(import.meta.dirname, "../../petpulse.mjs");
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
/** A sign-in alone takes a while on a machine that has other things to do. */
const PATIENCE = { timeout: 20_000 };
const PASSWORD = "correct horse battery";

const need = requires("chromium");

describe.skipIf(need.skip)(
  `people at the dashboard in a real browser${need.why}`,
  { timeout: 90_000 },
  () => {
    const dir = mkdtempSync(join(tmpdir(), "petpulse-people-"));
    const data = join(dir, "cloud");
    let browser: Browser;
    let cloud: Cloud;
    let device: string;
    let code: string;
    let hub: string;
    let seq = 0;

    function petpulse(...args: string[]): string {
      return execFileSync(process.execPath, [PETPULSE, "cloud", ...args, "--data", data], {
        stdio: "pipe",
        encoding: "utf8",
      });
    }

    /** What the collar measured in this second reaches the cloud by its hub. */
    async function measure(bpm: number): Promise<void> {
      const columns = { heartRate: [bpm * 10], confidence: [90] };
      await bring({ kind: "live", count: 1, stepS: 1, columns });
    }

    async function bring(content: FrameContent): Promise<void> {
      seq++;
      const identity = JSON.parse(readFileSync(join(dir, "collar.json"), "utf8")) as { key: string };
      const utcS = Math.floor(Date.now() / 1000);
      const frame = encodeFrame(
        { device, epoch: 1, seq, uptimeS: seq * 10, utcS, content },
        new Uint8Array(Buffer.from(identity.key, "hex")),
      );
      const answer = await fetch(`${cloud.url}/v1/frames`, {
        method: "POST",
        headers: { authorization: `Bearer ${hub}`, "content-type": PROTOBUF_TYPE },
        body: Buffer.from(encodeBatch({ frames: [frame], gaps: [] })),
      });
      const { stored } = decodeAcknowledgement(new Uint8Array(await answer.arrayBuffer()));
      expect(stored).toHaveLength(1);
    }

    /** The rate on the page, after one more measurement. */
    async function shown(page: Page, bpm: number): Promise<string | null> {
      await measure(bpm);
      return page.locator("#rate").textContent();
    }

    beforeAll(async () => {
      const password = join(dir, "password");
      writeFileSync(password, `${PASSWORD}\n`);
      const made = petpulse(
        "device",
        "provision",
        "--serial",
        "SN-1",
        "--json",
        "--identity",
        join(dir, "collar.json"),
      );
      ({ device, code } = JSON.parse(made) as { device: string; code: string });
      petpulse("person", "add", "--email", "ann@example.org", "--name", "Ann", "--password-file", password);
      cloud = await openCloud({
        dataDir: data,
        port: 0,
        access: { mode: "token" },
        log: pino({ level: "silent" }),
        webRoot: await buildDashboard(),
      });
      hub = (await cloud.addHub({ name: "hall", devices: [] })).token;
      browser = await chromium.launch({ executablePath: need.path, args: ARGS });
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await cloud?.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    /** A browser of somebody's own, with what goes wrong in it. */
    async function visitor(): Promise<{ page: Page; problems: string[] }> {
      const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE.timeout);
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        // The browser itself notes each refusal that this test asks for: not signed in, no such code, a stream that is ended.
        if (message.type() === "error" && !/status of 40[14]|INCOMPLETE_CHUNKED/.test(message.text())) {
          problems.push(message.text());
        }
      });
      return { page, problems };
    }

    test("an owner signs in, claims a collar by its code, sees it live, answers an alert, shows the pet to a vet, and ends that", async () => {
      const { page, problems } = await visitor();
      await page.goto(cloud.url);
      await page.fill("#email", "ann@example.org");
      await page.fill("#password", "wrong horse battery");
      await page.locator("form").first().getByRole("button", { name: "Sign in" }).click();
      await expect
        .poll(() => page.locator(".wrong").first().textContent(), PATIENCE)
        .toContain("password is wrong");
      await page.fill("#password", PASSWORD);
      await page.locator("form").first().getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Add a collar").click();
      await page.fill("#code", "AAAA-AAAA-AAAA-AAAA");
      await page.fill("#name", "Ida");
      await page.getByRole("button", { name: "Add collar" }).click();
      await expect.poll(() => page.locator(".wrong").textContent(), PATIENCE).toContain("opens no collar");
      await page.fill("#code", code.toLowerCase());
      await page.getByRole("button", { name: "Add collar" }).click();
      await page.waitForSelector("h1:has-text('Ida')");

      await expect.poll(() => shown(page, 91), PATIENCE).toBe("91");

      await bring({ kind: "events", events: [{ kind: 4, afterS: 0, value: 312 }] });
      const alert = page.locator(".alerts li:has-text('Slow heart')");
      await alert.waitFor();
      await alert.getByRole("button", { name: "I am on it" }).click();
      await page.waitForSelector(".alerts li[data-state=acknowledged]");

      await page.fill("#share-name", "Dr. Vet");
      await page.getByRole("button", { name: "Make a link" }).click();
      const link = await page.locator("#share-link").inputValue();
      expect(link).toMatch(/\/#\/share\/petpulse-share\./);

      const vet = await visitor();
      await vet.page.goto(link);
      await vet.page.waitForSelector("h1:has-text('Ida')");
      await vet.page.waitForSelector(".alerts li");
      expect(await vet.page.locator(".alerts button").count()).toBe(0);
      expect(vet.page.url()).not.toContain("petpulse-share");
      expect(await vet.page.getByText("Share with a vet").count()).toBe(0);
      await expect.poll(() => shown(vet.page, 97), PATIENCE).toBe("97");

      await page.locator("#shares").getByRole("button", { name: "End" }).click();
      await expect.poll(() => page.locator("#shares li").count(), PATIENCE).toBe(0);
      // What the vet looks at ends by itself, and the link opens nothing any more.
      await measure(99);
      await vet.page.waitForSelector("h1:has-text('This link has ended')");
      expect(await vet.page.getByText("Ida").count()).toBe(0);
      await vet.page.goto(link);
      await vet.page.reload();
      await vet.page.waitForSelector("h1:has-text('This link has ended')");

      await page.click("#sign-out");
      await page.waitForSelector("h1:has-text('Sign in')");
      expect([...problems, ...vet.problems]).toEqual([]);
    });

    test("whoever is invited makes an account and sees what a carer may", async () => {
      const owner = await visitor();
      await owner.page.goto(cloud.url);
      await owner.page.fill("#email", "ann@example.org");
      await owner.page.fill("#password", PASSWORD);
      await owner.page.locator("form").first().getByRole("button", { name: "Sign in" }).click();
      await owner.page.getByRole("link", { name: "People" }).click();
      await owner.page.getByRole("button", { name: "Make a link" }).click();
      const link = await owner.page.locator("#invitation").inputValue();

      const { page, problems } = await visitor();
      await page.goto(link);
      await page.fill("#name", "Carl");
      await page.fill("#email", "carl@example.org");
      await page.fill("#password", "a good long one");
      await page.getByRole("button", { name: "Join" }).click();
      await page.waitForSelector(".card h2:has-text('Ida')");
      expect(await page.getByText("Add a collar").count()).toBe(0);
      expect(await page.locator("#account .who").textContent()).toBe("Carl");
      expect([...problems, ...owner.problems]).toEqual([]);
    });
  },
);
