import { centralContract } from "../central.contract.ts";
import { systemClock } from "../clock.ts";
import { MemoryCentral, MemoryCollar } from "./memory.ts";

centralContract("in memory", async () => {
  const central = new MemoryCentral(systemClock);
  return {
    central,
    async collar(name, options) {
      const collar = new MemoryCollar(name, Uint8Array.of(8, 1), options);
      central.add(collar);
      return Object.assign(collar, {
        restore: () => {
          collar.silent = false;
        },
      });
    },
    unplug: () => central.unplug(),
    close: async () => {},
  };
});
