import { expect, test } from "vitest";
import { Directory } from "./directory.ts";
import { HOME } from "./people.ts";
import type { Register, Store } from "./store.ts";
import { keyOf, REX } from "./testbed.ts";
import { makeToken, readBearer } from "./tokens.ts";

const token = makeToken("hub");
const bearer = (text: string) => readBearer("hub", `Bearer ${text}`);

function registerOf(version: string, granted: string[]): Register {
  return {
    version,
    tenants: [],
    devices: [
      {
        device: REX,
        tenant: HOME,
        name: "Rex",
        species: "dog",
        keys: [{ version: 1, key: keyOf(1), untilMs: null }],
        revoked: false,
      },
    ],
    hubs: [{ hub: token.id, tenant: HOME, name: "kitchen", tokenHash: token.hash, devices: granted }],
    viewers: [],
    people: [],
    members: [],
    shares: [],
  };
}

/** A store whose register is answered by hand. */
function setUp() {
  const asked: { version: string | null; answer: (register: Register | null) => void }[] = [];
  const store = {
    register: (version: string | null) =>
      new Promise<Register | null>((answer) => void asked.push({ version, answer })),
  } as Partial<Store> as Store;
  const clock = { now: 1_000_000 };
  return { asked, clock, directory: new Directory(store, () => clock.now) };
}

test("two first requests at once wait for the same read, and both find what it brought", async () => {
  const { asked, directory } = setUp();
  const both = [directory.refresh(), directory.refresh()];
  expect(asked).toHaveLength(1);
  expect(directory.hubOf(bearer(token.token))).toBeNull();
  asked[0]!.answer(registerOf("1", [REX]));
  await Promise.all(both);
  expect(directory.hubOf(bearer(token.token))?.name).toBe("kitchen");
  expect(directory.mayCarry(token.id, REX)).toBe(true);
});

test("what is known is read again after a second, also when the clock was set back", async () => {
  const { asked, clock, directory } = setUp();
  const first = directory.refresh();
  asked[0]!.answer(registerOf("1", [REX]));
  await first;
  clock.now += 999;
  await directory.refresh();
  expect(asked).toHaveLength(1);
  clock.now += 1;
  const second = directory.refresh();
  expect(asked[1]!.version).toBe("1");
  asked[1]!.answer(null);
  await second;
  expect(directory.mayCarry(token.id, REX)).toBe(true);
  clock.now -= 3_600_000;
  const third = directory.refresh();
  asked[2]!.answer(registerOf("2", []));
  await third;
  expect(directory.mayCarry(token.id, REX)).toBe(false);
});

test("a change made here is seen by the next request, though an older read is still under way", async () => {
  const { asked, directory } = setUp();
  const older = directory.refresh();
  directory.expire();
  const newer = directory.refresh();
  expect(asked).toHaveLength(2);
  asked[0]!.answer(registerOf("1", []));
  await older;
  const during = directory.refresh();
  asked[1]!.answer(registerOf("2", [REX]));
  await Promise.all([newer, during]);
  expect(directory.mayCarry(token.id, REX)).toBe(true);
});

test("a token opens only as itself", () => {
  expect(bearer(`${token.token}x`)).toBeNull();
  expect(readBearer("viewer", `Bearer ${token.token}`)).toBeNull();
  expect(readBearer("hub", undefined)).toBeNull();
  expect(bearer(token.token)?.id).toBe(token.id);
});
