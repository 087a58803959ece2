import { systemClock } from "@petpulse/gateway/clock";
import type { Bleno } from "@stoprocent/bleno";
import { afterAll, expect, test } from "vitest";
import { Air } from "../src/air/air.ts";
import { Stacks } from "../src/air/stacks.ts";
import { image } from "../src/flash/firmware.ts";
import { BoardStorage } from "../src/flash/storage.ts";
import { askBoard } from "../src/serial/board.ts";
import { Console } from "../src/serial/console.ts";
import { FakeBoard } from "../src/serial/fake-board.ts";
import { NordicUartLine } from "../src/serial/nordic-uart.ts";

const air = new Air({ mode: "fast", seed: 1 });
const stacks = new Stacks(air);
const { bleno, controller } = await stacks.peripheral("watch");
/** No script runs here. */
const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
afterAll(() => {
  bleno.stop();
  air.stop();
});

/** A board whose console is Nordic's UART on the air, as on the watch: 20 bytes a notification. */
async function onAir(stack: Bleno, board: FakeBoard): Promise<void> {
  const { Characteristic, PrimaryService } = stack;
  const told = new Characteristic({
    uuid: "6e400003b5a3f393e0a9e50e24dcca9e",
    properties: ["notify"],
    onSubscribe: (_handle, size, update) => {
      board.give = (bytes) => {
        for (let at = 0; at < bytes.length; at += size) update(bytes.subarray(at, at + size));
      };
    },
  });
  const heard = new Characteristic({
    uuid: "6e400002b5a3f393e0a9e50e24dcca9e",
    properties: ["write", "writeWithoutResponse"],
    onWriteRequest: (_handle, data, _offset, _without, done) => {
      board.take(data);
      done(Characteristic.RESULT_SUCCESS);
    },
  });
  const uuid = "6e400001b5a3f393e0a9e50e24dcca9e";
  await stack.setServicesAsync([new PrimaryService({ uuid, characteristics: [told, heard] })]);
  await stack.startAdvertisingAsync("Bangle.js 7f3c", []);
}

test("a watch is reached over the air by the beginning of its name: files pass whole, a lost link is said", async () => {
  const board = new FakeBoard({ module });
  await onAir(bleno, board);
  const console = new Console(new NordicUartLine("bangle.js", systemClock), systemClock);
  await console.start();
  expect(await askBoard(console)).toMatchObject({ board: "BANGLEJS2", battery: 80 });
  const file = image("pp-air.bin", Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 31) & 255)));
  await new BoardStorage(console).put(file);
  expect(board.files.get("pp-air.bin")).toEqual(file.bytes);
  expect([board.overflown, board.breaches]).toEqual([0, []]);
  controller.unplug();
  await expect(console.ask("1")).rejects.toMatchObject({ code: "console.disconnected" });
  await console.stop();
});
