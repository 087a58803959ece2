import { Collar } from "@petpulse/firmware/collar";
import { MemoryFlash } from "@petpulse/firmware/log/memory-flash";
import { Entropy } from "@petpulse/firmware/ports";
import type { CollarLink } from "@petpulse/gateway/central";
import type { Clock } from "@petpulse/gateway/clock";
import { Session } from "@petpulse/gateway/session";
import type { Spool, Spooled } from "@petpulse/gateway/spool";
import { grantKey, idFromHex } from "@petpulse/proto";
import { pino } from "pino";
import { expect, test } from "vitest";

const DEVICE = "00c0ffee12345678";
const KEY = new Uint8Array(32).fill(5);
const HUB = new Uint8Array(8).fill(2);
const NOW = 1_790_000_000_000;
const NOT_AFTER_S = 1_900_000_000;

class FixedEntropy extends Entropy {
  fill(into: Uint8Array, length: number): void {
    into.fill(0x5a, 0, length);
  }
}

/** Hands over to whatever is waiting. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A hub's session and a collar's link, face to face: real code on both sides, no radio between. */
class Pair {
  readonly collar: Collar;
  readonly session: Session;
  readonly end: Promise<Error>;
  readonly held: Spooled[] = [];
  readonly quarantined: string[] = [];
  /** Appends wait for the test to let them through. */
  slow = false;
  refuse: Error | null = null;
  mute = false;
  drop = 0;
  #release: (() => void)[] = [];
  #timers = new Map<() => void, number>();
  #toHub: (fragment: Uint8Array) => void = () => {};

  /** `setAheadS`: a hub before has set the collar's clock so many seconds ahead. */
  constructor(options: { key?: Uint8Array; scope?: number; live?: boolean; setAheadS?: number } = {}) {
    this.collar = new Collar(new MemoryFlash(16), new FixedEntropy(), 1, idFromHex(DEVICE), KEY);
    this.collar.start(0, 0);
    if (options.setAheadS !== undefined) this.collar.clock.set(NOW / 1000 + options.setAheadS);
    this.collar.link.connected();
    const scope = options.scope ?? 3;
    const key = grantKey(options.key ?? KEY, HUB, scope, NOT_AFTER_S);
    const clock: Clock = {
      now: () => NOW,
      later: (ms, run) => {
        this.#timers.set(run, ms);
        return () => this.#timers.delete(run);
      },
    };
    const spool = {
      append: (frame: Spooled) => this.#append(frame),
      quarantine: (reason: string) => this.quarantined.push(reason),
    } as unknown as Spool;
    this.session = new Session({
      link: this.#link(),
      grant: { device: idFromHex(DEVICE), hub: HUB, scope, notAfterS: NOT_AFTER_S, key, name: "Rex" },
      spool,
      clock,
      log: pino({ level: "silent" }),
      live: options.live ?? false,
    });
    this.end = this.session.run().catch((error: Error) => error);
  }

  /** Lets `seconds` pass on the collar, and everything be said. */
  async live(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) this.collar.tick();
    await this.talk();
  }

  async talk(): Promise<void> {
    for (let i = 0; i < 40; i++) {
      this.#pump();
      await settle();
    }
  }

  release(): void {
    for (const release of this.#release.splice(0)) release();
  }

  /** Fires the timers that were set for so many ms. */
  fire(ms: number): void {
    for (const [run, after] of [...this.#timers]) {
      if (after !== ms) continue;
      this.#timers.delete(run);
      run();
    }
  }

  #append(frame: Spooled): Promise<void> {
    if (this.refuse) return Promise.reject(this.refuse);
    const hold = () => {
      this.held.push(frame);
    };
    if (!this.slow) return Promise.resolve().then(hold);
    return new Promise<void>((resolve) => this.#release.push(resolve)).then(hold);
  }

  #pump(): void {
    const fragment = new Uint8Array(100);
    if (this.mute) return;
    for (
      let length = this.collar.link.poll(fragment, 100);
      length > 0;
      length = this.collar.link.poll(fragment, 100)
    ) {
      if (this.drop > 0) this.drop--;
      else this.#toHub(fragment.slice(0, length));
    }
  }

  #link(): CollarLink {
    return {
      fragmentBytes: 50,
      identity: async () => new Uint8Array(),
      write: async (fragment) => {
        this.collar.link.receive(fragment, fragment.length);
        this.#pump();
      },
      onFragment: (listener) => {
        this.#toHub = listener;
      },
      onClosed: () => {},
      close: async () => {},
    };
  }
}

test("frames are acknowledged after the spool has them, not before", async () => {
  const pair = new Pair();
  pair.slow = true;
  await pair.live(600);
  expect(pair.session.streaming).toBe(true);
  expect(pair.collar.log.nextSeq).toBeGreaterThan(3);
  expect(pair.collar.log.ackedSeq).toBe(0);
  pair.release();
  await pair.talk();
  expect(pair.held.length).toBeGreaterThanOrEqual(3);
  expect(pair.collar.log.ackedSeq).toBe(pair.held.at(-1)!.seq);
});

test("the collar learns the time, and later frames carry it", async () => {
  const pair = new Pair();
  await pair.live(10);
  expect(pair.collar.clock.utcAt(pair.collar.clock.uptimeS)).toBeGreaterThanOrEqual(NOW / 1000);
});

test("a collar whose clock was once set two days ahead refuses the right time, and is carried all the same", async () => {
  const pair = new Pair({ setAheadS: 2 * 86_400, live: true });
  await pair.live(600);
  expect(pair.session.streaming).toBe(true);
  expect(pair.held.length).toBeGreaterThan(0);
  expect(pair.collar.log.ackedSeq).toBe(pair.held.at(-1)!.seq);
});

test("a spool without room means no acknowledgement, and the end of the session", async () => {
  const pair = new Pair();
  pair.refuse = Object.assign(new Error("no room"), { code: "gateway.spool-full" });
  await pair.live(300);
  expect(((await pair.end) as { code?: string }).code).toBe("gateway.spool-full");
  expect(pair.collar.log.ackedSeq).toBe(0);
});

test("a collar without the grant's key is not believed", async () => {
  const pair = new Pair({ key: new Uint8Array(32).fill(9) });
  await pair.talk();
  expect(((await pair.end) as { code?: string }).code).toBe("gateway.collar-unproven");
  expect(pair.held).toEqual([]);
});

test("a collar that does not answer, and one that falls silent, end the session by the clock alone", async () => {
  const deaf = new Pair();
  deaf.mute = true;
  await deaf.talk();
  deaf.fire(10_000);
  expect(((await deaf.end) as { code?: string }).code).toBe("gateway.silent");

  // Five minutes to a frame: asked after two of them, given up when it does not answer.
  const zombie = new Pair();
  await zombie.live(60);
  zombie.mute = true;
  zombie.fire(600_000);
  await zombie.talk();
  zombie.fire(10_000);
  expect(((await zombie.end) as { code?: string }).code).toBe("gateway.silent");
});

test("a collar that has nothing to say, but answers, keeps its link", async () => {
  const quiet = new Pair();
  await quiet.live(60);
  quiet.fire(600_000);
  await quiet.talk();
  quiet.fire(10_000);
  await quiet.talk();
  expect(quiet.session.streaming).toBe(true);
});

test("a link that answers and brings no frame for three intervals is made anew", async () => {
  const starved = new Pair();
  await starved.live(60);
  starved.fire(900_000);
  expect(((await starved.end) as { code?: string }).code).toBe("gateway.silent");

  const live = new Pair({ live: true });
  await live.live(60);
  live.fire(180_000);
  expect(((await live.end) as { code?: string }).code).toBe("gateway.silent");
});

test("giving way ends the session and leaves the frames with the collar", async () => {
  const pair = new Pair();
  pair.slow = true;
  await pair.live(600);
  pair.session.giveWay();
  expect(((await pair.end) as { code?: string }).code).toBe("gateway.gave-way");
  expect(pair.collar.log.ackedSeq).toBe(0);
});

test("a lost fragment ends the session; nothing after it was acknowledged", async () => {
  const pair = new Pair();
  await pair.live(600);
  const acked = pair.collar.log.ackedSeq;
  pair.drop = 1;
  await pair.live(1200);
  expect(((await pair.end) as { code?: string }).code).toBe("wire.malformed");
  expect(pair.collar.log.ackedSeq).toBe(acked);
});

test("live view is asked for, and asked for again before it runs out", async () => {
  const pair = new Pair({ live: true });
  await pair.talk();
  expect(pair.collar.settings.liveS).toBe(600);
  await pair.live(400);
  expect(pair.collar.settings.liveS).toBe(200);
  pair.fire(300_000);
  await pair.talk();
  expect(pair.collar.settings.liveS).toBe(600);
});

test("a grant that does not allow live view says so instead of going on without", async () => {
  const pair = new Pair({ live: true, scope: 1 });
  await pair.talk();
  const error = (await pair.end) as { code?: string; message?: string };
  expect(error.code).toBe("gateway.refused");
  expect(error.message).toContain("REFUSED_SCOPE");
});
