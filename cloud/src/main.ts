import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { type Access, checkAccess } from "./access.ts";
import { buildApp } from "./app.ts";
import { Directory } from "./directory.ts";
import { CloudError } from "./errors.ts";
import { openMaster, sessionSecret } from "./master.ts";
import { type MqttOptions, mqttOver } from "./mqtt/ingest.ts";
import { Operations, type OperationsSettings, operationsSettings } from "./operations/operations.ts";
import { HOME, type Role } from "./people.ts";
import { checkProduction } from "./production.ts";
import type { Limits } from "./rates.ts";
import { SqliteStore, STORE_FILE } from "./store/sqlite.ts";
import type { Species } from "./store.ts";
import { readTls, type TlsFiles } from "./tls.ts";
import { makeToken } from "./tokens.ts";
import { wrappedKeys } from "./wrapped.ts";

const WEB_ROOT = fileURLToPath(new URL("../web/dist/", import.meta.url));

export interface CloudOptions {
  /** Holds the database; made when missing. */
  dataDir: string;
  /** 0 takes a free one. */
  port: number;
  /** Address to bind to; 127.0.0.1 unless said otherwise. */
  host?: string;
  access: Access;
  log: Logger;
  /** Unix ms; the system's clock unless said otherwise. */
  clock?: () => number;
  /** Folder of the built dashboard. */
  webRoot?: string;
  /** Bound on the database file, bytes; null: the disk. */
  quotaBytes?: number | null;
  /** Certificate files; left out, plain HTTP is spoken. */
  tls?: TlsFiles;
  /** Ingest over MQTT beside HTTP; the embedded broker speaks TLS where HTTP does. */
  mqtt?: MqttOptions;
  /** Mail server, figures; left out, as the environment says. */
  operations?: OperationsSettings;
  /** How often callers may call; left out, as rates.ts says. */
  limits?: Limits;
  /** Others depend on it: what is fine for a trial is refused. */
  production?: boolean;
}

/** A running cloud. */
export interface Cloud {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The database, for auditors: table `frames`, column `bytes`. */
  readonly storeFile: string;
  /** Adds a device or renames it, at home unless a tenant is named; `id`: 16 hex digits, `key`: 32 bytes. Throws CloudError device.exists. */
  addDevice(device: {
    id: string;
    key: Uint8Array;
    name: string;
    species: Species;
    tenant?: string;
  }): Promise<void>;
  /** Adds a hub that may carry `devices`; `hub`: 16 hex digits. The token is told this once. */
  addHub(hub: { name: string; devices: string[]; tenant?: string }): Promise<{ hub: string; token: string }>;
  /** Makes an API key, a carer's unless said otherwise. The token is told this once. */
  addViewer(viewer: {
    name: string;
    role?: Role;
    tenant?: string;
  }): Promise<{ viewer: string; token: string }>;
  /** Stops listening, finishes what was taken, closes the database. */
  stop(): Promise<void>;
}

function listenFailure(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new CloudError(
      "cloud.port-busy",
      `${host}:${port} is taken`,
      "Another program, or another PetPulse, listens there: stop it or choose another --port (0 takes a free one).",
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new CloudError(
      "cloud.port-forbidden",
      `${host}:${port} cannot be bound: ${code}`,
      "Choose a port above 1023 and an address of this machine.",
    );
  }
  return error;
}

/** Opens the store and listens. Throws CloudError access.not-loopback, cloud.*, store.*; nothing is left open then. */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { dataDir, port, access, log } = options;
  const host = options.host ?? "127.0.0.1";
  const clock = options.clock ?? Date.now;
  checkAccess(access, host);
  const tls = options.tls && readTls(options.tls);
  const master = openMaster(dataDir, process.env);
  if (options.production) checkProduction({ access, host, tls: tls !== undefined, master });
  const keys = wrappedKeys(master.key);
  const store = new SqliteStore({ dir: dataDir, keys, quotaBytes: options.quotaBytes ?? null });
  await store.start();
  const directory = new Directory(store, clock);
  const webRoot = options.webRoot ?? WEB_ROOT;
  const settings = options.operations ?? operationsSettings(process.env);
  const beside = { dataDir, store, master: master.key, settings, clock, log };
  const operations = await Operations.open(beside).catch(async (error: unknown) => {
    await store.stop();
    throw error;
  });
  const app = buildApp({
    store: operations.watch(store),
    operations,
    directory,
    access,
    secret: sessionSecret(master.key),
    clock,
    log,
    webRoot,
    ...(tls && { tls }),
    ...(options.limits && { limits: options.limits }),
    ...(options.mqtt && { mqtt: mqttOver(options.mqtt, tls) }),
  });
  let url: string;
  try {
    url = await app.listen({ host, port, listenTextResolver: (address) => `cloud listens on ${address}` });
  } catch (error) {
    await app.close();
    await operations.stop();
    await store.stop();
    throw listenFailure(error, host, port);
  }
  operations.start();
  return {
    url,
    storeFile: join(dataDir, STORE_FILE),
    async addDevice({ id, tenant = HOME, ...device }) {
      await store.addDevice({ device: id, tenant, ...device }, clock());
      directory.expire();
    },
    async addHub({ name, devices, tenant = HOME }) {
      const { id, token, hash } = makeToken("hub");
      await store.addHub({ hub: id, tenant, name, tokenHash: hash, devices }, clock());
      directory.expire();
      return { hub: id, token };
    },
    async addViewer({ name, role = "carer", tenant = HOME }) {
      const { id, token, hash } = makeToken("viewer");
      await store.addViewer({ viewer: id, tenant, role, name, tokenHash: hash }, clock());
      directory.expire();
      return { viewer: id, token };
    },
    async stop() {
      await app.close();
      await operations.stop();
      await store.stop();
    },
  };
}
