import { measureAllocation } from "@petpulse/firmware/tools/alloc";
import { allocatingFunctions } from "@petpulse/firmware/tools/call-graph";
import type { Measurement } from "../measurement.ts";

/** What the garbage-collected and the compiled engine allocate on the sample path. */
export const allocation: Measurement = {
  figures: ["alloc.v8.bytes", "alloc.wasm.functions"],
  needs: [],
  async take(note) {
    note("allocation in V8");
    const { grown, empty } = measureAllocation();
    note("call graph of the WASM");
    const reachable = await allocatingFunctions();
    return [
      { name: "alloc.v8.bytes", value: grown - empty, unit: "bytes" },
      { name: "alloc.wasm.functions", value: reachable.length, unit: "functions" },
    ];
  },
};
