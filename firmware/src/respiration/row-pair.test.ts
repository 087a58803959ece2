import { expect, it } from "vitest";
import { dft, noise, worst } from "../dsp/testdata/double.ts";
import { RowPair } from "./row-pair.ts";

it.each([0, 1])("gives both rows' padded transform, a sixteenth of it, at bins of parity %i", (odd) => {
  const [first, second] = [noise(31, 64, 12_000), noise(32, 64, 700)];
  const zeros = new Array<number>(64).fill(0);
  const [a, b] = [first, second].map((row) => dft(row, zeros, 128));
  const pair = new RowPair();
  pair.begin(odd);
  first.forEach((value, i) => {
    pair.put(i, value, second[i]!);
  });
  pair.run();
  for (let k = 4 + odd; k < 62; k += 2) {
    const model = [a!.re[k]!, a!.im[k]!, b!.re[k]!, b!.im[k]!].map((part) => part / 16);
    expect(
      worst(
        model,
        [0, 1, 2, 3].map((which) => pair.part(k, which)),
      ),
    ).toBeLessThan(6);
  }
});
