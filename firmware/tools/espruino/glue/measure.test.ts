import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { glueInputs, measureGlue } from "./measure.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-glue-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { app, module } = await glueInputs(folder);
const HANDLER = "light(event.vcPPG)";

test("what is put into a sensor's handler is seen as often as the sensor speaks", () => {
  expect(app.split(HANDLER)).toHaveLength(2);
  const share = measureGlue(app, module);
  expect(share.eventsPerSecond).toBeGreaterThan(63);
  const twice = measureGlue(app.replace(HANDLER, `event.vcPPG;${HANDLER}`), module);
  const looped = measureGlue(app.replace(HANDLER, `for(let i=0;i<20;i++)event.vcPPG;${HANDLER}`), module);
  // Four words more in 50 readings a second; then a loop of twenty times more than that.
  const added = twice.instructionsPerSecond - share.instructionsPerSecond;
  expect(added).toBeGreaterThan(50 * 4 * 500);
  expect(looped.instructionsPerSecond - share.instructionsPerSecond).toBeGreaterThan(20 * added);
  expect(looped.percent).toBeGreaterThan(2 * share.percent);
});

test("the functions that sensors call begin with what keeps them out of the flash chip", () => {
  expect(app).toContain('=>{"ram";light(');
  expect(app).toContain('=>{"ram";if(event.x');
});
