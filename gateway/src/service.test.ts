import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gatewayCommand } from "./command.ts";

const unit = readFileSync(join(import.meta.dirname, "../petpulse-gateway.service"), "utf8");
const [, line] = /^ExecStart=(.+)$/m.exec(unit)!;

test("the service starts the hub with options that it knows", () => {
  const given = line!.split(" ").filter((word) => word.startsWith("--"));
  const run = gatewayCommand().commands.find((command) => command.name() === "run")!;
  const known = run.options.map(({ long }) => long);
  expect(given.length).toBeGreaterThan(3);
  for (const option of given) expect(known).toContain(option);
});

test("the service keeps the token off the command line and gives the hub what raw HCI needs, no more", () => {
  expect(line).not.toMatch(/petpulse-hub\./);
  expect(unit).toMatch(/^LoadCredential=hub\.token:/m);
  expect(/^CapabilityBoundingSet=(.+)$/m.exec(unit)![1]).toBe("CAP_NET_RAW CAP_NET_ADMIN");
  expect(unit).toMatch(/^RestrictAddressFamilies=.*AF_BLUETOOTH/m);
  // V8 makes code as it runs.
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m);
});

test("it may take longer to stop than the hub needs at most", () => {
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1])).toBeGreaterThan(30);
});
