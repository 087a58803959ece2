// preference: one JSON text in the host's file, behind its length.
import { loadFile, SETTINGS_FILE, storeFile } from "./host.ts";
import { bytesOf, textOf } from "./text.ts";

type Value = string | number;

const HEAD = 4;
const MOST = 4096;

const length = new DataView(loadFile(SETTINGS_FILE, 0, HEAD)).getUint32(0, true);
const kept: Record<string, Value> =
  length > MOST ? {} : JSON.parse(textOf(new Uint8Array(loadFile(SETTINGS_FILE, HEAD, length))));

const Preference = {
  get: (domain: string, key: string): Value | undefined => kept[`${domain}.${key}`],
  set: (domain: string, key: string, value: Value): void => {
    kept[`${domain}.${key}`] = value;
    const text = bytesOf(JSON.stringify(kept));
    const bytes = new Uint8Array(HEAD + text.length);
    new DataView(bytes.buffer).setUint32(0, text.length, true);
    bytes.set(text, HEAD);
    storeFile(SETTINGS_FILE, 0, bytes.buffer, bytes.length);
  },
};
export default Preference;
