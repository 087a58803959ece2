// mc/config: what the rig says first.
import { body, next } from "./host.ts";
import { BOOT } from "./messages.ts";
import { textOf } from "./text.ts";

const first = next();
if (first?.kind !== BOOT) throw new Error("the first message is not BOOT");

const config: Record<string, string | number | boolean> = JSON.parse(textOf(body.subarray(0, first.length)));
export default config;
