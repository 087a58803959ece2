import type { Central } from "@petpulse/gateway/central";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import type { Clock } from "@petpulse/gateway/clock";
import type { Air } from "../air/air.ts";
import type { Controller } from "../air/controller.ts";
import type { Stacks } from "../air/stacks.ts";
import type { PathRadio } from "./lockstep-path.ts";
import type { Conditions } from "./schedule.ts";

/** The virtual air between a collar and the hub of this process. */
export class AirRadio implements PathRadio {
  readonly #air: Air;
  readonly #stacks: Stacks;
  readonly #collar: { readonly controller: Controller | null };

  /** `collar`: has its controller on the air from its first boot on, another one after each. */
  constructor(air: Air, stacks: Stacks, collar: { readonly controller: Controller | null }) {
    this.#air = air;
    this.#stacks = stacks;
    this.#collar = collar;
  }

  central(clock: Clock): Central {
    void this.#stacks.next("hub");
    return new NobleCentral(clock);
  }

  hold({ away, loss }: Conditions): void {
    const collar = this.#collar.controller!;
    this.#air.setLoss(loss);
    for (const other of this.#air.controllers) {
      if (other === collar) continue;
      if (away) this.#air.silence(collar, other);
      else this.#air.restore(collar, other);
    }
  }
}
