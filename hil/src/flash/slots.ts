import { type Firmware, type Image, image } from "./firmware.ts";

/**
 * How a board keeps two generations of firmware and starts one that is whole. Files of a generation are named by their content and
 * never changed. A slot is a small file that lists one generation; the starter, which is written once and stays, runs the newest slot
 * whose files have the CRC it lists. So power may go at any moment: before the slot is whole the old generation starts, after it the new.
 */
export const SLOTS = ["petpulse.a", "petpulse.b"] as const;
export type SlotName = (typeof SLOTS)[number];

/** One slot's content. */
export interface Slot {
  /** Higher is newer. */
  turn: number;
  version: string;
  /** Name, bytes, CRC-32 of each file; the script first. */
  files: [string, number, number][];
}

/** The file that a Bangle.js starts after a reset; the app loader's name for it. */
export const STARTER_NAME = "petpulse.app.js";

/** In Espruino's language, as everything on a board. */
const STARTER = `(function () {
  var s = require("Storage"), best = 0, run;
  ${JSON.stringify(SLOTS)}.forEach(function (name) {
    var slot = s.readJSON(name, true);
    if (!slot || !slot.files || !(slot.turn > best)) return;
    var whole = slot.files.every(function (file) {
      var text = s.read(file[0]);
      return text !== undefined && text.length === file[1] && E.CRC32(text) === file[2];
    });
    if (!whole) return;
    best = slot.turn;
    run = slot.files[0][0];
  });
  if (run === undefined) print("PetPulse: no whole firmware on this board. Flash it again.");
  else eval(s.read(run));
})();
`;

/** The starter, as a file. */
export function starter(): Image {
  return image(STARTER_NAME, Buffer.from(STARTER));
}

/** What the launcher knows of the app (BangleApps README, "APP.info"). */
export function info(version: string, icon: Image): Image {
  const about = {
    id: "petpulse",
    name: "PetPulse",
    type: "clock",
    src: STARTER_NAME,
    icon: icon.name,
    version,
  };
  return image("petpulse.info", Buffer.from(JSON.stringify(about)));
}

/** The slot that lists a firmware. */
export function slotOf(turn: number, { version, generation }: Firmware): Slot {
  return { turn, version, files: generation.map(({ name, bytes, crc }) => [name, bytes.length, crc]) };
}

/** What a board read from a slot, or null: not there, torn, not a slot. */
export function checkedSlot(value: unknown): Slot | null {
  const slot = value as Partial<Slot> | null | undefined;
  if (typeof slot?.turn !== "number" || slot.turn < 1 || !Number.isInteger(slot.turn)) return null;
  const files = Array.isArray(slot.files) ? slot.files : [];
  const whole = files.every(
    (file) => Array.isArray(file) && typeof file[0] === "string" && file.slice(1).every(Number.isInteger),
  );
  if (files.length === 0 || !whole) return null;
  return { turn: slot.turn, version: String(slot.version), files };
}
