import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { M4 } from "../build/cortex-m.ts";
import { requireTool, run, ToolError } from "../build/toolchain.ts";
import { buildModdable } from "./build.ts";

/** Empty where the tools are here, else why the tests are skipped. */
function why(): string {
  try {
    for (const tool of ["gcc", "arm-none-eabi-gcc", "wasm2c"] as const) requireTool(tool);
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}

const reason = why();
/** What port_nrf52.c takes of Nordic's SoftDevice headers. */
const SOFT_DEVICE = `#include <stdint.h>
#define NRF_SUCCESS 0
uint32_t sd_rand_application_bytes_available_get(uint8_t* available);
uint32_t sd_rand_application_vector_get(uint8_t* into, uint8_t length);
`;

describe.skipIf(reason !== "")(`the built Moddable target${reason}`, () => {
  const out = mkdtempSync(join(tmpdir(), "petpulse-moddable-build-"));
  const app = join(out, "app");
  beforeAll(async () => {
    const { target, memory, files } = await buildModdable(out);
    expect([target, memory.flash, memory.ram]).toEqual([
      "moddable",
      memory.code + memory.constants,
      memory.state,
    ]);
    expect(files.map(({ file }) => file.slice(out.length + 1))).toEqual([
      "app/manifest.json",
      "app/manifest-script.json",
      "app/SHA256SUMS",
      "emulated.xsb",
      "memory.json",
    ]);
    for (const { file, bytes, sha256 } of files) {
      expect(readFileSync(file).length, file).toBe(bytes);
      expect(createHash("sha256").update(readFileSync(file)).digest("hex"), file).toBe(sha256);
    }
  }, 240_000);
  afterAll(() => rmSync(out, { recursive: true }));

  test.each(["manifest.json", "manifest-script.json"])("%s names only what is there", (name) => {
    const manifest = JSON.parse(readFileSync(join(app, name), "utf8"));
    const own = Object.entries(manifest.modules as Record<string, string>).filter(([, path]) =>
      path.startsWith("./"),
    );
    expect(own.length).toBeGreaterThan(8);
    for (const [, path] of own) expect(readFileSync(join(app, `${path}.js`)).length).toBeGreaterThan(0);
    expect(manifest.preload).toEqual([
      "rng",
      ...own.map(([module]) => module).filter((one) => one !== "main"),
    ]);
    for (const source of manifest.ffi?.sources ?? [])
      expect(readFileSync(join(app, source)).length).toBeGreaterThan(0);
    expect(readdirSync(join(app, "bleservices")).length).toBe(4);
  });

  test("the sums are those of the files", async () => {
    const sums = readFileSync(join(app, "SHA256SUMS"), "utf8").trim().split("\n");
    expect(sums.length).toBeGreaterThan(80);
    for (const line of sums) {
      const [sum, path] = line.split("  ");
      expect(
        createHash("sha256")
          .update(readFileSync(join(app, path!)))
          .digest("hex"),
        path,
      ).toBe(sum);
    }
  });

  test("its C compiles for a Cortex-M4 as it lies there, without a warning in ours", async () => {
    const headers = join(out, "headers");
    mkdirSync(headers);
    writeFileSync(join(headers, "nrf_soc.h"), SOFT_DEVICE);
    const { ffi } = JSON.parse(readFileSync(join(app, "manifest.json"), "utf8"));
    for (const source of ffi.sources as string[]) {
      const strict = source.includes("petpulse_collar") ? ["-w"] : ["-Wall", "-Werror"];
      const flags = [
        ...M4,
        "-Os",
        ...strict,
        `-I${headers}`,
        "-c",
        join(app, source),
        "-o",
        join(out, "x.o"),
      ];
      await run("arm-none-eabi-gcc", flags, out);
    }
  }, 60_000);
});
