import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { emulatorMissing } from "../../targets/cortex-m/qemu/need.ts";
import type { Memory } from "./boards.ts";
import { compile, M4 } from "./cortex-m.ts";
import { buildCortexM } from "./cortex-m-target.ts";
import { run } from "./toolchain.ts";

const reason = emulatorMissing();

/** All that an integrator has to write, and nothing of the host's: it must link with no more than the three functions of libc. */
const INTEGRATION = `
#include "petpulse_collar.h"
static int32_t read(void* c, uint32_t a, uint8_t* b, uint32_t n) { return PETPULSE_OK; }
static int32_t write(void* c, uint32_t a, const uint8_t* b, uint32_t n) { return PETPULSE_OK; }
static int32_t erase(void* c, uint32_t p) { return PETPULSE_OK; }
static void entropy(void* c, uint8_t* b, uint32_t n) {}
static petpulse_collar collar;
static const petpulse_port port = { 0, 4, read, write, erase, entropy };
static const petpulse_identity identity;
void _start(void)
{
  petpulse_collar_begin(&collar, &port, &identity, 1, 0);
  petpulse_collar_sample(&collar, 1, 0, 0, 0, 0, 1000);
  petpulse_collar_tick(&collar);
}
void* memcpy(void* a, const void* b, unsigned n) { return a; }
void* memmove(void* a, const void* b, unsigned n) { return a; }
void* memset(void* a, int b, unsigned n) { return a; }
`;

test.skipIf(reason !== "")(
  `the built folder is all that an integrator needs: it links without libc, from sources and from the archive${reason}`,
  async () => {
    const out = mkdtempSync(join(tmpdir(), "petpulse-cortex-m-"));
    try {
      writeFileSync(join(out, "README.md"), "of an earlier build");
      const { target, files, memory: told } = await buildCortexM(out);
      const names = files.map(({ file }) => relative(out, file));
      expect(names).toEqual(
        expect.arrayContaining([
          ...[
            "CMakeLists.txt",
            "README.md",
            "collar.c",
            "example/main.c",
            "libpetpulse_collar.a",
            "memory.json",
          ],
          ...[
            "petpulse_collar.h",
            "petpulse_collar_size.h",
            "zephyr/module.yml",
            "zephyr/samples/collar/prj.conf",
          ],
        ]),
      );
      expect(readFileSync(join(out, "README.md"), "utf8")).toContain("petpulse_collar.h");
      const memory = JSON.parse(readFileSync(join(out, "memory.json"), "utf8")) as Memory;
      expect([target, told]).toEqual(["cortex-m", memory]);
      expect([memory.flash, memory.ram]).toEqual([memory.code + memory.constants, memory.state]);
      expect(memory.ram).toBeGreaterThan(16_384);
      const scratch = mkdtempSync(join(out, "integration-"));
      writeFileSync(join(scratch, "main.c"), INTEGRATION);
      const main = await compile(scratch, "main.c", ["-w", "-ffreestanding", `-I${out}`], "main.o");
      const linked = async (library: string, image: string) => {
        await run(
          "arm-none-eabi-gcc",
          [...M4, "-nostdlib", "-w", main, library, "-lgcc", "-o", image],
          scratch,
        );
        const table = await run("arm-none-eabi-size", ["-A", image], scratch);
        const size = (section: string) =>
          Number(new RegExp(`^\\${section}\\s+(\\d+)`, "m").exec(table)?.[1] ?? 0);
        return { ram: size(".data") + size(".bss"), flash: size(".text") + size(".rodata") };
      };
      const archive = await linked(join(out, "libpetpulse_collar.a"), "archive.elf");
      expect(archive.ram).toBe(memory.ram);
      expect(archive.flash).toBeLessThan(memory.flash + 2048);
      const flags = ["-O2", "-w", "-ffreestanding", "-isystem", join(out, "freestanding"), `-I${out}`];
      const source = await compile(scratch, join(out, "petpulse_collar.c"), flags, "petpulse_collar.o");
      expect((await linked(source, "sources.elf")).ram).toBe(memory.ram);
    } finally {
      rmSync(out, { recursive: true });
    }
  },
  240_000,
);
