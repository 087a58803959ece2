import * as proto from "@petpulse/proto";
import { expect, test } from "vitest";
import * as gatt from "./gatt.ts";

test("the collar speaks the UUIDs of the contract", () => {
  for (const [name, uuid] of Object.entries(gatt)) {
    expect(uuid, name).toBe((proto as unknown as Record<string, string>)[name]);
  }
});
