import { type Clock, systemClock } from "@petpulse/gateway/clock";
import type { FlashCommandOptions } from "../flash-command.ts";
import { askBoard, type Board } from "../serial/board.ts";
import { Console } from "../serial/console.ts";
import type { Line } from "../serial/line.ts";
import { openLine } from "../serial/open-line.ts";
import { type KnownPort, serialPorts } from "../serial/ports.ts";
import { FlashError } from "./errors.ts";
import { type Claim, Factory, type FactoryRecord } from "./factory.ts";
import { builtFirmware, readFirmware } from "./firmware.ts";
import { type Flashed, flash } from "./flash.ts";
import { type Identity, readIdentity } from "./identity.ts";
import { progressTo } from "./progress.ts";

/** What the command takes from the machine it runs on; tests bring their own. */
export interface Machine {
  ports(): Promise<KnownPort[]>;
  line(path: string, baud: number): Line;
  out(text: string): void;
  err(text: string): void;
  /** stderr is a terminal. */
  terminal: boolean;
  clock: Clock;
}

const HERE: Machine = {
  ports: serialPorts,
  line: openLine,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  clock: systemClock,
};

/** Errors after which the board is as it was. */
const REFUSALS = new Set([
  "console.no-port",
  "flash.no-board",
  "flash.which-board",
  "flash.wrong-board",
  "flash.old-interpreter",
  "flash.battery-low",
  "flash.package",
]);

/** `petpulse flash`, whole. Returns the exit code. */
export async function runFlash(options: FlashCommandOptions, machine: Machine = HERE): Promise<number> {
  try {
    if (options.list) await list(options, machine);
    else await flashOne(options, machine);
    return 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (options.json) machine.out(`${JSON.stringify({ ok: false, error: { code, message } })}\n`);
    machine.err(`${code ?? "flash.failed"}: ${message}\n`);
    return code !== undefined && REFUSALS.has(code) ? 3 : 1;
  }
}

async function list(options: FlashCommandOptions, machine: Machine): Promise<void> {
  const found: (KnownPort & { board: Board | null; said: string })[] = [];
  for (const port of await machine.ports()) {
    if (!port.likely) {
      found.push({ ...port, board: null, said: "" });
      continue;
    }
    try {
      const board = await talk(port.path, options, machine, askBoard);
      found.push({ ...port, board, said: "" });
    } catch (error) {
      found.push({ ...port, board: null, said: (error as { code?: string }).code ?? "" });
    }
  }
  if (options.json) machine.out(`${JSON.stringify({ ports: found })}\n`);
  else machine.out(found.length > 0 ? found.map(lineOf).join("") : "no serial ports\n");
}

function lineOf({
  path,
  vendor,
  product,
  what,
  board,
  said,
}: KnownPort & { board: Board | null; said: string }) {
  const usb = vendor ? `${vendor}:${product}` : "";
  const about = board ? `${board.board} ${board.version}, battery ${board.battery ?? "–"} %` : said;
  return `${path.padEnd(16)} ${usb.padEnd(10)} ${what.padEnd(34)} ${about}\n`;
}

/** Does `work` on the console there, and gives the console back. */
async function talk<T>(
  path: string,
  { baud }: FlashCommandOptions,
  machine: Machine,
  work: (console: Console) => Promise<T>,
): Promise<T> {
  const console = new Console(machine.line(path, baud), machine.clock);
  try {
    await console.start();
    return await work(console);
  } finally {
    await console.stop();
  }
}

async function flashOne(options: FlashCommandOptions, machine: Machine): Promise<void> {
  const path = options.port ?? (await onlyPort(machine));
  const firmware = options.package === undefined ? await builtFirmware() : readFirmware(options.package);
  const factory = options.factory === undefined ? null : new Factory(options.factory);
  let serial = "";
  const identity = (board: Board): Identity | null => {
    serial = options.serial ?? board.serial;
    if (options.identity === false) return null;
    if (options.identity !== undefined) return readIdentity(options.identity);
    if (factory) return factory.identity(serial);
    const hint = "say --factory DIR, --identity FILE or --no-identity";
    throw new FlashError("flash.identity", "the board has no identity yet", hint);
  };
  const done = await talk(path, options, machine, (console) =>
    flash({
      console,
      firmware,
      identity,
      leastBattery: options.leastBattery,
      dryRun: options.dryRun,
      progress: progressTo(machine.err, machine.terminal),
    }),
  );
  const made =
    factory && done.newIdentity && done.identity && options.identity === undefined
      ? await factory.record({
          serial,
          identity: done.identity,
          board: done.board,
          firmware: done.version,
          register: options.register,
          nowMs: machine.clock.now(),
        })
      : null;
  tell(done, made, path, options, machine);
}

async function onlyPort(machine: Machine): Promise<string> {
  const likely = (await machine.ports()).filter((port) => port.likely);
  if (likely.length === 1) return likely[0]!.path;
  if (likely.length === 0)
    throw new FlashError(
      "flash.no-board",
      "no port that a board could be on",
      "plug it in, or name it: --port /dev/ttyACM0, --port ble:NAME",
    );
  const paths = likely.map((port) => port.path).join(", ");
  throw new FlashError("flash.which-board", `boards on ${paths}`, "say which: --port PATH");
}

function tell(
  done: Flashed,
  made: { record: FactoryRecord; claim: Claim } | null,
  path: string,
  { json, dryRun }: FlashCommandOptions,
  { out }: Machine,
): void {
  const { identity, ...rest } = done;
  if (json) {
    out(`${JSON.stringify({ ok: true, port: path, ...rest, device: identity?.device ?? null, ...made })}\n`);
    return;
  }
  const { board, version, before, sentBytes, keptBytes } = done;
  out(`${board.board} (Espruino ${board.version}, battery ${board.battery ?? "–"} %) on ${path}\n`);
  out(
    `${before ? `version ${before} → ` : "version "}${version}${dryRun ? " (dry run, nothing written)" : ""}\n`,
  );
  out(`${sentBytes} bytes ${dryRun ? "to send" : "sent and read back"}, ${keptBytes} were there already\n`);
  if (identity) out(`device ${identity.device}\n`);
  if (!made) return;
  out(`serial ${made.record.serial}${made.record.registered ? ", known to the cloud" : ""}\n`);
  out(
    `claim code ${made.claim.code}\nQR code     ${made.claim.payload}\nIt is told this once, and works once.\n`,
  );
}
