import type { Directory } from "../directory.ts";
import type { Store } from "../store.ts";

/** What the routes that change people, collars and hubs stand on. */
export interface RegisterParts {
  store: Store;
  /** Expired after every change, so that the next request sees it. */
  directory: Directory;
  /** Unix ms. */
  clock: () => number;
}

/** Schema of an id that is not a device's: 16 hex digits. */
export const ID = { type: "string", pattern: "^[0-9a-f]{16}$" } as const;

/** Schema of what people call somebody or something. */
export const NAME = { type: "string", minLength: 1, maxLength: 80, pattern: "\\S" } as const;

/** Bytes of a body that says a few things: what a route takes unless it says otherwise. */
export const SMALL = 4096;

/** Schema of a body with exactly these members. */
export function bodyOf<T extends Record<string, object>>(properties: T, required: (keyof T)[]) {
  return { type: "object", properties, required, additionalProperties: false } as const;
}

/** Schema of a path's parameters. */
export function paramsOf<T extends Record<string, object>>(properties: T) {
  return { type: "object", properties, required: Object.keys(properties) } as const;
}
