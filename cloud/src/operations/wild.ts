/** What of a schema matters here. */
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

/** An OpenAPI document. */
export interface Documented {
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

export const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** A request that somebody may send who means no good, or does not know better. */
export interface Wild {
  method: Method;
  url: string;
  headers: Record<string, string>;
  /** Undefined: no body. */
  payload: string | Buffer | undefined;
}

/**
 * Makes requests to the routes of a document: wrong types, sizes, encodings and methods, and now and then one that fits. `pick(n)`: a
 * whole number below n; the same ones make the same requests. `tokens`: some that open something.
 */
export class Wilderness {
  readonly #paths: Documented["paths"];
  readonly #tokens: readonly string[];
  readonly #pick: (n: number) => number;

  constructor({ paths }: Documented, tokens: readonly string[], pick: (n: number) => number) {
    this.#paths = paths;
    this.#tokens = tokens;
    this.#pick = pick;
  }

  one<T>(list: readonly T[]): T {
    return list[this.#pick(list.length)]!;
  }

  /** A method of a documented path, mostly one that it has. */
  method(path: string): Method {
    if (this.#pick(4) === 0) return this.one(METHODS);
    return this.one(Object.keys(this.#paths[path]!)).toUpperCase() as Method;
  }

  /** `path` as it is documented, with its `{…}`. */
  request(path: string, method: Method): Wild {
    const operation = this.#paths[path]![method.toLowerCase()];
    const asked = operation?.parameters?.filter((parameter) => parameter.in === "query") ?? [];
    const query = [...asked.map(({ name }) => name), "more"]
      .filter(() => this.#pick(2) === 0)
      .map((name) => `${name}=${this.#text()}`);
    const url = path.replaceAll(/\{\w+\}/g, () => this.#text()) || "/";
    const schema = operation?.requestBody?.content["application/json"]?.schema;
    const json = schema !== undefined && this.#pick(3) > 0;
    const payload = json ? JSON.stringify(this.#fitting(schema)) : this.#garbage();
    const headers = this.#headers(json);
    const sends = method !== "GET" && method !== "HEAD" && this.#pick(5) > 0;
    return { method, url: `${url}?${query.join("&")}`, headers, payload: sends ? payload : undefined };
  }

  #headers(json: boolean): Record<string, string> {
    const headers: Record<string, string> = {
      host: "localhost",
      "content-type": json ? "application/json" : this.one(TYPES),
    };
    if (this.#pick(6) === 0) headers["content-encoding"] = this.one(ENCODINGS);
    if (this.#pick(3) === 0) {
      const bearers = [...this.#tokens, "x", "a".repeat(9000)].map((token) => `Bearer ${token}`);
      headers.authorization = this.one([...bearers, "Basic eDp5"]);
    }
    return headers;
  }

  #text(): string {
    const value = this.#pick(2) === 0 ? this.one(TEXTS) : this.one(VALUES);
    const said = typeof value === "object" ? JSON.stringify(value) : String(value);
    return encodeURIComponent(said).slice(0, 3000);
  }

  #garbage(): string | Buffer {
    const kept = NAMES.filter(() => this.#pick(3) === 0);
    return this.one([
      JSON.stringify(Object.fromEntries(kept.map((name) => [name, this.one(VALUES)]))),
      JSON.stringify(this.one(VALUES)),
      "{",
      "",
      Buffer.alloc(this.#pick(400_000), 7),
    ]);
  }

  /** Something that fits the schema, or nearly. */
  #fitting(schema: Schema): unknown {
    if (this.#pick(12) === 0) return this.one(VALUES);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.one(schema.enum);
    const type = [schema.type].flat()[0];
    if (type === "integer" || type === "number") {
      const low = schema.minimum ?? 0;
      return low + this.#pick(Math.min(1000, (schema.maximum ?? 1000) - low + 2));
    }
    if (type === "array") return Array.from({ length: this.#pick(3) }, () => this.one(TEXTS));
    if (type !== "object") return this.one(TEXTS);
    const properties = { ...schema.properties, ...(schema.oneOf && this.one(schema.oneOf).properties) };
    const kept = Object.entries(properties).filter(() => this.#pick(8) > 0);
    return Object.fromEntries(kept.map(([name, inner]) => [name, this.#fitting(inner)]));
  }
}
