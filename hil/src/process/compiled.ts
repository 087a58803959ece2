/**
 * Preload (`node --import …/process/compiled.ts program`): writes what this process has compiled to $NODE_COMPILE_CACHE while it
 * lives. Node does so at the end of a process only, and one that is killed has none.
 */
import { flushCompileCache } from "node:module";

/** By then a part has loaded everything it needs, ms. */
const LOADED_MS = 3000;

setTimeout(flushCompileCache, LOADED_MS).unref();
