import { MAX_BATCH_BYTES } from "@petpulse/proto";
import { expect, test } from "vitest";
import { PacketLimit } from "./packets.ts";

/** A fixed header and a body of `length` bytes. */
function packet(type: number, length: number): Buffer {
  const header = [type << 4];
  let left = length;
  do {
    header.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0x33)]);
}

/** What comes through of these bytes, cut into pieces of `size`; null when it failed. */
async function through(bytes: Buffer, size: number): Promise<Buffer | null> {
  const limit = new PacketLimit();
  const out: Buffer[] = [];
  limit.on("data", (chunk: Buffer) => out.push(chunk));
  const over = new Promise<boolean>((resolve) =>
    limit.once("end", () => resolve(true)).once("error", () => resolve(false)),
  );
  for (let at = 0; at < bytes.length; at += size) limit.write(bytes.subarray(at, at + size));
  limit.end();
  return (await over) ? Buffer.concat(out) : null;
}

const CONNECT = packet(1, 100);

test.each([1, 7, 65536])("packets within the limits pass unchanged, %i bytes at a time", async (size) => {
  const bytes = Buffer.concat([CONNECT, packet(3, 0), packet(3, 127), packet(3, 20_000), packet(12, 0)]);
  expect(await through(bytes, size)).toEqual(bytes);
});

test("a full batch fits, anything longer does not", async () => {
  expect(await through(Buffer.concat([CONNECT, packet(3, MAX_BATCH_BYTES + 100)]), 65_536)).not.toBeNull();
  expect(await through(Buffer.concat([CONNECT, packet(3, MAX_BATCH_BYTES + 600)]), 65_536)).toBeNull();
});

test("a stranger's first packet may be a small one only", async () => {
  expect(await through(packet(1, 2000), 512)).toBeNull();
});

test("a length that never ends is refused", async () => {
  expect(
    await through(Buffer.concat([CONNECT, Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01])]), 1),
  ).toBeNull();
});
