// rng: the machine's own.
import { random } from "./host.ts";

export default { get: (byteLength: number): ArrayBuffer => random(byteLength) };
