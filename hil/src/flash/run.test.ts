import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCode } from "@petpulse/cloud/codes";
import { withStore } from "@petpulse/cloud/command/shell";
import { compileKernel } from "@petpulse/firmware/tools/asc";
import { BLOB_SOURCE } from "@petpulse/firmware/tools/build/thumb";
import { appPackage } from "@petpulse/firmware/tools/espruino/package";
import { systemClock } from "@petpulse/gateway/clock";
import { afterAll, expect, test } from "vitest";
import { flashCommand } from "../flash-command.ts";
import { FAKE_BLOB, FakeBoard, type FakeBoardOptions } from "../serial/fake-board.ts";
import { fakeLine } from "../serial/fake-line.ts";
import { recognise } from "../serial/ports.ts";
import { SerialLine } from "../serial/serial-line.ts";
import { type Machine, runFlash } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-flash-run-"));
afterAll(() => rmSync(folder, { recursive: true }));
const module = new WebAssembly.Module(await compileKernel(join(folder, "collar.wasm"), BLOB_SOURCE));
const built = join(folder, "built");
mkdirSync(built);
for (const [name, bytes] of await appPackage(FAKE_BLOB, "0.1.0", "")) writeFileSync(join(built, name), bytes);

const PLUGGED = { path: "/dev/ttyACM0", vendorId: "0483", productId: "5740" };

/** The command line, on a machine with these boards. */
async function petpulseFlash(boards: Record<string, FakeBoard>, ...args: string[]) {
  let [out, err] = ["", ""];
  const machine: Machine = {
    ports: async () => recognise(Object.keys(boards).map((path) => ({ ...PLUGGED, path }) as never)),
    line: (path) => (boards[path] ? fakeLine(path, boards[path]) : new SerialLine(path)),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    clock: systemClock,
  };
  const command = flashCommand();
  expect(command.parseOptions(args).unknown).toEqual([]);
  const code = await runFlash(command.opts(), machine);
  return { code, out, err };
}

const newBoard = (more: Partial<FakeBoardOptions> = {}) => new FakeBoard({ module, ...more });
let made = 0;
const port = () => `/dev/fake-run-${++made}`;

test("the only board is found, flashed, known to the cloud, and its claim code is told once", async () => {
  const board = newBoard();
  const [factory, cloud] = [join(folder, "factory"), join(folder, "cloud")];
  const boards = { [port()]: board };
  const args = [
    "--package",
    built,
    "--factory",
    factory,
    "--register",
    cloud,
    "--serial",
    "PP-0007",
    "--json",
  ];
  const { code, out, err } = await petpulseFlash(boards, ...args);
  expect([code, err.split("\n")[0]]).toEqual([0, expect.stringContaining("[")]);
  const told = JSON.parse(out) as {
    device: string;
    claim: { code: string };
    record: Record<string, unknown>;
  };
  expect(board.app!.status().device).toBe(told.device);
  const hash = Buffer.from(readCode(told.claim.code)!).toString("hex");
  expect(told.record).toMatchObject({ serial: "PP-0007", claimHash: hash, registered: true });
  const [line] = readFileSync(join(factory, "records.jsonl"), "utf8").trim().split("\n");
  expect(JSON.parse(line!)).toEqual(told.record);
  expect(out + line).not.toContain(JSON.parse(board.files.get("petpulse.id")!.toString()).key);
  expect(statSync(join(factory, "PP-0007.identity.json")).mode & 0o777).toBe(0o600);
  const [collar] = await withStore(cloud, (store) => store.collars(null, 10));
  expect(collar).toMatchObject({ device: told.device, serial: "PP-0007", claimable: true });
  const again = await petpulseFlash(boards, ...args);
  expect(JSON.parse(again.out)).toMatchObject({ ok: true, device: told.device, newIdentity: false });
  expect(JSON.parse(again.out).claim).toBeUndefined();
});

test("a flash that broke off is finished by the same command, with the identity it began with", async () => {
  const board = newBoard();
  const boards = { [port()]: board };
  const args = ["--package", built, "--factory", join(folder, "factory-2")];
  board.cutAtWrite = 30;
  const broken = await petpulseFlash(boards, ...args);
  expect([broken.code, broken.err]).toEqual([1, expect.stringContaining("console.disconnected")]);
  board.cutAtWrite = Number.POSITIVE_INFINITY;
  board.boot();
  const whole = await petpulseFlash({ [port()]: board }, ...args);
  expect(whole.code).toBe(0);
  expect(whole.out).toMatch(
    /BANGLEJS2 \(Espruino 2v25, battery 80 %\)[\s\S]*were there already\ndevice [0-9a-f]{16}\nserial fake-0001\n/,
  );
});

test("what is refused ends with 3 and a code, and leaves no identity behind", async () => {
  const weak = newBoard({ battery: 5 });
  const factory = join(folder, "factory-3");
  const refused = await petpulseFlash({ [port()]: weak }, "--package", built, "--factory", factory, "--json");
  expect(refused.code).toBe(3);
  expect(JSON.parse(refused.out)).toMatchObject({ ok: false, error: { code: "flash.battery-low" } });
  expect(existsSync(factory)).toBe(false);
  const code = async (boards: Record<string, FakeBoard>, ...args: string[]) =>
    (await petpulseFlash(boards, "--package", built, ...args)).err.split(":")[0];
  expect(await code({})).toBe("flash.no-board");
  expect(await code({ [port()]: newBoard(), [port()]: newBoard() })).toBe("flash.which-board");
  expect(await code({}, "--port", "/dev/tty-no-such-board")).toBe("console.no-port");
  expect(await code({ [port()]: newBoard({ board: "PUCKJS" }) })).toBe("flash.wrong-board");
  expect(await code({ [port()]: newBoard() })).toBe("flash.identity");
  expect((await petpulseFlash({}, "--package", folder)).err).toMatch(/^flash\.no-board/);
});

test("--list names boards that answer, and why others do not; adapters and measuring instruments are known by their ids", async () => {
  const { code, out } = await petpulseFlash({ [port()]: newBoard() }, "--list", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out).ports[0]).toMatchObject({ vendor: "0483", board: { board: "BANGLEJS2" } });
  const [uart, ppk] = recognise([
    { path: "/dev/ttyACM1", vendorId: "1915", productId: "C00A" },
    { path: "/dev/ttyUSB0", vendorId: "10C4", productId: "EA60" },
  ] as never);
  expect([uart!.path, uart!.likely, ppk!.what]).toEqual([
    "/dev/ttyUSB0",
    true,
    "Nordic Power Profiler Kit II",
  ]);
});
