import { expect, it } from "vitest";
import { saturate } from "./saturate.ts";

it("leaves what is inside and cuts what is outside", () => {
  expect([-11, -10, 0, 10, 11].map((x) => saturate(x, 10))).toEqual([-10, -10, 0, 10, 10]);
  expect([saturate(-2147483648, 2147483647), saturate(5, 0)]).toEqual([-2147483647, 0]);
});
