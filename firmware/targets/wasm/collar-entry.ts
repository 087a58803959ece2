// The whole collar on a flash of its own, so that AssemblyScript is shown every line of firmware/src that a target runs.
import { Collar } from "../../src/collar.ts";
import { MemoryFlash } from "../../src/log/memory-flash.ts";
import { Entropy } from "../../src/ports.ts";

/** A counter: enough for a compiler, never for a device. */
class Counting extends Entropy {
  private next: i32 = 0;

  fill(into: Uint8Array, length: i32): void {
    for (let i: i32 = 0; i < length; i++) {
      this.next = this.next + 1;
      into[i] = this.next;
    }
  }
}

const collar: Collar = new Collar(
  new MemoryFlash(4),
  new Counting(),
  3,
  new Uint8Array(8),
  new Uint8Array(32),
);
const fragment: Uint8Array = new Uint8Array(512);

export function start(): i32 {
  return collar.start(0, 0);
}

export function sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
  collar.sample(ppg0, ppg1, ppg2, ax, ay, az);
}

export function tick(): void {
  collar.tick();
}

export function receive(length: i32): void {
  collar.link.receive(fragment, length);
}

export function poll(): i32 {
  return collar.link.poll(fragment, 20);
}
