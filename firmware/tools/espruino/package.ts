import { crc32 } from "node:zlib";
import { loaderIcon, watchIcon } from "./icon.ts";
import { checkLanguage, type Unspoken } from "./language.ts";
import { buildScripts } from "./script.ts";

/** Longest name of a file in the watch's Storage, bytes. */
export const LONGEST_NAME = 28;

/** The script holds what Espruino does not understand. */
export class ScriptError extends Error {
  readonly code = "firmware.script-rejected";
  readonly hint = "firmware/tools/espruino/language-rules.ts says what to write instead";

  constructor(found: readonly Unspoken[]) {
    const lines = found.slice(0, 20).map((one) => `  ${one.line}:${one.column} ${one.rule}: ${one.hint}`);
    super(`not Espruino's language in ${found.length} place(s):\n${lines.join("\n")}`);
    this.name = "ScriptError";
  }
}

/** What the app loader reads of an app (BangleApps README, "metadata.json format"). */
export function metadata(version: string) {
  return {
    id: "petpulse",
    name: "PetPulse collar",
    shortName: "PetPulse",
    version,
    description:
      "A pet's collar: heart rate, breath, movement and rest from the watch's own sensors, for PetPulse's hubs and for any app that reads Bluetooth's Heart Rate service, with every minute of the last ten days on flash",
    icon: "app.png",
    // A clock starts by itself after a reset: nobody presses a button on an animal's neck.
    type: "clock",
    tags: "clock,health,bluetooth",
    supports: ["BANGLEJS2"],
    allow_emulator: false,
    readme: "README.md",
    storage: [
      { name: "petpulse.app.js", url: "app.js" },
      { name: "petpulse.img", url: "app-icon.js", evaluate: true },
      { name: "petpulse.bin", url: "petpulse.bin" },
    ],
    data: [{ name: "petpulse.json" }, { wildcard: "petpulse.p??" }],
  };
}

/** Every file of the app's folder in a repository of the app loader, by name. Throws ScriptError. */
export async function appPackage(
  blob: Uint8Array,
  version: string,
  readme: string,
): Promise<Map<string, Buffer>> {
  const { app, kernel } = await buildScripts({ crc: crc32(blob), version });
  const found = [...checkLanguage(app), ...checkLanguage(kernel)];
  if (found.length > 0) throw new ScriptError(found);
  const icon = `atob("${watchIcon().toString("base64")}")\n`;
  return new Map([
    ["metadata.json", Buffer.from(`${JSON.stringify(metadata(version), null, 2)}\n`)],
    ["README.md", Buffer.from(readme)],
    ["app.js", Buffer.from(app)],
    ["app-icon.js", Buffer.from(icon)],
    ["app.png", loaderIcon()],
    ["petpulse.bin", Buffer.from(blob)],
    // For other boards than the watch: the loader leaves it alone.
    ["petpulse.kernel", Buffer.from(kernel)],
  ]);
}
