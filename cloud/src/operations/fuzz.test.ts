import { expect, test } from "vitest";
import { frame, minutes, openTestbed, random, scratch, silent } from "../testbed.ts";
import { Operations, operationsSettings } from "./operations.ts";

/** Requests, the first of them every documented route by every method; a tenth of PETPULSE_FUZZ, which counts smaller things. */
const ROUNDS = Math.floor(Number(process.env.PETPULSE_FUZZ ?? 8000) / 10);

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
}

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Documented {
  paths: Record<string, Record<string, Operation>>;
}

const VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  "",
  "0",
  "null",
  "é".repeat(50),
  "\u0000",
  "../../etc/passwd",
  "' OR 1=1 --",
  "%00",
  "00c0ffee12345678",
  "00c0ffee12345678~1",
  "0".repeat(16),
  "a".repeat(5000),
  [],
  [[[]]],
  {},
  { nested: { constructor: { length: -1 } } },
];
const NAMES =
  "name device devices email password token tenant role kind settings minutes born size everyS least level".split(
    " ",
  );
const TYPES = [
  "application/json",
  "application/x-protobuf",
  "text/plain",
  "application/json; charset=utf-16",
  "multipart/form-data",
  "x",
];
/** Of bodies; none of ours is compressed. */
const ENCODINGS = ["gzip", "deflate", "br", "identity", "x"];
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const;
/** Texts that one schema or another takes. */
const TEXTS = [
  "00c0ffee12345678",
  "Rex",
  "ann@example.org",
  "https://example.org/hook",
  "2026-01-02",
  "a good long password",
  "r".repeat(32),
];

/** Something that fits the schema, or nearly. */
function fitting(schema: Schema, pick: (n: number) => number): unknown {
  const one = <T>(list: readonly T[]): T => list[pick(list.length)]!;
  if (pick(12) === 0) return one(VALUES);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return one(schema.enum);
  const type = [schema.type].flat()[0];
  if (type === "integer" || type === "number") {
    const low = schema.minimum ?? 0;
    return low + pick(Math.min(1000, (schema.maximum ?? 1000) - low + 2));
  }
  if (type === "array") return Array.from({ length: pick(3) }, () => one(TEXTS));
  if (type !== "object") return one(TEXTS);
  const properties = { ...schema.properties, ...(schema.oneOf && one(schema.oneOf).properties) };
  const kept = Object.entries(properties).filter(() => pick(8) > 0);
  return Object.fromEntries(kept.map(([name, inner]) => [name, fitting(inner, pick)]));
}

/** They answer for as long as the caller listens. */
const ENDLESS = /\/live$/;

test(
  "no documented route answers 5xx, whatever it is asked: values, sizes, encodings, methods",
  async () => {
    const seed = Number(process.env.PETPULSE_SEED ?? Date.now() % 1_000_000);
    process.stdout.write(`cloud routes: PETPULSE_SEED=${seed}\n`);
    const pick = random(seed);
    const one = <T>(list: readonly T[]): T => list[pick(list.length)]!;
    const dir = scratch();
    let operations!: Operations;
    const { app, post, hub } = await openTestbed({
      store: { dir },
      more: async (store, clock) => {
        const parts = {
          dataDir: dir,
          store,
          master: new Uint8Array(32).fill(3),
          settings: operationsSettings({}),
          clock,
          log: silent,
        };
        operations = await Operations.open({ ...parts, send: async () => "200" });
        return { operations };
      },
    });
    app.addHook("onClose", () => operations.stop());
    await post([frame(1, 0, minutes(80))]);
    const { paths } = (
      await app.inject({ url: "/docs/json", headers: { host: "localhost" } })
    ).json() as Documented;
    const routes = Object.keys(paths).filter((path) => !ENDLESS.test(path));
    expect(routes.length).toBeGreaterThan(40);

    const everything = routes.flatMap((path) => METHODS.map((method) => ({ path, method })));
    expect(ROUNDS).toBeGreaterThan(everything.length);
    const anything = () => {
      const path = one(routes);
      const documented = Object.keys(paths[path]!).map(
        (method) => method.toUpperCase() as (typeof METHODS)[number],
      );
      return { path, method: pick(4) === 0 ? one(METHODS) : one(documented) };
    };
    const statuses = new Map<number, number>();
    for (let i = 0; i < ROUNDS; i++) {
      const { path, method } = everything[i] ?? anything();
      const text = () => {
        const value = pick(2) === 0 ? one(TEXTS) : one(VALUES);
        const said = typeof value === "object" ? JSON.stringify(value) : String(value);
        return encodeURIComponent(said).slice(0, 3000);
      };
      const url = path.replaceAll(/\{\w+\}/g, text) || "/";
      const asked = paths[path]![method.toLowerCase()]?.parameters?.filter((p) => p.in === "query") ?? [];
      const query = [...asked.map(({ name }) => name), "more"]
        .filter(() => pick(2) === 0)
        .map((name) => `${name}=${text()}`);
      const schema = paths[path]![method.toLowerCase()]?.requestBody?.content["application/json"]?.schema;
      const json = schema !== undefined && pick(3) > 0;
      const wild = Object.fromEntries(NAMES.filter(() => pick(3) === 0).map((name) => [name, one(VALUES)]));
      const garbage = one([
        JSON.stringify(wild),
        JSON.stringify(one(VALUES)),
        "{",
        "",
        Buffer.alloc(pick(400_000), 7),
      ]);
      const payload = json ? JSON.stringify(fitting(schema, pick)) : garbage;
      const headers: Record<string, string> = {
        host: "localhost",
        "content-type": json ? "application/json" : one(TYPES),
      };
      if (pick(6) === 0) headers["content-encoding"] = one(ENCODINGS);
      if (pick(3) === 0)
        headers.authorization = one([
          `Bearer ${hub.token}`,
          "Bearer x",
          "Basic eDp5",
          `Bearer ${"a".repeat(9000)}`,
        ]);
      const sends = method !== "GET" && method !== "HEAD" && pick(5) > 0;
      const answer = await app.inject({
        method,
        url: `${url}?${query.join("&")}`,
        headers,
        ...(sends && { payload }),
      });
      const said = `${method} ${url}?${query.join("&")} ${JSON.stringify(headers)} ${String(payload).slice(0, 200)} → ${answer.body.slice(0, 300)}`;
      expect(answer.statusCode, said).toBeLessThan(500);
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
    }
    // It reached what lies behind the door too.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]));
    expect((await app.inject({ url: "/health", headers: { host: "localhost" } })).statusCode).toBe(200);
  },
  Math.max(30_000, ROUNDS * 100),
);
