import { MemoryFlash } from "./memory-flash.ts";
import { flashContract } from "./testdata/flash.contract.ts";

flashContract("flash in memory", (pages) => new MemoryFlash(pages));
