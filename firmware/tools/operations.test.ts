import { expect, test } from "vitest";
import { counted } from "./operations.ts";

const TEXT = `(module
  (type (;0;) (func (param i32) (result i32)))
  (func (;0;) (type 0) (param i32) (result i32)
    local.get 0
    i32.const 1
    i32.add
    local.get 0
    i32.eqz
    if  ;; label = @1
      local.get 0
      i32.load offset=4
      i32.const 3
      i32.mul
      drop
    end)
  (export "f" (func 0)))`;

test("every straight run of code says before it how many operations it does; loads and constants are none", () => {
  const said = counted(TEXT)
    .split("\n")
    .filter((line) => line.startsWith("i64.const"));
  expect(said).toEqual(["i64.const 2", "i64.const 1"]);
});
