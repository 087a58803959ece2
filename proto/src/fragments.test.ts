import { expect, test } from "vitest";
import { Fragmenter, Reassembler } from "./fragments.ts";
import { MAX_MESSAGE_BYTES } from "./limits.ts";

const message = (length: number) => new Uint8Array(length).map((_, i) => i & 255);

test.each([2, 3, 20, 128, 244, 512])("messages of all lengths pass in fragments of %i bytes", (size) => {
  const out = new Fragmenter();
  const into = new Reassembler();
  for (const length of [1, 2, size - 1, size, size + 1, 700, MAX_MESSAGE_BYTES]) {
    let whole: Uint8Array | null = null;
    for (const fragment of out.cut(message(length), size)) {
      expect(fragment.length).toBeLessThanOrEqual(size);
      expect(whole).toBeNull();
      whole = into.push(fragment);
    }
    expect(whole).toEqual(message(length));
  }
});

test("a lost fragment is noticed, and the next message is whole again", () => {
  const out = new Fragmenter();
  const into = new Reassembler();
  const [first, , third] = [...out.cut(message(50), 20)];
  into.push(first!);
  expect(() => into.push(third!)).toThrow(/does not follow/);
  let whole: Uint8Array | null = null;
  for (const fragment of out.cut(message(30), 20)) whole = into.push(fragment);
  expect(whole).toEqual(message(30));
});

test("a message over the limit is refused before it is held", () => {
  const out = new Fragmenter();
  const into = new Reassembler();
  expect(() => {
    for (const fragment of out.cut(message(MAX_MESSAGE_BYTES + 1), 200)) into.push(fragment);
  }).toThrow(/over 1040 bytes/);
  expect(() => into.push(new Uint8Array(1))).toThrow(/header/);
});
