import type { Progress } from "./run.ts";

const WIDTH = 30;

/** A bar on a terminal, wiped when done; nothing elsewhere. */
export function progressBar(stream: NodeJS.WriteStream): { show: Progress; end: () => void } {
  if (!stream.isTTY) return { show: () => {}, end: () => {} };
  return {
    show(done, all, next) {
      const filled = Math.round((WIDTH * done) / all);
      stream.write(`\r\x1b[K[${"#".repeat(filled)}${" ".repeat(WIDTH - filled)}] ${done}/${all} ${next}`);
    },
    end: () => stream.write("\r\x1b[K"),
  };
}
