import { runInNewContext } from "node:vm";
import { crc32, inflateSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { blobLike } from "./fake/blob.ts";
import { checkLanguage } from "./language.ts";
import { appPackage, LONGEST_NAME, ScriptError } from "./package.ts";

interface Metadata {
  version: string;
  icon: string;
  readme: string;
  storage: { name: string; url: string; evaluate?: boolean }[];
}

let files: Map<string, Buffer>;
let metadata: Metadata;
beforeAll(async () => {
  files = await appPackage(blobLike(), "1.2.3", "# Read me\n");
  metadata = JSON.parse(files.get("metadata.json")!.toString()) as Metadata;
});

describe("the package for the app loader", () => {
  it("has every file its metadata names, and no other", () => {
    const named = [
      metadata.icon,
      metadata.readme,
      ...metadata.storage.map(({ url }) => url),
      "metadata.json",
      "petpulse.kernel",
    ];
    expect([...files.keys()].sort()).toEqual(named.sort());
    expect(metadata.version).toBe("1.2.3");
  });

  it("gives the watch names it can keep", () => {
    for (const { name } of metadata.storage) expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
  });

  it("has a script in Espruino's language, with the version and the blob's CRC in it", () => {
    const [app, kernel] = ["app.js", "petpulse.kernel"].map((name) => files.get(name)!.toString());
    expect([...checkLanguage(app!), ...checkLanguage(kernel!)]).toEqual([]);
    expect(app).toContain("1.2.3");
    expect(app).toContain(String(crc32(files.get("petpulse.bin")!)));
    expect([...app!, ...kernel!].every((letter) => letter <= "~")).toBe(true);
  });

  it("has an icon of 48 pixels for the watch and the same for the loader", () => {
    const image = Buffer.from(
      runInNewContext(files.get("app-icon.js")!.toString(), { atob }) as string,
      "latin1",
    );
    expect([...image.subarray(0, 3), image.length]).toEqual([48, 48, 1, 3 + 288]);
    const png = files.get("app.png")!;
    const rows = inflateSync(png.subarray(41, png.length - 16));
    const ink = (i: number) => rows[Math.floor(i / 48) * 97 + 2 + (i % 48) * 2] === 255;
    let same = 0;
    for (let i = 0; i < 48 * 48; i++)
      if (ink(i) === ((image[3 + (i >> 3)]! >> (7 - (i & 7))) & 1) > 0) same++;
    expect(same).toBe(48 * 48);
  });

  it("names what of a script is not Espruino's", () => {
    const error = new ScriptError(checkLanguage("a?.b;"));
    expect(error).toMatchObject({ code: "firmware.script-rejected" });
    expect(error.message).toMatch(/1 place.*\n {2}1:1 optional-chaining/);
  });
});
