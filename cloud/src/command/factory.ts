import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { KEY_BYTES } from "@petpulse/proto";
import { Command, Option } from "commander";
import { makeCode, readCode } from "../codes.ts";
import type { CollarState } from "../collars.ts";
import { CloudError } from "../errors.ts";
import { deviceId } from "../keys.ts";
import type { Species, Store } from "../store.ts";
import { writeSecret } from "./hand-out.ts";
import { DATA, DATA_TEXT, guarded, print, tenantOption, withStore } from "./shell.ts";

/** Collars read at once. */
const PAGE = 1000;

interface Common {
  data: string;
  json: boolean;
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption(DATA, DATA_TEXT)
    .option("--json", "print JSON", false);
}

/** The new claim code of a device, as people and machines read it. */
function tellCode(json: boolean, device: string, made: { code: string; payload: string }, more = {}): void {
  const { code, payload } = made;
  print(
    json,
    { device, code, payload, ...more },
    `device ${device}\nclaim code ${code}\nQR code     ${payload}\nIt is told this once, and works once.`,
  );
}

/** Writes a collar's identity where its target reads it, and lets `keep` make it valid; a failed keep takes it back. */
async function handOverIdentity(
  file: string,
  identity: { device: string; key: Uint8Array },
  keep: () => Promise<void>,
): Promise<void> {
  const key = Buffer.from(identity.key).toString("hex");
  writeSecret(file, JSON.stringify({ device: identity.device, key }));
  try {
    await keep();
  } catch (error) {
    rmSync(file);
    throw error;
  }
}

/** Adds `provision|claim|release|reissue|rotate|revoke|collars` to the device commands: a collar's life from factory to scrap. */
export function factoryCommands(device: Command): Command {
  const provision = command("provision", "Make a collar: its id, its key, its one-time claim code.")
    .requiredOption("--serial <text>", "its serial number")
    .requiredOption("--identity <file>", "write id and key there (mode 0600), for the collar alone")
    .option("--qr <file>", "draw the claim code there, SVG")
    .action(
      guarded(async (options: Common & { serial: string; identity: string; qr?: string }) => {
        const id = randomBytes(8).toString("hex");
        const key = new Uint8Array(randomBytes(KEY_BYTES));
        const made = makeCode();
        const { serial } = options;
        const collar = { device: id, serial, key, claimHash: made.hash };
        await handOverIdentity(options.identity, { device: id, key }, () =>
          withStore(options.data, (store) => store.addCollar(collar, Date.now())),
        );
        if (options.qr !== undefined) await drawCode(options.qr, made.payload);
        tellCode(options.json, id, made, { serial });
      }),
    );

  const claim = command("claim", "Make a collar a tenant's, with the code on its card.")
    .argument("<code>", "as printed, or as the QR code says it")
    .requiredOption("--name <name>", "the pet's name")
    .addOption(new Option("--species <species>").choices(["dog", "cat"]).default("dog"))
    .addOption(tenantOption())
    .action(
      guarded(async (text: string, options: Common & { tenant: string; name: string; species: Species }) => {
        const hash = readCode(text);
        if (hash === null)
          throw new CloudError("claim.unknown", "this is not a claim code", "It has 16 letters and digits.");
        const { tenant, name, species } = options;
        const id = await withStore(options.data, (store) =>
          store.claim(hash, { tenant, name, species }, Date.now()),
        );
        print(options.json, { device: id, name, species }, `device ${id} (${name}, ${species})`);
      }),
    );

  const release = command("release", "Give a collar away; what was measured stays with its former owner.")
    .argument("<device>", "16 hex digits")
    .addOption(tenantOption())
    .action(
      guarded(async (text: string, options: Common & { tenant: string }) => {
        const id = deviceId(text, "<device>");
        const made = makeCode();
        const kept = await withStore(options.data, (store) =>
          store.release(options.tenant, id, made.hash, Date.now()),
        );
        tellCode(options.json, id, made, { kept });
      }),
    );

  const reissue = command("reissue", "A new claim code for a collar that is nobody's; the old one is void.")
    .argument("<device>", "16 hex digits")
    .action(
      guarded(async (text: string, options: Common) => {
        const id = deviceId(text, "<device>");
        const made = makeCode();
        await withStore(options.data, (store) => store.reissue(id, made.hash));
        tellCode(options.json, id, made);
      }),
    );

  const rotate = command("rotate", "A new key for a collar; the old one is good for 7 more days.")
    .argument("<device>", "16 hex digits")
    .requiredOption("--identity <file>", "write id and new key there (mode 0600), for the collar alone")
    .action(
      guarded(async (text: string, options: Common & { identity: string }) => {
        const id = deviceId(text, "<device>");
        const key = new Uint8Array(randomBytes(KEY_BYTES));
        await handOverIdentity(options.identity, { device: id, key }, () =>
          withStore(options.data, (store) => store.rotate(id, key, Date.now())),
        );
        print(options.json, { device: id }, `device ${id}: give it ${options.identity} now`);
      }),
    );

  const revoke = command(
    "revoke",
    "Take nothing of a collar any more, for good: it is lost, stolen or broken open.",
  )
    .argument("<device>", "16 hex digits")
    .action(
      guarded(async (text: string, options: Common) => {
        const id = deviceId(text, "<device>");
        await withStore(options.data, (store) => store.revokeCollar(id, Date.now()));
        print(options.json, { device: id }, `device ${id} is revoked`);
      }),
    );

  const collars = command("collars", "Show every collar, claimed or not.").action(
    guarded(async (options: Common) => {
      const all = await withStore(options.data, allCollars);
      print(options.json, { collars: all }, all.map(line).join("\n") || "no collars");
    }),
  );

  for (const one of [provision, claim, release, reissue, rotate, revoke, collars]) device.addCommand(one);
  return device;
}

async function allCollars(store: Store): Promise<CollarState[]> {
  const all: CollarState[] = [];
  let page: CollarState[];
  do {
    page = await store.collars(all.at(-1)?.device ?? null, PAGE);
    all.push(...page);
  } while (page.length === PAGE);
  return all;
}

function line({ device, serial, tenant, claimable, revokedMs, keys }: CollarState): string {
  const state = revokedMs !== null ? "revoked" : (tenant ?? (claimable ? "to be claimed" : "no code out"));
  return `${device}  key ${keys[0]?.version ?? "–"}  ${state.padEnd(16)}  ${serial ?? ""}`;
}

async function drawCode(file: string, payload: string): Promise<void> {
  const { default: qrcode } = await import("qrcode");
  const svg = await qrcode.toString(payload, { type: "svg", errorCorrectionLevel: "Q" });
  writeSecret(file, svg.trimEnd());
}
