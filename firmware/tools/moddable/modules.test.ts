import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../targets/moddable/emulated/messages.ts";
import * as gatt from "../../targets/node/gatt.ts";
import { TARGETS } from "../build/paths.ts";
import { appModules } from "./modules.ts";

const SDK = [
  "bleserver",
  "btutils",
  "embedded:provider/builtin",
  "embedded:sensor/Accelerometer/LIS3DH",
  "flash",
  "mc/config",
  "preference",
  "rng",
  "timer",
];

describe.each(["script", "native"] as const)("the app's modules with a %s core", async (core) => {
  const modules = await appModules(core);
  const named = new Map(modules.map(({ name, code }) => [name, code]));

  test("are main, its own and those of a collar of byte code, and import each other by name or the SDK", () => {
    expect([...named.keys()]).toEqual(expect.arrayContaining(["main", "server", `${core}-core`]));
    expect(named.has("src/collar")).toBe(core === "script");
    const foreign = new Set<string>();
    for (const { name, code } of modules)
      for (const [, from] of code.matchAll(/\bfrom "([^"]+)"/g)) {
        if (!from!.startsWith(".")) foreign.add(from!);
        else expect([...named.keys()], `${name} imports ${from}`).toContain(join(name, "..", from!));
      }
    expect([...foreign].sort()).toEqual(
      core === "script" ? SDK : SDK.map((name) => (name === "flash" ? "mc/ffi" : name)).sort(),
    );
  });

  test("keep constants constant, so that they can lie in flash", () => {
    if (core === "script") expect(named.get("src/dsp/tables.gen")).toMatch(/^const \w+/m);
    for (const { name, code } of modules) expect(code, name).not.toMatch(/^var \w+ = (?!class\b)/m);
  });

  test("only main does anything when it is loaded", () => {
    for (const { name, code } of modules)
      if (name !== "main")
        expect(code, name).not.toMatch(/^(?!import|export|class|const|var|function|[\s})\]/*])\S+/m);
  });
});

interface Described {
  uuid: string;
  type: string;
  maxBytes: number;
  properties: string;
  value?: unknown;
}

describe("the services' JSON", () => {
  const folder = join(TARGETS, "moddable/bleservices");
  const services = readdirSync(folder).map(
    (file) =>
      JSON.parse(readFileSync(join(folder, file), "utf8")).service as {
        uuid: string;
        characteristics: Record<string, Described>;
      },
  );
  const described = services.flatMap(({ characteristics }) => Object.entries(characteristics));
  const plain = (uuid: string) => uuid.replaceAll("-", "").toLowerCase();

  test("has the UUIDs of the contract, all of them and no other", () => {
    const uuids = [...services, ...described.map(([, one]) => one)].map(({ uuid }) => plain(uuid));
    expect(uuids.sort()).toEqual(Object.values(gatt).sort());
  });

  test("names what the app answers for, with the types that the emulation converts", () => {
    const live = described.filter(([, { value }]) => value === undefined);
    expect(
      live.map(([name, { type }]) => ({ name, type })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual([...CHARACTERISTICS].sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  test("says fixed values that fit", () => {
    for (const [name, { value, type, maxBytes }] of described)
      if (value !== undefined)
        expect(type === "String" ? `${value}`.length : 1, name).toBeLessThanOrEqual(maxBytes);
  });
});
