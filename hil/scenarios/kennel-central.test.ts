import { NobleCentral } from "@petpulse/gateway/central/noble";
import { centralContract } from "@petpulse/gateway/central.contract";
import { systemClock } from "@petpulse/gateway/clock";
import {
  CONTROL_CHARACTERISTIC,
  FRAMES_CHARACTERISTIC,
  PETPULSE_SERVICE,
  STATUS_CHARACTERISTIC,
} from "@petpulse/proto";
import { Air } from "../src/air/air.ts";
import type { Controller } from "../src/air/controller.ts";
import { Stacks } from "../src/air/stacks.ts";

const IDENTITY = Uint8Array.of(8, 1, 18, 8, 1, 2, 3, 4, 5, 6, 7, 8);

centralContract("noble over the virtual air", async () => {
  const air = new Air({ mode: "fast", seed: 5 });
  const stacks = new Stacks(air);
  const stops: (() => void)[] = [];
  const collars = new Set<Controller>();
  // noble takes a new controller whenever it opens its adapter anew: the one that is no collar's.
  const own = () => [...air.controllers].find((one) => one.alive && !collars.has(one))!;
  return {
    central: new NobleCentral(systemClock),
    async collar(label, { bare = false } = {}) {
      const { bleno, controller } = await stacks.peripheral(label);
      collars.add(controller);
      const written: Uint8Array[] = [];
      let update: ((data?: Buffer) => void) | null = null;
      const { Characteristic, PrimaryService } = bleno;
      const characteristics = [
        new Characteristic({
          uuid: STATUS_CHARACTERISTIC,
          properties: ["read"],
          value: Buffer.from(IDENTITY),
        }),
        new Characteristic({
          uuid: FRAMES_CHARACTERISTIC,
          properties: ["notify"],
          onSubscribe: (_handle, _size, push) => {
            update = push;
          },
        }),
        new Characteristic({
          uuid: CONTROL_CHARACTERISTIC,
          properties: ["write"],
          onWriteRequest: (_handle, data, _offset, _without, done) => {
            written.push(data);
            done(Characteristic.RESULT_SUCCESS);
          },
        }),
      ];
      const has = bare ? characteristics.slice(0, 1) : characteristics;
      await bleno.setServicesAsync([new PrimaryService({ uuid: PETPULSE_SERVICE, characteristics: has })]);
      const advertise = () => void bleno.startAdvertisingAsync(label, [PETPULSE_SERVICE]);
      bleno.on("disconnect", advertise);
      advertise();
      stops.push(() => bleno.stop());
      return {
        name: label,
        identity: IDENTITY,
        written,
        notify: (fragment) => update?.(Buffer.from(fragment)),
        silence: () => air.silence(own(), controller),
        restore: () => air.restore(own(), controller),
      };
    },
    unplug: () => own().unplug(),
    async close() {
      for (const stop of stops) stop();
      air.stop();
    },
  };
});
