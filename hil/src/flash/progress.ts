import type { Progress } from "./flash.ts";

const WIDTH = 30;

/** A bar of what is there, e.g. `[##########          ]  33 %  5.4 of 16.4 KB  pp-1a2b3c4d.js`. */
export function bar({ name, doneBytes, totalBytes }: Progress): string {
  const share = totalBytes > 0 ? doneBytes / totalBytes : 1;
  const full = Math.round(share * WIDTH);
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const percent = `${Math.round(share * 100)}`.padStart(3);
  return `[${"#".repeat(full).padEnd(WIDTH)}] ${percent} %  ${kilobytes(doneBytes)} of ${kilobytes(totalBytes)} KB  ${name}`;
}

/** Writes progress: on a terminal one line over and over, elsewhere a line a tenth. */
export function progressTo(write: (text: string) => void, terminal: boolean): (progress: Progress) => void {
  let tenth = -1;
  return (progress) => {
    const now = Math.floor((10 * progress.doneBytes) / Math.max(1, progress.totalBytes));
    const whole = progress.doneBytes === progress.totalBytes;
    if (terminal) write(`\r${bar(progress)}${whole ? "\n" : ""}`);
    else if (now !== tenth) write(`${bar(progress)}\n`);
    tenth = now;
  };
}
