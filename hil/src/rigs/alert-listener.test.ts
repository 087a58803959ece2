import { expect, test } from "vitest";
import { AlertListener } from "./alert-listener.ts";

test("what opens an alert is written down; what else the cloud says is taken, and what it does not say refused", async () => {
  const listener = new AlertListener();
  const url = await listener.start();
  const post = async (body: string) => (await fetch(url, { method: "POST", body })).status;
  const said = (type: string) => JSON.stringify({ type, data: { rule: "battery" } });
  const before = Date.now();
  expect(await post(said("alert.opened"))).toBe(204);
  expect(await post(said("alert.resolved"))).toBe(204);
  for (const wrong of ["", "{", "[]", "null", '{"type":"alert.opened"}', `"${"x".repeat(20_000)}"`])
    expect(await post(wrong)).toBe(400);
  expect(listener.told).toEqual([{ rule: "battery", atMs: expect.any(Number) }]);
  expect(listener.told[0]!.atMs).toBeGreaterThanOrEqual(before);
  await listener.stop();
});
