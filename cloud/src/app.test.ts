import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildApp } from "./app.ts";
import { Directory } from "./directory.ts";
import { openStore, SECRET, scratch, silent } from "./testbed.ts";

async function appWith(webRoot: string) {
  const store = await openStore();
  const directory = new Directory(store, Date.now);
  return buildApp({
    store,
    directory,
    access: { mode: "token" },
    secret: SECRET,
    clock: Date.now,
    log: silent,
    webRoot,
  });
}

test("the dashboard is served from its folder, under the policy, and nothing outside it", async () => {
  const dir = scratch();
  const webRoot = join(dir, "dist");
  mkdirSync(webRoot);
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>PetPulse</title>");
  writeFileSync(join(webRoot, "main.js"), "0");
  writeFileSync(join(dir, "secret.txt"), "secret");
  const app = await appWith(webRoot);
  const page = await app.inject("/");
  expect(page.statusCode).toBe(200);
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
  expect((await app.inject("/main.js")).headers["content-type"]).toContain("javascript");
  for (const url of ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/nothing.js"]) {
    const answer = await app.inject(url);
    expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
    expect(answer.body, url).not.toBe("secret");
  }
  expect((await app.inject("/v1/devices")).statusCode).toBe(401);
  await app.close();
});

test("without a built dashboard the API still serves, and says what is missing", async () => {
  const app = await appWith(join(scratch(), "nowhere"));
  const answer = await app.inject("/");
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({
    error: { code: "route.unknown", hint: expect.stringContaining("not been built") },
  });
  expect((await app.inject("/health")).statusCode).toBe(200);
  await app.close();
});
