/** What plays a tape: targets/tape/player.ts itself, or its WASM build. */
export interface Player {
  step(op: number, a: number, b: number, c: number, d: number, e: number, f: number): void;
  digest(): number;
}

/** Plays a whole tape and returns the digest as eight hexadecimal digits. */
export function play(player: Player, words: Int32Array): string {
  for (let at = 0; at < words.length; at += 7)
    player.step(
      words[at]!,
      words[at + 1]!,
      words[at + 2]!,
      words[at + 3]!,
      words[at + 4]!,
      words[at + 5]!,
      words[at + 6]!,
    );
  return (player.digest() >>> 0).toString(16).padStart(8, "0");
}
