import { askBoard, type Board } from "../serial/board.ts";
import type { Console } from "../serial/console.ts";
import { RIG_FILES } from "../serial/harness.ts";
import { FlashError } from "./errors.ts";
import type { Firmware, Image } from "./firmware.ts";
import { image } from "./firmware.ts";
import { checkedIdentity, IDENTITY_NAME, type Identity, identityImage } from "./identity.ts";
import {
  checkedSlot,
  info,
  SLOTS,
  type Slot,
  type SlotName,
  STARTER_NAME,
  slotOf,
  starter,
} from "./slots.ts";
import { BoardStorage } from "./storage.ts";

/** Oldest Espruino with all that the script uses (firmware/targets/espruino/api.ts). */
const OLDEST = [2, 19] as const;
const GENERATION = /^pp-[0-9a-f]+\.(js|bin)$/;
/** A start verifies every file and begins the kernel: this long at most, ms. */
const START_MS = 30_000;

/** How far a board has come. */
export interface Progress {
  /** What is being written. */
  name: string;
  doneBytes: number;
  totalBytes: number;
}

export interface FlashOptions {
  console: Console;
  firmware: Firmware;
  /** Asked only when the board has no identity; null leaves it without. */
  identity: (board: Board) => Identity | null;
  /** Below it, and off the charger, nothing is written, %. */
  leastBattery: number;
  /** Says what would be done, and writes nothing. */
  dryRun: boolean;
  progress: (progress: Progress) => void;
}

/** What was done to a board. */
export interface Flashed {
  board: Board;
  version: string;
  /** Version that ran before; null on a board without. */
  before: string | null;
  /** Bytes that had to be sent, and bytes that were there already. */
  sentBytes: number;
  keptBytes: number;
  /** null: the board has none, it goes by its radio's address. */
  identity: Identity | null;
  /** It was written now. */
  newIdentity: boolean;
  dryRun: boolean;
}

/** What a board keeps. */
interface Kept {
  slots: Record<SlotName, Slot | null>;
  /** The newest whose files are whole. */
  current: SlotName | null;
}

/**
 * Puts a firmware on the board behind `console`, which is started. Everything is written beside what runs and read back; then the slot is
 * written, which is the switch; then the board starts it, and goes back if it does not run. Broken off at any moment, the board starts
 * the old or the new, and the same call goes on where this one ended. Throws FlashError, ConsoleError.
 */
export async function flash(options: FlashOptions): Promise<Flashed> {
  const { console, firmware, dryRun } = options;
  const board = await askBoard(console);
  suitable(board, options);
  const storage = new BoardStorage(console);
  const kept = await look(storage);
  const current = kept.current === null ? null : kept.slots[kept.current];
  const before = current?.version ?? null;
  const total = firmware.generation.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const known = checkedIdentity(await storage.json(IDENTITY_NAME));
  const identity = known ?? (dryRun ? null : options.identity(board));
  const result = {
    board,
    version: firmware.version,
    before,
    identity,
    newIdentity: !known && !!identity,
    dryRun,
  };
  if (dryRun) {
    let there = 0;
    for (const file of firmware.generation) if (await storage.holds(file)) there += file.bytes.length;
    return { ...result, sentBytes: total - there, keptBytes: there };
  }
  await sweep(storage, kept, firmware);
  const sentBytes = await send(storage, board, firmware, options.progress);
  if (!known && identity) await identify(storage, identity, current !== null);
  const files = slotOf((current?.turn ?? 0) + 1, firmware).files;
  const same = JSON.stringify(current?.files) === JSON.stringify(files);
  const switched = same ? null : await switchOver(storage, kept, firmware);
  await furnish(storage, firmware);
  await start(console, storage, firmware, switched, current !== null);
  return { ...result, sentBytes, keptBytes: total - sentBytes };
}

/** Throws FlashError for a board that this firmware must not be written to, or that has less battery than so many %. */
export function suitable(
  board: Board,
  { firmware, leastBattery }: Pick<FlashOptions, "firmware" | "leastBattery">,
): void {
  if (!firmware.boards.includes(board.board))
    throw new FlashError(
      "flash.wrong-board",
      `this is a ${board.board || "board without a name"}, the firmware is for ${firmware.boards.join(", ")}`,
      "name the right port; petpulse flash --list shows what is there",
    );
  const [, major, minor] = /^(\d+)v(\d+)/.exec(board.version) ?? [];
  if (Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]) || !major)
    throw new FlashError(
      "flash.old-interpreter",
      `Espruino ${board.version || "of no version"} on the board, ${OLDEST.join("v")} is needed`,
      "update the board's own firmware first: espruino.com/Bangle.js2#firmware-updates",
    );
  if (board.battery !== null && board.battery < leastBattery && !board.charging)
    throw new FlashError(
      "flash.battery-low",
      `battery at ${board.battery} %, ${leastBattery} % is needed`,
      "put it on the charger",
    );
}

async function look(storage: BoardStorage): Promise<Kept> {
  const slots: Kept["slots"] = { "petpulse.a": null, "petpulse.b": null };
  let current: SlotName | null = null;
  for (const name of SLOTS) {
    const slot = checkedSlot(await storage.json(name));
    slots[name] = slot;
    if (!slot || slot.turn <= (current === null ? 0 : slots[current]!.turn)) continue;
    let whole = true;
    for (const [file, bytes, crc] of slot.files) {
      const sum = await storage.sum(file);
      whole &&= sum?.bytes === bytes && sum.crc === crc;
    }
    if (whole) current = name;
  }
  return { slots, current };
}

/** Erases files of generations that no slot lists and that are not being sent, and what a rig left that was pulled off the board. */
async function sweep(storage: BoardStorage, { slots }: Kept, { generation }: Firmware): Promise<void> {
  const listed = SLOTS.flatMap((name) => slots[name]?.files.map(([file]) => file) ?? []);
  const used = new Set([...listed, ...generation.map(({ name }) => name)]);
  for (const name of await storage.list(GENERATION)) if (!used.has(name)) await storage.erase(name);
  for (const name of await storage.list(RIG_FILES)) await storage.erase(name);
}

/** Gives the bytes sent. */
async function send(
  storage: BoardStorage,
  board: Board,
  { generation }: Firmware,
  progress: FlashOptions["progress"],
): Promise<number> {
  const totalBytes = generation.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let before = 0;
  let sent = 0;
  for (const file of generation) {
    const there = await storage.sum(file.name);
    if (there === null && board.freeBytes !== null && board.freeBytes - sent < file.bytes.length)
      throw new FlashError(
        "flash.no-room",
        `${file.name} has ${file.bytes.length} bytes, the board has room for ${board.freeBytes - sent}`,
        "remove apps from the board",
      );
    sent += await storage.put(file, (bytes) =>
      progress({ name: file.name, doneBytes: before + bytes, totalBytes }),
    );
    before += file.bytes.length;
    progress({ name: file.name, doneBytes: before, totalBytes });
  }
  return sent;
}

/** Writes the identity where there is none. One that is there but unreadable is only replaced on a board that never ran as a collar. */
async function identify(storage: BoardStorage, identity: Identity, ran: boolean): Promise<void> {
  const there = await storage.sum(IDENTITY_NAME);
  if (there !== null && ran)
    throw new FlashError(
      "flash.identity",
      `${IDENTITY_NAME} on the board is damaged, and the board has been a collar`,
      "erase it on the console only if you know which collar this is: a new identity is a new collar",
    );
  await storage.put(identityImage(identity));
}

/** The switch: the slot that does not run is made the newest. Gives its name. */
async function switchOver(storage: BoardStorage, kept: Kept, firmware: Firmware): Promise<SlotName> {
  const name = SLOTS.find((slot) => slot !== kept.current)!;
  const turn = 1 + Math.max(0, ...SLOTS.map((slot) => kept.slots[slot]?.turn ?? 0));
  const slot = slotOf(turn, firmware);
  await storage.put(image(name, Buffer.from(JSON.stringify(slot))));
  return name;
}

/** What stands around a generation; none of it decides what runs once the starter is there. */
async function furnish(storage: BoardStorage, firmware: Firmware): Promise<void> {
  const { icon, version } = firmware;
  const files: Image[] = [starter(), icon, info(version, icon)];
  for (const file of files) if (!(await storage.holds(file))) await storage.put(file);
  await merge(storage, "setting.json", { clock: STARTER_NAME });
}

/** Sets some values of a JSON file and leaves the others; does not write what is so already. */
async function merge(storage: BoardStorage, name: string, values: Record<string, string>): Promise<void> {
  const old = ((await storage.json(name)) ?? {}) as Record<string, unknown>;
  if (Object.entries(values).every(([key, value]) => old[key] === value)) return;
  await storage.put(image(name, Buffer.from(JSON.stringify({ ...old, ...values }))));
}

/** Starts what was written; what does not run is taken back. */
async function start(
  console: Console,
  storage: BoardStorage,
  { version }: Firmware,
  switched: SlotName | null,
  ranBefore: boolean,
): Promise<void> {
  const said = await restart(console);
  if (said.version === version) return;
  const why = said.refusal ?? (said.version === undefined ? "it does not answer" : `${said.version} runs`);
  const back = switched !== null && ranBefore;
  if (switched !== null) await storage.erase(switched);
  if (back) await restart(console);
  throw new FlashError(
    "flash.does-not-start",
    `version ${version} does not run on the board: ${why}`,
    back ? "the board runs again what it ran before" : "the board runs nothing of ours now; flash it again",
  );
}

async function restart(console: Console): Promise<{ version?: string; refusal?: string }> {
  await console.restart("load()");
  const said = await console.ask(
    `typeof petpulse=="undefined"?{}:petpulse.refusal?{refusal:petpulse.refusal}:{version:petpulse.status().version}`,
    START_MS,
  );
  return (said ?? {}) as { version?: string; refusal?: string };
}
