// Asks its host: what compileKernel has to find.
import { flashPages } from "../../targets/wasm/port.ts";

export function pages(): i32 {
  return flashPages();
}
