import type { Clock } from "@petpulse/gateway/clock";
import { expect, test } from "vitest";
import { askBoard } from "./board.ts";
import { Console } from "./console.ts";
import { FakeBoard } from "./fake-board.ts";
import { fakeLine } from "./fake-line.ts";

/** No script runs here. */
const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

/** Timers that run when the test says so. */
class HandClock implements Clock {
  readonly #due = new Set<() => void>();
  now = () => 0;
  later = (_ms: number, run: () => void) => {
    this.#due.add(run);
    return () => void this.#due.delete(run);
  };
  ring(): void {
    for (const run of [...this.#due]) run();
  }
}

let ports = 0;
function connect(more: { board?: string } = {}) {
  const board = new FakeBoard({ module, ...more });
  const clock = new HandClock();
  const console = new Console(fakeLine(`/dev/fake-console-${++ports}`, board), clock);
  return { board, clock, console };
}

const turns = async (count = 30) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

test("a board says who it is, and values pass as JSON", async () => {
  const { board, console } = connect();
  await console.start();
  expect(await askBoard(console)).toEqual({
    board: "BANGLEJS2",
    version: "2v25",
    serial: "fake-0001",
    flashBytes: 1 << 20,
    ramBytes: 256 << 10,
    freeBytes: 8 << 20,
    battery: 80,
    charging: false,
  });
  expect(await console.ask('{a:"<1>",b:[1,2]}')).toEqual({ a: "<1>", b: [1, 2] });
  expect(await console.ask("undefined")).toBeUndefined();
  await expect(console.ask("nobody.knows")).rejects.toMatchObject({ code: "console.refused" });
  await console.stop();
  expect(board.breaches).toEqual([]);
});

test("a long line waits while the board says so, and nothing is lost", async () => {
  const { board, console } = connect();
  await console.start();
  const text = "petpulse ".repeat(1000);
  expect(await console.ask(JSON.stringify(text))).toBe(text);
  expect(board.overflown).toBe(0);
  await console.stop();
});

test("silence, garbage, a reset and a pulled plug are told apart", async () => {
  const silent = connect();
  silent.board.mute = true;
  const unheard = expect(silent.console.start()).rejects.toMatchObject({ code: "console.silent" });
  await turns();
  silent.clock.ring();
  await unheard;

  const noisy = connect();
  noisy.board.noise = Buffer.from([0xf8, 0x00, 0x7e, 0x0a]);
  const garbled = expect(noisy.console.start()).rejects.toMatchObject({ code: "console.garbage" });
  await turns();
  noisy.clock.ring();
  await garbled;

  const reset = connect();
  await reset.console.start();
  reset.board.mute = true;
  const asked = expect(reset.console.ask("1")).rejects.toMatchObject({ code: "console.reset" });
  await turns();
  reset.board.boot();
  await asked;

  const pulled = connect();
  await pulled.console.start();
  pulled.board.mute = true;
  const lost = expect(pulled.console.ask("1")).rejects.toMatchObject({ code: "console.disconnected" });
  await turns();
  pulled.board.gone("no such device");
  await lost;
  await expect(pulled.console.ask("1")).rejects.toMatchObject({ code: "console.disconnected" });
  await pulled.console.stop();
});

test("a port that is not there is said with a way on", async () => {
  const { SerialLine } = await import("./serial-line.ts");
  const line = new SerialLine("/dev/tty-no-such-board");
  await expect(
    line.open(
      () => {},
      () => {},
    ),
  ).rejects.toMatchObject({ code: "console.no-port" });
});
