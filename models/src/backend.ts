import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/** Where TensorFlow.js computes. */
export type Backend = "tensorflow" | "wasm" | "cpu";

/**
 * Readies TensorFlow.js and says which backend it took: the native one where the user installed @tensorflow/tfjs-node, else
 * WebAssembly, else plain JavaScript. The same backend gives the same bytes; another may round differently.
 */
export async function readyBackend(wanted?: Backend): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  setWasmPaths(join(dirname(resolve("@tensorflow/tfjs-backend-wasm")), sep));
  if (wanted === undefined) await nativeIfInstalled();
  for (const backend of wanted === undefined ? (["tensorflow", "wasm", "cpu"] as const) : [wanted]) {
    if (tf.findBackendFactory(backend) !== null && (await tf.setBackend(backend))) break;
  }
  await tf.ready();
  return tf.getBackend();
}

async function nativeIfInstalled(): Promise<void> {
  const native = "@tensorflow/tfjs-node";
  try {
    await import(native);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
  }
}
