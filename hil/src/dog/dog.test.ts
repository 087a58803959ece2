import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type DogOptions, VirtualDog } from "./dog.ts";
import { DogError } from "./errors.ts";

const out = new Int32Array(6);

function digest(options: DogOptions, seconds: number): string {
  const dog = new VirtualDog(options);
  const hash = createHash("sha256");
  for (let i = 0; i < seconds * 50; i++) {
    dog.next(out);
    hash.update(out);
  }
  return hash.digest("hex");
}

describe("one seed, one life", () => {
  test("the same seed gives the same samples, another seed others", () => {
    const first = digest({ seed: 1 }, 300);
    expect(digest({ seed: 1 }, 300)).toBe(first);
    expect(digest({ seed: 2 }, 300)).not.toBe(first);
  });
});

describe("options that cannot be", () => {
  test.each([
    [{ seed: 1, weightKg: 0 }, "dog.bad-option", "weightKg"],
    [{ seed: 1, restingBpm: 500 }, "dog.bad-option", "restingBpm"],
    [{ seed: 1, ppgChannels: 4 }, "dog.bad-option", "ppgChannels"],
    [{ seed: 1, startMs: -1 }, "dog.bad-option", "startMs"],
    [{ seed: 1, script: [] }, "dog.bad-script", "empty"],
    [{ seed: 1, script: [{ doing: "fly", seconds: 3 }] }, "dog.bad-script", "segment 0"],
    [{ seed: 1, script: [{ doing: "rest", seconds: 0 }] }, "dog.bad-script", "segment 0"],
    [{ seed: 1, script: [{ doing: "rest", seconds: 1, contact: "glued" }] }, "dog.bad-script", "glued"],
  ])("%j is refused", (options, code, named) => {
    let error: unknown;
    try {
      new VirtualDog(options as DogOptions);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DogError);
    expect((error as DogError).code).toBe(code);
    expect((error as DogError).message).toContain(named);
  });
});
