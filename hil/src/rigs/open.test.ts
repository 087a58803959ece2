import { expect, test } from "vitest";
import { openRig } from "./open.ts";

const refused = (name: string) =>
  openRig(name).then(
    () => "open",
    (error: { code: string; hint: string }) => `${error.code}: ${error.hint}`,
  );

test("a rig that nobody knows, or whose board is not there, says so with a code and a way on", async () => {
  expect(await refused("emulator")).toBe(
    "rig.unknown: sim, process, xs, qemu, serial:PATH or ble:NAME@IDENTITY",
  );
  expect(await refused("serial:/dev/tty-no-such-board")).toMatch(/^rig\.missing: plug the board in/);
  expect(await refused("serial:")).toMatch(/^rig\.missing: plug the board in/);
  expect(await refused("serial:/dev/null")).toMatch(/^console\.no-port: plug the board in/);
  expect(await refused("ble")).toMatch(/^rig\.missing: ble:NAME@IDENTITY/);
  expect(await refused("ble:PetPulse@no-such-file.json")).toMatch(/^flash\.identity: make one with/);
});
