import { createRequire } from "node:module";
import { duplexPair } from "node:stream";
import type { Bleno } from "@stoprocent/bleno";
import type { Air } from "./air.ts";
import type { Controller } from "./controller.ts";
import { installHciDriver } from "./driver.ts";

/** Bytes of HCI a host may leave unread in one direction. */
const HCI_BYTES = 65536;

/**
 * The real host stacks of this process on one in-process air. One per process: the stacks take their driver once. A stack whose
 * adapter was unplugged hears `stateChange` away from poweredOn and stays dead: a new instance gets a new controller.
 */
export class Stacks {
  readonly #air: Air;
  readonly #waiting: { name: string; made: (controller: Controller) => void }[] = [];

  constructor(air: Air) {
    this.#air = air;
    installHciDriver(() => {
      const [host, controller] = duplexPair({ highWaterMark: HCI_BYTES });
      const next = this.#waiting.shift();
      const made = this.#air.attach(controller, next ? { name: next.name } : {});
      next?.made(made);
      return host;
    });
  }

  /** Names the controller of the stack that opens its adapter next; resolves once it has. */
  next(name: string): Promise<Controller> {
    return new Promise((made) => this.#waiting.push({ name, made }));
  }

  /** A powered peripheral stack with a controller of its own. */
  async peripheral(name: string): Promise<{ bleno: Bleno; controller: Controller }> {
    const { withBindings } = createRequire(import.meta.url)(
      "@stoprocent/bleno",
    ) as typeof import("@stoprocent/bleno");
    const controller = this.next(name);
    const bleno = withBindings("hci", {});
    await bleno.waitForPoweredOnAsync();
    return { bleno, controller: await controller };
  }
}
