import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VirtualDog } from "../src/dog/dog.ts";
import { requires } from "../src/require.ts";
import { Pace } from "../src/start/pace.ts";
import { Stage } from "../src/start/stage.ts";

/** Where screenshots go; ignored by git. */
const SHOTS = join(import.meta.dirname, "../screenshots");
const HISTORY_S = 600;
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat([
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]);

const need = requires("chromium");

describe.skipIf(need.skip)(`the dashboard in a real browser${need.why}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), "petpulse-dashboard-"));
  let browser: Browser;
  let stage: Stage;
  let pace: Pace;
  let run: Promise<void>;

  beforeAll(async () => {
    pace = new Pace(Date.now() - HISTORY_S * 1000, 4);
    const sources = [new VirtualDog({ seed: 5 }), new VirtualDog({ seed: 6 })];
    stage = new Stage({
      dataDir,
      sources,
      pace,
      port: 0,
      seed: 1,
      fast: true,
      dashboard: true,
      log: pino({ level: "silent" }),
    });
    await stage.openCloud();
    await pace.hurry(stage.wearers, HISTORY_S);
    await stage.openRadio();
    run = pace.run(stage.wearers, () => {});
    browser = await chromium.launch({
      executablePath: need.path,
      args: ARGS,
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    pace.stop();
    await run;
    await stage.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function open(width: number, height: number) {
    const page = await browser.newPage({ viewport: { width, height } });
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(stage.url);
    await page.waitForSelector(".card");
    return { page, problems };
  }

  test("shows every pet, lets the live value move, and stays clean under its content security policy", async () => {
    const { page, problems } = await open(1280, 900);
    expect(await page.locator(".card h2").allTextContents()).toHaveLength(2);
    await page.locator(".card").first().click();
    await page.waitForSelector(".uplot");
    const rate = page.locator("#rate");
    await expect.poll(async () => Number(await rate.textContent()), { timeout: 20_000 }).toBeGreaterThan(30);
    const before = await page.locator(".told").textContent();
    await expect.poll(() => page.locator(".told").textContent(), { timeout: 20_000 }).not.toBe(before);
    const first = await rate.textContent();
    await expect.poll(() => rate.textContent(), { timeout: 20_000 }).not.toBe(first);
    expect(await page.locator("#stream").textContent()).toBe("live");
    await page.screenshot({ path: join(SHOTS, "pet.png"), fullPage: true });
    expect(problems).toEqual([]);
    await page.close();
  });

  test("can be used by keyboard alone", async () => {
    const { page } = await open(1280, 900);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to content");
    await page.locator(".card").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".uplot");
    await page.locator("[role=tab][aria-selected=true]").focus();
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() => page.locator("[role=tab][aria-selected=true]").textContent(), { timeout: 5000 })
      .toBe("Hour");
    await page.close();
  });

  test("fits a phone without scrolling sideways", async () => {
    const { page } = await open(375, 812);
    const sideways = () => page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
    expect(await sideways()).toBe(false);
    await page.locator(".card").first().click();
    await page.waitForSelector(".uplot");
    expect(await sideways()).toBe(false);
    await page.screenshot({ path: join(SHOTS, "phone.png"), fullPage: true });
    await page.close();
  });
});
