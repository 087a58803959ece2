import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Central, CollarLink, Found } from "./central.ts";

/** Generous: a real stack on a busy machine. */
const PATIENCE = { timeout: 20_000, interval: 10 };
const CONNECT = { timeoutMs: 15_000 };

/** The other end of a central's radio, as a test bends it. */
export interface RigCollar {
  readonly name: string;
  /** What its status characteristic says. */
  readonly identity: Uint8Array;
  /** What was written to it, oldest first. */
  readonly written: readonly Uint8Array[];
  notify(fragment: Uint8Array): void;
  /** Nothing passes any more, and nobody is told. */
  silence(): void;
  restore(): void;
}

/** A central with an air of its own. */
export interface CentralRig {
  readonly central: Central;
  /** A collar that advertises. `bare`: without the PetPulse characteristics. */
  collar(name: string, options?: { bare?: boolean }): Promise<RigCollar>;
  /** Pulls the adapter; it can be had again. */
  unplug(): void;
  close(): Promise<void>;
}

/** Holds a central to the contract of central.ts. */
export function centralContract(name: string, open: () => Promise<CentralRig>): void {
  describe(`central contract: ${name}`, () => {
    let rig: CentralRig;
    let near: RigCollar;
    let far: RigCollar;
    const found = new Map<string, Found & { times: number }>();
    const adapter: boolean[] = [];

    beforeAll(async () => {
      rig = await open();
      near = await rig.collar("near");
      far = await rig.collar("far");
      rig.central.onFound((one) => {
        const { times } = found.get(one.name) ?? { times: 0 };
        if (one.name) found.set(one.name, { ...one, times: times + 1 });
      });
      rig.central.onAdapter((up) => adapter.push(up));
      await rig.central.start();
    });
    afterAll(async () => {
      await rig.central.stop();
      await rig.close();
    });

    /** Waits until it is heard from now on; its id. */
    async function heard(collar: RigCollar): Promise<string> {
      const before = found.get(collar.name)?.times ?? 0;
      await expect.poll(() => found.get(collar.name)?.times ?? 0, PATIENCE).toBeGreaterThan(before);
      return found.get(collar.name)!.id;
    }

    async function link(collar: RigCollar): Promise<CollarLink & { ends: string[] }> {
      const made = await rig.central.connect(await heard(collar), CONNECT);
      const ends: string[] = [];
      made.onClosed((reason) => ends.push(reason));
      return Object.assign(made, { ends });
    }

    const code = (work: Promise<unknown>) =>
      work.then(
        () => "no error",
        (error: { code?: string }) => error.code,
      );

    test("collars are reported again and again, with their strength", async () => {
      await heard(near);
      await heard(near);
      expect(found.get("near")!.rssi).toBeLessThan(0);
      expect(adapter).toEqual([true]);
    });

    test("a link says who it is and carries fragments both ways in order", async () => {
      const one = await link(near);
      expect(Buffer.from(await one.identity())).toEqual(Buffer.from(near.identity));
      expect(one.fragmentBytes).toBeGreaterThanOrEqual(20);
      const fragments = Array.from({ length: 50 }, (_, i) => Uint8Array.of(i, 1, 2, 3));
      const back: number[] = [];
      one.onFragment((fragment) => back.push(fragment[0]!));
      const from = near.written.length;
      await Promise.all(fragments.map((fragment) => one.write(fragment)));
      for (const fragment of fragments) near.notify(fragment);
      await expect.poll(() => back.length, PATIENCE).toBe(50);
      const first = (list: readonly Uint8Array[]) => list.map((fragment) => fragment[0]);
      expect(first(near.written.slice(from))).toEqual(first(fragments));
      expect(back).toEqual(first(fragments));
      await one.close();
      await one.close();
      expect(one.ends).toHaveLength(1);
      expect(await code(one.write(Uint8Array.of(1)))).toBe("gateway.link-lost");
      await heard(near);
    });

    test("a connection that hangs is given up in time, and the one behind it is made", async () => {
      const [farId, nearId] = [await heard(far), await heard(near)];
      far.silence();
      const hung = code(rig.central.connect(farId, { timeoutMs: 300 }));
      const made = rig.central.connect(nearId, CONNECT);
      expect(await hung).toBe("gateway.connect-timeout");
      await (await made).close();
      far.restore();
      await (await link(far)).close();
    });

    test("two links at once, and the loss of one leaves the other", async () => {
      const [one, two] = [await link(near), await link(far)];
      far.silence();
      await expect.poll(() => two.ends.length, PATIENCE).toBe(1);
      expect(await code(two.write(Uint8Array.of(1)))).toBe("gateway.link-lost");
      await one.write(Uint8Array.of(9));
      expect(one.ends).toEqual([]);
      far.restore();
      await one.close();
      await heard(far);
    });

    test("what is no collar, and what nobody has heard, is refused by name", async () => {
      const bare = await rig.collar("bare", { bare: true });
      expect(await code(rig.central.connect(await heard(bare), CONNECT))).toBe("gateway.not-a-collar");
      expect(await code(rig.central.connect("00:00:00:00:00:00", CONNECT))).toBe("gateway.adapter");
    });

    test.each(["unplugged", "reset"] as const)(
      "an adapter that was %s closes its links and comes back",
      async (how) => {
        adapter.length = 0;
        const one = await link(near);
        if (how === "reset") await rig.central.reset();
        else rig.unplug();
        await expect.poll(() => one.ends.length, PATIENCE).toBe(1);
        await expect.poll(() => adapter, PATIENCE).toEqual([false, true]);
        const again = await link(near);
        await again.write(Uint8Array.of(7));
        await again.close();
      },
    );

    test("after stop there is silence", async () => {
      const one = await link(near);
      await rig.central.stop();
      expect(one.ends).toHaveLength(1);
      const before = found.get("far")!.times;
      expect(await code(rig.central.connect(found.get("near")!.id, CONNECT))).toBe("gateway.adapter");
      expect(found.get("far")!.times).toBe(before);
    });
  });
}
