import { spawn, spawnSync } from "node:child_process";

/** Programs beyond npm that builds and gates need. */
export type ToolName =
  | "gcc"
  | "arm-none-eabi-gcc"
  | "arm-none-eabi-objdump"
  | "qemu-system-arm"
  | "wasm2c"
  | "wasm2wat"
  | "wat2wasm"
  | "tar";

/** Debian 12's versions are what everything here was written against; older ones miss what is used. */
const LEAST: Record<ToolName, { debian: string; major: number }> = {
  gcc: { debian: "gcc libc6-dev", major: 10 },
  "arm-none-eabi-gcc": { debian: "gcc-arm-none-eabi libnewlib-arm-none-eabi", major: 12 },
  "arm-none-eabi-objdump": { debian: "gcc-arm-none-eabi", major: 2 },
  "qemu-system-arm": { debian: "qemu-system-arm", major: 7 },
  wasm2c: { debian: "wabt", major: 1 },
  wasm2wat: { debian: "wabt", major: 1 },
  wat2wasm: { debian: "wabt", major: 1 },
  tar: { debian: "tar", major: 1 },
};

/** The one command that installs them all. */
export const INSTALL =
  "apt-get install gcc libc6-dev gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm wabt";

/** A program is missing, too old, or did not do what it was asked. */
export class ToolError extends Error {
  readonly code: "firmware.tool-missing" | "firmware.tool-too-old" | "firmware.tool-failed";
  readonly hint: string;

  constructor(code: ToolError["code"], message: string, hint: string) {
    super(message);
    this.name = "ToolError";
    this.code = code;
    this.hint = hint;
  }
}

const found = new Set<string>();

/** Throws firmware.tool-missing or firmware.tool-too-old; `path` stands in for PATH in tests. */
export function requireTool(name: ToolName, path = process.env.PATH): void {
  const key = `${name} ${path}`;
  if (found.has(key)) return;
  const { debian, major } = LEAST[name];
  const asked = spawnSync(name, ["--version"], { encoding: "utf8", env: { ...process.env, PATH: path } });
  if (asked.error || asked.status !== 0) {
    throw new ToolError("firmware.tool-missing", `${name} is not installed`, `apt-get install ${debian}`);
  }
  const version = /(\d+)\.\d+/.exec(asked.stdout)?.[1];
  if (version === undefined || Number(version) < major) {
    throw new ToolError(
      "firmware.tool-too-old",
      `${name} ${version ?? "of no version"} is too old: at least ${major} is needed`,
      `apt-get install ${debian}, from Debian 12 or later`,
    );
  }
  found.add(key);
}

/** Runs a tool to its end and returns what it printed. Throws firmware.tool-failed with what it said, also after `timeoutS`. */
export function run(name: ToolName | string, args: string[], cwd: string, timeoutS = 120): Promise<string> {
  if (name in LEAST) requireTool(name as ToolName);
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutS * 1000);
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      if (err.length < 20_000) err += chunk;
    });
    child.on("error", (error) =>
      reject(new ToolError("firmware.tool-missing", `${name}: ${error.message}`, INSTALL)),
    );
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      if (status === 0) resolve(out);
      else {
        const how = signal ? `was ended by ${signal} after at most ${timeoutS} s` : `ended with ${status}`;
        reject(
          new ToolError(
            "firmware.tool-failed",
            `${name} ${how}:\n${(err + out).slice(0, 4000)}`,
            `in ${cwd}: ${name} ${args.join(" ")}`,
          ),
        );
      }
    });
  });
}
