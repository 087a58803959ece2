import { describe, expect, test } from "vitest";
import { shortLines } from "./bytes.ts";

async function cut(text: string, chunk: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunk) yield Buffer.from(text.slice(at, at + chunk));
  }
  let all = "";
  for await (const piece of shortLines(chunks())) all += piece.toString();
  return all;
}

describe("lines are cut to 1024 bytes", () => {
  const full = "a".repeat(1024);
  const text = `1\n${full}\n2\n${full}b\n${full}${"c".repeat(9000)}\n\n3\n${full}${"d".repeat(5000)}`;
  test.each([1, 7, 1023, 1024, 1025, 4096, 100_000])("whatever the chunks: %i bytes", async (chunk) => {
    expect(await cut(text, chunk)).toBe(`1\n${full}\n2\n${full}\n${full}\n\n3\n${full}`);
  });
});
