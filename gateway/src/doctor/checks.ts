import type { Uplink } from "../uplink.ts";
import type { Surroundings } from "./surroundings.ts";

/** One thing looked at; `fix` says what to do, and is null only where all is well. */
export interface Finding {
  check: "adapter" | "permissions" | "clock" | "cloud" | "disk";
  state: "good" | "warn" | "bad";
  says: string;
  fix: string | null;
}

/** Linux capabilities (capabilities(7)): raw HCI sockets need both. */
const CAP_NET_ADMIN = 1n << 12n;
const CAP_NET_RAW = 1n << 13n;
/** Against the cloud's clock, ms: a difference worth a word, and one that spoils the times of frames. */
const CLOCK_WARN_MS = 5000;
const CLOCK_BAD_MS = 120_000;
/** Before this no hub was built (2024-01-01): a machine without a battery for its clock begins in 1970. */
const EARLIEST_MS = 1_704_067_200_000;
/** A spool at its bound (512 MiB) beside its journal; and what is too little for anything. */
const DISK_WARN_BYTES = 600 * 1024 * 1024;
const DISK_BAD_BYTES = 64 * 1024 * 1024;

const MIB = 1024 * 1024;

/** Is there an adapter, and is it switched on? */
export function checkAdapter(around: Surroundings): Finding {
  const check = "adapter";
  if (around.platform !== "linux")
    return { check, state: "good", says: `${around.platform}: the system manages Bluetooth`, fix: null };
  const adapters = around.adapters();
  if (adapters.length === 0) {
    const fix =
      "plug one in; inside a container or VM, pass it through; `sudo modprobe btusb` loads the usual driver";
    return { check, state: "bad", says: "the kernel knows no Bluetooth adapter", fix };
  }
  const blocked = around.blocked();
  if (blocked === "hard")
    return {
      check,
      state: "bad",
      says: "Bluetooth is switched off by a switch or key",
      fix: "turn the switch on",
    };
  if (blocked === "soft")
    return { check, state: "bad", says: "Bluetooth is blocked", fix: "rfkill unblock bluetooth" };
  return { check, state: "good", says: adapters.join(", "), fix: null };
}

/** May this process speak to it, and does nobody else? */
export function checkPermissions(around: Surroundings): Finding {
  const check = "permissions";
  if (around.platform === "darwin") {
    const fix = "System Settings → Privacy & Security → Bluetooth: allow the terminal";
    return { check, state: "warn", says: "macOS asks for permission at the first use", fix };
  }
  if (around.platform !== "linux") return { check, state: "good", says: "none needed", fix: null };
  const needed = CAP_NET_ADMIN | CAP_NET_RAW;
  if ((around.capabilities() & needed) !== needed) {
    const says = "this process may not open raw HCI sockets";
    const fix =
      'run it by the systemd unit, or: sudo setcap cap_net_raw,cap_net_admin+eip "$(readlink -f "$(command -v node)")"';
    return { check, state: "bad", says, fix };
  }
  if (around.runs("bluetoothd")) {
    const says = "bluetoothd uses the same adapter, and the two take connections from each other";
    const fix =
      "sudo systemctl disable --now bluetooth, or give the hub an adapter of its own, or run it with --adapter bluez";
    return { check, state: "warn", says, fix };
  }
  return {
    check,
    state: "good",
    says: "raw HCI sockets may be opened, and nobody else uses them",
    fix: null,
  };
}

/** `cloudMs`: the cloud's clock, Unix ms, null when it is not known. */
export function checkClock(around: Surroundings, cloudMs: number | null): Finding {
  const check = "clock";
  const fix = "sudo timedatectl set-ntp true; the collars take their time from this machine";
  const now = around.now();
  if (now < EARLIEST_MS)
    return { check, state: "bad", says: `it is ${new Date(now).toISOString()} here`, fix };
  const followed = around.timeFollowed();
  if (cloudMs === null) {
    if (followed) return { check, state: "good", says: "it follows a time server", fix: null };
    return { check, state: "warn", says: "neither a cloud nor a time server says whether it is right", fix };
  }
  const off = now - cloudMs;
  const says = `${Math.abs(Math.round(off / 1000))} s ${off >= 0 ? "ahead of" : "behind"} the cloud`;
  if (Math.abs(off) >= CLOCK_BAD_MS) return { check, state: "bad", says, fix };
  if (Math.abs(off) >= CLOCK_WARN_MS || followed === false) {
    const why = followed === false ? `${says}, and it follows no time server` : says;
    return { check, state: "warn", says: why, fix };
  }
  return { check, state: "good", says, fix: null };
}

/** Is the cloud there, does it know this hub, and may the hub carry anything? */
export async function checkCloud(uplink: Uplink): Promise<Finding> {
  const check = "cloud";
  try {
    await uplink.start();
    const { grants } = await uplink.grants();
    if (grants.length > 0) {
      const names = grants.slice(0, 5).map(({ name }) => name);
      return {
        check,
        state: "good",
        says: `reached; may carry ${grants.length}: ${names.join(", ")}`,
        fix: null,
      };
    }
    const fix = "petpulse cloud hub grant --hub … --device …";
    return { check, state: "warn", says: "reached, but this hub may carry no collar", fix };
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return { check, state: "bad", says: message, fix: hint ?? "is the address right?" };
  } finally {
    await uplink.stop();
  }
}

/** Can the spool's folder be written, and is there room? */
export function checkDisk(around: Surroundings, dir: string): Finding {
  const check = "disk";
  try {
    around.tryWrite(dir);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix =
      code === "ENOSPC"
        ? "free some space: until then frames stay in the collars' logs"
        : `mkdir -p ${dir} and give it to the user that runs the hub`;
    return { check, state: "bad", says: `${dir} cannot be written: ${code ?? message}`, fix };
  }
  const free = around.freeBytes(dir);
  const says = `${Math.floor(free / MIB)} MiB free in ${dir}`;
  if (free < DISK_BAD_BYTES)
    return { check, state: "bad", says, fix: "free some, or move --data to a larger disk" };
  if (free < DISK_WARN_BYTES) {
    return {
      check,
      state: "warn",
      says: `${says}; a month without a cloud needs 600`,
      fix: "free some, or set --quota-mb",
    };
  }
  return { check, state: "good", says, fix: null };
}
