import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

/** Serves `rounds` turns to collars that all want one again at once. */
function serve(turns: Turns, failures: Record<string, number>, rounds: number): string[] {
  const order: string[] = [];
  for (let i = 0; i < rounds; i++) {
    for (const [id, count] of Object.entries(failures)) turns.ask(id, count);
    order.push(turns.next()!);
  }
  return order;
}

const share = (order: string[], id: string) => order.filter((one) => one === id).length;

test("equals take turns", () => {
  const order = serve(new Turns(), { a: 0, b: 0, c: 0 }, 9);
  expect(order).toEqual(["a", "b", "c", "a", "b", "c", "a", "b", "c"]);
});

test("one that hangs comes after those that do not, and still comes", () => {
  const order = serve(new Turns(), { bad: 5, a: 0, b: 0 }, 90);
  expect(share(order, "bad")).toBe(10);
  expect(share(order, "a")).toBe(40);
  expect(order.slice(0, 8)).not.toContain("bad");
});

test("several that hang share what is owed to them", () => {
  const order = serve(new Turns(), { x: 9, y: 3, a: 0 }, 90);
  expect(share(order, "x")).toBeGreaterThanOrEqual(9);
  expect(share(order, "y")).toBeGreaterThanOrEqual(9);
  expect(share(order, "a")).toBeGreaterThanOrEqual(60);
});

test("asking twice is waiting once; who is forgotten does not come", () => {
  const turns = new Turns();
  turns.ask("a", 0);
  turns.ask("a", 1);
  turns.ask("b", 0);
  expect(turns.waiting).toBe(2);
  turns.forget("b");
  expect([turns.next(), turns.next()]).toEqual(["a", null]);
});
