import { createContext, runInContext } from "node:vm";
import { describe, expect, it, test } from "vitest";
import { COST, instructions, price } from "./cost.ts";
import { takeApart } from "./regions.ts";

/** Times that each region is entered while `script` runs. */
function enter(script: string, scope: Record<string, unknown> = {}) {
  const { regions, counting } = takeApart(script);
  const context = createContext({ ...scope, $entered: new Array(regions.length).fill(0) });
  const result: unknown = runInContext(counting, context);
  return { regions, result, entered: context.$entered as number[] };
}

/** Instructions of running a script that does nothing but what is looked at. */
function cost(script: string, scope: Record<string, unknown> = {}): number {
  const { regions, entered } = enter(script, scope);
  return instructions(price(script, regions), entered);
}

describe("a script that counts what it enters", () => {
  it("does what it did, and knows arms, loops, calls and what a return leaves out", () => {
    const script =
      "var sum=0;function f(n){if(n>2)return n;for(let i=0;i<n;i++)sum+=i&&7;return sum>5?1:2}f(1);f(2);f(9);sum";
    const { regions, result, entered } = enter(script);
    expect(result).toBe(runInContext(script, createContext({})));
    const times = new Map(regions.map(({ start, end }, at) => [script.slice(start, end), entered[at]]));
    const arms = ["return n;", "sum+=i&&7;", "7", "1", "2"];
    expect(arms.map((text) => times.get(text))).toEqual([1, 3, 1, 1, 1]);
    const [body, rest] = ["if(n>2)", "for("].map((text) =>
      [...times].find(([region]) => region.startsWith(text)),
    );
    expect([body![1], rest![1]]).toEqual([3, 2]);
  });

  it.each([
    ["if(a)b();else c()", "c"],
    ["a&&b();c()", "c"],
    ["a?b():c()", "c"],
    ["var f=()=>({b});if(a){b()}else{f();c()}", "c"],
    ["try{throw 1}catch(e){c()}", "c"],
    ["for(const x of[1,2]){if(x>1)break;c()}", "c"],
    ["var n=0;while(n<1){n++;if(a)continue;c()}", "c"],
  ])("%s runs as it is written", (script, called) => {
    const calls: string[] = [];
    enter(script, { a: false, b: () => calls.push("b"), c: () => calls.push("c") });
    expect(calls).toEqual([called]);
  });
});

/**
 * The first glue there was, whose work the real interpreter was seen to do: Espruino of 2v29's time, 32-bit Arm, Thumb-2, -O2, emulated,
 * instructions counted, code in RAM.
 */
const FIRST_GLUE = `(function () {
  var pet = native(), ax = 0, ay = 0, az = 8192, beats = 0, told = 0;
  Bangle.on("accel", function (a) { ax = a.x * 8192 | 0; ay = a.y * 8192 | 0; az = a.z * 8192 | 0; });
  Bangle.on("HRM-raw", function (e) {
    if (pet.step(e.vcPPG, ax >> 4, ay >> 4, az >> 4)) beats++;
    if (beats >= told + 5) { told = beats; NRF.updateServices({ 0x180D: { 0x2A37: { value: [0, pet.interval()], notify: true } } }); }
  });
})();`;

describe("the model is below nothing that was measured, and above none by half", () => {
  const handlers = new Map<string, (event: unknown) => void>();
  const { regions, counting } = takeApart(FIRST_GLUE);
  const context = createContext({
    native: () => ({ step: () => 0 }),
    Bangle: { on: (name: string, call: (event: unknown) => void) => handlers.set(name, call) },
    $entered: new Array(regions.length).fill(0),
  });
  runInContext(counting, context);
  const entered = context.$entered as number[];
  const handled = (name: string) => {
    entered.fill(0);
    handlers.get(name)!({ x: 0, y: 0, z: 1, vcPPG: 1900 });
    return instructions(price(FIRST_GLUE, regions), entered);
  };
  const queued = (name: string) => handled(name) + COST.event - COST.call;
  const scope = { k: { f: () => 0 } };

  test.each([
    ["a native call", 2_800, () => cost("k.f();", scope)],
    ["a native call with four arguments", 7_300, () => cost("k.f(1,2,3,4);", scope)],
    ["the light's handler", 20_800, () => handled("HRM-raw")],
    ["the acceleration's handler", 22_800, () => handled("accel")],
    ["the light's handler through the queue", 36_500, () => queued("HRM-raw")],
    ["the acceleration's handler through the queue", 40_600, () => queued("accel")],
  ])("%s: %d instructions", (_, measured, model) => {
    const said = model();
    expect(said).toBeGreaterThanOrEqual(measured);
    expect(said).toBeLessThan(1.5 * measured);
  });
});

describe("more work costs more", () => {
  test.each([
    ["a word more", "a", "a;b"],
    ["a longer name", "a", "aVeryLongName"],
    [
      "a name further away",
      "(function(){var a=1,b=2;b=a})()",
      "(function(){var a=1;(function(){var c=1,b=2;b=a})()})()",
    ],
    ["a double", "1+1", "1*1"],
    ["a round more", "for(let i=0;i<2;i++)1", "for(let i=0;i<3;i++)1"],
    ["an arm stepped over", "0", "0&&(1+1)"],
    ["an arm run", "0&&(1+1)", "1&&(1+1)"],
    ["an expression in a template", "`a`", "`$".concat("{1}`")],
  ])("%s", (_, less, more) => {
    const scope = { a: 1, b: 2, aVeryLongName: 1 };
    expect(cost(more, scope)).toBeGreaterThan(cost(less, scope));
  });
});
