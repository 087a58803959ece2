import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** What the doctor looks at outside the hub itself; a test brings its own. */
export interface Surroundings {
  /** "linux", "darwin", … */
  platform: string;
  /** Bluetooth adapters by the kernel's name (hci0 …). Linux. */
  adapters(): string[];
  /** Bluetooth blocked by rfkill: by software, by a switch, or not. Linux. */
  blocked(): "soft" | "hard" | null;
  /** The effective capabilities of this process, a bit each. Linux. */
  capabilities(): bigint;
  /** Whether a process of that name runs. Linux. */
  runs(name: string): boolean;
  /** Unix ms. */
  now(): number;
  /** Whether the system says that its clock follows a time server; null where it does not say. */
  timeFollowed(): boolean | null;
  /** Free bytes for this user in the folder. Throws where there is no such folder. */
  freeBytes(dir: string): number;
  /** Writes and fsyncs a file in the folder, and removes it. Throws the system's error. */
  tryWrite(dir: string): void;
}

const BLUETOOTH = "/sys/class/bluetooth";
const RFKILL = "/sys/class/rfkill";

/** This machine. */
export const thisMachine: Surroundings = {
  platform: process.platform,
  adapters: () => list(BLUETOOTH).filter((name) => /^hci\d+$/.test(name)),
  blocked() {
    const states = list(RFKILL)
      .filter((name) => text(join(RFKILL, name, "type")) === "bluetooth")
      .map((name) => ({ hard: text(join(RFKILL, name, "hard")), soft: text(join(RFKILL, name, "soft")) }));
    if (states.some(({ hard }) => hard === "1")) return "hard";
    return states.some(({ soft }) => soft === "1") ? "soft" : null;
  },
  capabilities: () => BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(text("/proc/self/status"))?.[1] ?? "0"}`),
  runs: (name) => list("/proc").some((pid) => /^\d+$/.test(pid) && text(`/proc/${pid}/comm`) === name),
  now: () => Date.now(),
  timeFollowed() {
    if (process.platform !== "linux" || !list("/run/systemd").includes("timesync")) return null;
    return list("/run/systemd/timesync").includes("synchronized");
  },
  freeBytes(dir) {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  },
  tryWrite(dir) {
    const path = join(dir, `.doctor-${process.pid}`);
    const file = openSync(path, "wx");
    try {
      writeSync(file, "well");
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(path);
    }
  },
};

/** Empty where there is nothing. */
function list(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
