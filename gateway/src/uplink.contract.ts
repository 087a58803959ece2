import { type Batch, petpulse } from "@petpulse/proto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import type { Uplink } from "./uplink.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };
const DEVICE = Uint8Array.of(0, 0xc0, 0xff, 0xee, 1, 2, 3, 4);
const BATCH: Batch = {
  frames: [Uint8Array.of(1, 2, 3), Uint8Array.of(4)],
  gaps: [{ device: DEVICE, fromSeq: 3, toSeq: 9, reason: 3 }],
};
const ANSWER = {
  version: 1,
  stored: [{ device: DEVICE, epoch: 1, seqs: [1, 2] }],
  rejected: [{ index: 1, reason: 5, retry: false }],
  duplicates: 1,
  gaps: 1,
};

/** What the far end does with the next requests. `deaf`: takes them and never answers. */
export type Behaviour = { status: number; retryAfterS?: number; body?: Uint8Array } | "deaf";

/** An uplink and a cloud that does as told. */
export interface UplinkRig {
  uplink: Uplink;
  behave(behaviour: Behaviour): void;
  /** Batches that arrived. */
  received: Batch[];
  /** The cloud is not there. */
  vanish(): Promise<void>;
  /** It is again, where it was. */
  appear(): Promise<void>;
  close(): Promise<void>;
}

/** Holds an uplink to the contract of uplink.ts. `open` is given the clock to use. */
export function uplinkContract(name: string, open: (clock: Clock) => Promise<UplinkRig>): void {
  describe(`uplink contract: ${name}`, () => {
    /** Timers run when the test says so. */
    const timers = new Map<() => void, number>();
    const clock: Clock = {
      now: () => 0,
      later: (ms, run) => {
        timers.set(run, ms);
        return () => void timers.delete(run);
      },
    };
    let rig: UplinkRig;

    beforeEach(async () => {
      timers.clear();
      rig = await open(clock);
      rig.behave({ status: 200, body: petpulse.v1.Acknowledgement.encode(ANSWER).finish() });
      await rig.uplink.start();
    });
    afterEach(async () => {
      await rig.uplink.stop();
      await rig.close();
    });

    const failure = (work: Promise<unknown>) =>
      work.then(
        () => ({ code: "no error" }),
        (error: { code: string; retryAfterMs?: number; hint: string }) => error,
      );

    test("a batch arrives as it was sent, and the answer is the cloud's", async () => {
      const answer = await rig.uplink.send(BATCH);
      expect(answer).toMatchObject({ duplicates: 1, gaps: 1, rejected: [{ index: 1, reason: 5 }] });
      expect(answer.stored[0]!.seqs).toEqual([1, 2]);
      expect(rig.received).toHaveLength(1);
      expect(rig.received[0]!.frames.map((one) => [...one])).toEqual([[1, 2, 3], [4]]);
      expect(rig.received[0]!.gaps).toMatchObject([{ fromSeq: 3, toSeq: 9, reason: 3 }]);
    });

    test("many requests at once each get their own answer", async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => rig.uplink.send(BATCH)));
      expect(answers.every((answer) => answer.gaps === 1)).toBe(true);
      expect(rig.received).toHaveLength(10);
    });

    test("grants arrive", async () => {
      const grant = {
        device: DEVICE,
        hub: DEVICE,
        scope: 3,
        notAfterS: 7,
        key: new Uint8Array(32),
        name: "Rex",
      };
      rig.behave({ status: 200, body: petpulse.v1.Grants.encode({ version: 1, grants: [grant] }).finish() });
      const { grants } = await rig.uplink.grants();
      expect(grants.map((one) => one.name)).toEqual(["Rex"]);
    });

    test.each([429, 503, 507])("%i is patience, as long as the cloud says", async (status) => {
      rig.behave({ status, retryAfterS: 7 });
      const error = await failure(rig.uplink.send(BATCH));
      expect(error).toMatchObject({ code: "gateway.cloud-unreachable", retryAfterMs: 7000 });
    });

    test("401 is a refusal, 400 and bytes that mean nothing are garbled", async () => {
      rig.behave({ status: 401 });
      expect((await failure(rig.uplink.send(BATCH))).code).toBe("gateway.cloud-refused");
      rig.behave({ status: 400 });
      expect((await failure(rig.uplink.send(BATCH))).code).toBe("gateway.cloud-garbled");
      rig.behave({ status: 200, body: Uint8Array.of(0xff, 0xff, 0xff) });
      expect((await failure(rig.uplink.send(BATCH))).code).toBe("gateway.cloud-garbled");
    });

    test("a cloud that takes everything and never answers is unreachable after a while", async () => {
      rig.behave("deaf");
      const error = failure(rig.uplink.send(BATCH));
      await expect.poll(() => rig.received.length, PATIENCE).toBe(1);
      for (const [run, ms] of timers) if (ms >= 10_000) run();
      expect((await error).code).toBe("gateway.cloud-unreachable");
    });

    test("a cloud that goes is unreachable, and is reached again once it is back", async () => {
      await rig.uplink.send(BATCH);
      rig.behave("deaf");
      const inFlight = failure(rig.uplink.send(BATCH));
      await expect.poll(() => rig.received.length, PATIENCE).toBe(2);
      await rig.vanish();
      expect((await inFlight).code).toBe("gateway.cloud-unreachable");
      const down = await failure(rig.uplink.send(BATCH));
      expect(down.code).toBe("gateway.cloud-unreachable");
      expect("hint" in down && down.hint).toBeTruthy();
      await rig.appear();
      rig.behave({ status: 200, body: petpulse.v1.Acknowledgement.encode(ANSWER).finish() });
      await expect.poll(async () => (await failure(rig.uplink.send(BATCH))).code, PATIENCE).toBe("no error");
    });

    test("stop ends what is under way", async () => {
      rig.behave("deaf");
      const error = failure(rig.uplink.send(BATCH));
      await expect.poll(() => rig.received.length, PATIENCE).toBe(1);
      await rig.uplink.stop();
      expect((await error).code).toBe("gateway.cloud-unreachable");
    });
  });
}
