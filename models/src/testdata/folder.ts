import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with a made-up cows10 of two animals that lie and walk by turns, a minute each. */
export function herd(change: (meta: Record<string, unknown>) => void = () => {}): string {
  const folder = mkdtempSync(join(tmpdir(), "petpulse-herd-"));
  const set = join(folder, "cows10");
  mkdirSync(set);
  const length = 1200;
  const samples = Buffer.alloc(length * 6);
  const labels = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    const walking = i >= length / 2;
    const swing = walking ? Math.round(250 * Math.sin(i * 0.9)) : 0;
    [250 + swing, -350 + swing, -880 - swing].forEach((value, axis) => {
      samples.writeInt16LE(value, i * 6 + axis * 2);
    });
    labels[i] = walking ? 2 : 0;
  }
  const meta: Record<string, unknown> = {
    rate_hz: 10,
    labels: ["Resting", "Standing", "Walking", "Grazing"],
    subjects: { a: { segments: [[0, length]] }, b: { segments: [[0, length]] } },
  };
  change(meta);
  writeFileSync(join(set, "meta.json"), JSON.stringify(meta));
  for (const name of ["a", "b"]) {
    writeFileSync(join(set, `${name}.acc.i16`), samples);
    writeFileSync(join(set, `${name}.lab.u8`), labels);
  }
  return folder;
}
