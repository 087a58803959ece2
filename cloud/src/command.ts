import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Access } from "./access.ts";
import { CloudError } from "./errors.ts";
import { deviceId, plainKeys, readIdentity, readKeyFile } from "./keys.ts";
import { makeLog } from "./log.ts";
import { openCloud } from "./main.ts";
import { SqliteStore } from "./store/sqlite.ts";
import type { DeviceState, Species, Store } from "./store.ts";
import { makeToken, type TokenKind } from "./tokens.ts";

const DATA = "--data <dir>";
/** Devices read at once. */
const PAGE = 1000;
const DATA_TEXT = "folder of the cloud's database; made when missing";

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${low} to ${high}.`);
  };
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** Runs a command's work; a CloudError becomes two lines on stderr and exit code 1. */
function guarded<T extends unknown[]>(work: (...parameters: T) => Promise<void>) {
  return async (...parameters: T) => {
    try {
      await work(...parameters);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      process.stderr.write(`${error.code}: ${error.message}\n${error.hint}\n`);
      process.exitCode = 1;
    }
  };
}

async function withStore<T>(dir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = new SqliteStore({ dir, keys: plainKeys });
  await store.start();
  try {
    return await work(store);
  } finally {
    await store.stop();
  }
}

function print(json: boolean, object: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${text}\n`);
}

/** Makes a token, puts it where it was asked for, and only then lets `add` make it valid; a failed add takes it back. */
async function handOut(
  kind: TokenKind,
  options: { data: string; tokenFile?: string; json: boolean },
  add: (store: Store, id: string, hash: Uint8Array) => Promise<void>,
): Promise<void> {
  const { id, token, hash } = makeToken(kind);
  const { tokenFile } = options;
  if (tokenFile !== undefined) writeToken(tokenFile, token);
  try {
    await withStore(options.data, (store) => add(store, id, hash));
  } catch (error) {
    if (tokenFile !== undefined) rmSync(tokenFile);
    throw error;
  }
  const text = tokenFile === undefined ? `token ${token}\nIt is told this once.` : `token in ${tokenFile}`;
  print(
    options.json,
    { [kind]: id, ...(tokenFile === undefined ? { token } : { tokenFile }) },
    `${kind} ${id}\n${text}`,
  );
}

function writeToken(file: string, token: string): void {
  let handle: number;
  try {
    handle = openSync(file, "wx", 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      throw new CloudError(
        "token-file.exists",
        `${file} is there already`,
        "Move it away or name another file.",
      );
    }
    throw new CloudError("token-file.unwritable", `${file} cannot be written: ${code}`, "Check the folder.");
  }
  try {
    writeSync(handle, `${token}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function serveCommand(): Command {
  return new Command("serve")
    .description("Listen for hubs and people.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--port <n>", "0 takes a free one", whole(0, 65_535), 8080)
    .option(
      "--host <address>",
      "address to bind to; put a TLS proxy before it when others can reach it",
      "127.0.0.1",
    )
    .addOption(
      new Option("--access <mode>", "token: people need a token; loopback: no login, this machine only")
        .choices(["token", "loopback"])
        .default("token"),
    )
    .option("--quota-mb <n>", "bound on the database file, MiB", whole(1, 1 << 30))
    .option("--web <dir>", "folder of the built dashboard")
    .option("--json", "logs as JSON lines even on a terminal", false)
    .action(
      guarded(
        async (options: {
          data: string;
          port: number;
          host: string;
          access: Access["mode"];
          quotaMb?: number;
          web?: string;
          json: boolean;
        }) => {
          const log = await makeLog(options.json);
          const cloud = await openCloud({
            dataDir: options.data,
            port: options.port,
            host: options.host,
            access: { mode: options.access },
            log,
            quotaBytes: options.quotaMb === undefined ? null : options.quotaMb * 1024 * 1024,
            ...(options.web === undefined ? {} : { webRoot: options.web }),
          });
          log.info({ url: cloud.url, data: options.data, access: options.access }, `cloud on ${cloud.url}`);
          const stop = (signal: string) => {
            log.info({ signal }, "closing");
            cloud.stop().catch((error: unknown) => {
              log.error({ err: error }, "closing failed");
              process.exitCode = 1;
            });
          };
          process.once("SIGINT", stop);
          process.once("SIGTERM", stop);
        },
      ),
    );
}

async function allDevices(store: Store): Promise<DeviceState[]> {
  const all: DeviceState[] = [];
  let page: DeviceState[];
  do {
    page = await store.devices(Date.now(), all.at(-1)?.device ?? null, PAGE);
    all.push(...page);
  } while (page.length === PAGE);
  return all;
}

function deviceCommand(): Command {
  const add = new Command("add")
    .description("Let the cloud take a collar's frames.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "the pet's name")
    .addOption(new Option("--species <species>").choices(["dog", "cat"]).default("dog"))
    .option(
      "--identity <file>",
      'the collar\'s identity: JSON {"device":"16 hex digits","key":"64 hex digits"}',
    )
    .option("--device <hex>", "instead of --identity: the collar's id, 16 hex digits")
    .option("--key-file <file>", "with --device: a file that holds its key, 64 hex digits")
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          name: string;
          species: Species;
          identity?: string;
          device?: string;
          keyFile?: string;
          json: boolean;
        }) => {
          const { device, key } = identityOf(options);
          const { name, species } = options;
          await withStore(options.data, (store) =>
            store.addDevice({ device, key, name, species }, Date.now()),
          );
          print(options.json, { device, name, species }, `device ${device} (${name}, ${species})`);
        },
      ),
    );
  const list = new Command("list")
    .description("Show what is known, and how much of it is stored.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; json: boolean }) => {
        const devices = await withStore(options.data, allDevices);
        const lines = devices.map((d) => {
          const newest = d.latest ? new Date(d.latest.at).toISOString() : "never";
          return `${d.device}  ${d.species}  stored ${d.framesStored}  lost ${d.framesLost}  newest ${newest}  ${d.name}`;
        });
        print(options.json, { devices }, lines.join("\n") || "no devices");
      }),
    );
  return new Command("device").description("Collars.").addCommand(add).addCommand(list);
}

function identityOf(options: { identity?: string; device?: string; keyFile?: string }): {
  device: string;
  key: Uint8Array;
} {
  if (options.identity !== undefined) return readIdentity(options.identity);
  if (options.device !== undefined && options.keyFile !== undefined) {
    return { device: deviceId(options.device, "--device"), key: readKeyFile(options.keyFile) };
  }
  throw new CloudError(
    "identity.invalid",
    "whose frames?",
    "Give --identity FILE, or --device HEX with --key-file FILE; a key is never taken from the command line.",
  );
}

function hubCommand(): Command {
  const add = new Command("add")
    .description("Give a hub its id and token; it may carry the named devices and no others.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "where it stands, for people")
    .option("--device <hex>", "a device it may carry; may be repeated", collect, [])
    .option("--token-file <file>", "write the token there (mode 0600) instead of stdout")
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          name: string;
          device: string[];
          tokenFile?: string;
          json: boolean;
        }) => {
          const devices = options.device.map((device) => deviceId(device, "--device"));
          await handOut("hub", options, (store, hub, tokenHash) =>
            store.addHub({ hub, name: options.name, tokenHash, devices }, Date.now()),
          );
        },
      ),
    );
  const change = (name: "grant" | "revoke", description: string) =>
    new Command(name)
      .description(description)
      .requiredOption(DATA, DATA_TEXT)
      .argument("<hub>", "16 hex digits")
      .argument("<device>", "16 hex digits")
      .action(
        guarded(async (hub: string, device: string, options: { data: string }) => {
          await withStore(options.data, (store) => store[name](hub, deviceId(device, "<device>")));
        }),
      );
  return new Command("hub")
    .description("Hubs.")
    .addCommand(add)
    .addCommand(change("grant", "Let a hub carry one more device."))
    .addCommand(change("revoke", "Take a device from a hub; grants it holds run out by their date."));
}

function viewerCommand(): Command {
  const add = new Command("add")
    .description("Make a token with which a person may look at everything.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "whose it is")
    .option("--token-file <file>", "write the token there (mode 0600) instead of stdout")
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; name: string; tokenFile?: string; json: boolean }) => {
        await handOut("viewer", options, (store, viewer, tokenHash) =>
          store.addViewer({ viewer, name: options.name, tokenHash }, Date.now()),
        );
      }),
    );
  return new Command("viewer").description("People who may look.").addCommand(add);
}

/** `petpulse cloud …`. Exit codes: 0 done, 1 failed (code, what, and hint on stderr). */
export function cloudCommand(): Command {
  return new Command("cloud")
    .description("The cloud: takes frames from hubs, keeps them, serves dashboard and API.")
    .addCommand(serveCommand())
    .addCommand(deviceCommand())
    .addCommand(hubCommand())
    .addCommand(viewerCommand())
    .addHelpText(
      "after",
      "\nExample:\n  petpulse cloud device add --data ./data --name Rex --identity collar.json\n" +
        "  petpulse cloud hub add --data ./data --name kitchen --device 00c0ffee12345678 --token-file hub.token\n" +
        "  petpulse cloud viewer add --data ./data --name Ann\n  petpulse cloud serve --data ./data",
    );
}
