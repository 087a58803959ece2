/** The part of JSON Schema (draft 2020-12) that our schemas use. */
export interface Schema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: "object" | "number" | "integer" | "string" | "boolean";
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  /** Of what stands beside `properties`; false forbids it. */
  additionalProperties?: Schema | false;
  enum?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  minProperties?: number;
  maxLength?: number;
}

const OF_TYPE: Record<NonNullable<Schema["type"]>, (value: unknown) => boolean> = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: Number.isInteger,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
};

/** Every place where `value` is not as the schema says, one sentence each, e.g. `measures.led: low is missing`. */
export function breaches(schema: Schema, value: unknown, where = "file"): string[] {
  if (schema.type && !OF_TYPE[schema.type](value)) return [`${where}: not of type ${schema.type}`];
  const found: string[] = [];
  if (schema.enum && !schema.enum.includes(value as string))
    found.push(`${where}: none of ${schema.enum.join(", ")}`);
  if (typeof value === "number") {
    if (value < (schema.minimum ?? value)) found.push(`${where}: below ${schema.minimum}`);
    if (value > (schema.maximum ?? value)) found.push(`${where}: above ${schema.maximum}`);
  }
  if (typeof value === "string" && value.length > (schema.maxLength ?? value.length))
    found.push(`${where}: longer than ${schema.maxLength}`);
  if (schema.type !== "object") return found;
  const entries = Object.entries(value as object);
  if (entries.length < (schema.minProperties ?? 0)) found.push(`${where}: has no entry`);
  for (const name of schema.required ?? [])
    if (!entries.some(([key]) => key === name)) found.push(`${where}: ${name} is missing`);
  for (const [name, part] of entries) {
    const own = schema.properties?.[name] ?? schema.additionalProperties;
    const at = where === "file" ? name : `${where}.${name}`;
    if (own === false) found.push(`${at}: nothing of this name belongs here`);
    else if (own) found.push(...breaches(own, part, at));
  }
  return found;
}
