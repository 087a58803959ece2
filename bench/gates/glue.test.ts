import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { glueInputs, measureGlue } from "@petpulse/firmware/tools/espruino/glue/measure";
import { expect, test } from "vitest";
import { checkBudgets, judge } from "../figure.ts";

const budgets = checkBudgets(JSON.parse(readFileSync(join(import.meta.dirname, "../budgets.json"), "utf8")));

const { app, module } = await glueInputs(buildFolder("glue-test"));

test("the script is within its budget, and a loop in the light's handler is over it", () => {
  const held = (text: string) =>
    judge({ name: "espruino.gluePercent", value: measureGlue(text, module).percent, unit: "%" }, budgets).ok;
  const looped = app.replace("light(event.vcPPG)", "for(let i=0;i<2;i++)event.vcPPG;light(event.vcPPG)");
  expect([held(app), held(looped)]).toEqual([true, false]);
});
