import { describe, expect, it } from "vitest";
import { measureAllocation } from "./alloc.ts";

describe("allocation gate", () => {
  it("finds nothing in 20,000 samples of the kernel", () => {
    const { samples, empty, grown } = measureAllocation();
    expect(samples).toBe(20_000);
    expect(grown).toBe(empty);
  });

  it.each(["object", "array", "closure", "string", "double", "negative-zero"])(
    "finds a control's %s",
    (control) => {
      const { samples, empty, grown } = measureAllocation(control);
      expect(grown - empty).toBeGreaterThan(samples * 4);
    },
  );
});
