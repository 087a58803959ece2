import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { requireTool, run } from "./toolchain.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-tools-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a tool that is not there is named with the command that installs it", () => {
  expect(() => requireTool("qemu-system-arm", folder)).toThrow(
    expect.objectContaining({ code: "firmware.tool-missing", hint: "apt-get install qemu-system-arm" }),
  );
});

test("a tool that is too old is named with its version", () => {
  const old = join(folder, "arm-none-eabi-gcc");
  writeFileSync(old, "#!/bin/sh\necho 'arm-none-eabi-gcc (GNU) 8.3.1 20190703'\n");
  chmodSync(old, 0o755);
  expect(() => requireTool("arm-none-eabi-gcc", `${folder}:${process.env.PATH}`)).toThrow(
    expect.objectContaining({ code: "firmware.tool-too-old", message: expect.stringContaining("8") }),
  );
});

test("a tool that fails says what it said", async () => {
  await expect(run("sh", ["-c", "echo no room >&2; exit 3"], folder)).rejects.toMatchObject({
    code: "firmware.tool-failed",
    message: expect.stringMatching(/ended with 3:\nno room/),
  });
});

test("a tool that does not end is ended", async () => {
  await expect(run("sleep", ["30"], folder, 0.05)).rejects.toMatchObject({
    message: expect.stringContaining("ended by SIGKILL"),
  });
});
