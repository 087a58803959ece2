/** The forms `petpulse firmware build` makes, in the order they are made. */
export const FORMS = ["js", "xs", "wasm", "c", "thumb"] as const;
export type Form = (typeof FORMS)[number];
