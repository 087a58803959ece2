import { Command, InvalidArgumentError, Option } from "commander";
import type { Artifact } from "./build/artifacts.ts";
import { BOARDS, type Board, type Built } from "./build/boards.ts";
import { FORMS, type Form } from "./build/forms.ts";
import { BUILD } from "./build/paths.ts";

interface BuildOptions {
  target?: Board;
  out?: string;
  only: Form[];
  channels: number;
  json: boolean;
}

/** `petpulse firmware …`: the collar's software for whatever runs it. */
export function firmwareCommand(): Command {
  const firmware = new Command("firmware").description("The collar's software for whatever runs it.");
  firmware
    .command("build")
    .description("Build the kernel from its one source in every form, or all that one kind of device needs.")
    .addOption(new Option("--target <device>", "everything for one kind of device").choices(BOARDS))
    .option("--out <dir>", `folder to write to (default: ${BUILD}/out, with the target's name)`)
    .option("--only <forms>", `some of ${FORMS.join(",")}`, forms, [...FORMS])
    .option("--channels <n>", "light channels of the C library, 1 to 3", channels, 3)
    .option("--json", "print what was made as JSON", false)
    .addHelpText(
      "after",
      "\njs: an ES2020 script. xs: byte code for Moddable XS. wasm: a module without imports. c: a library for Cortex-M4 with header,\nCMake and Zephyr files. thumb: position-independent code with a table of entries, for Espruino.\n\nExamples:\n  petpulse firmware build --only wasm,c\n  petpulse firmware build --target espruino --out collar",
    )
    .action(async (options: BuildOptions) => {
      try {
        const [made, text] = options.target
          ? await board(options.target, options.out)
          : await kernel(options);
        process.stdout.write(options.json ? `${JSON.stringify(made)}\n` : text);
      } catch (error) {
        const { code, message, hint } = error as { code?: string; message: string; hint?: string };
        if (hint === undefined) throw error;
        process.stderr.write(`${code}: ${message}\nhint: ${hint}\n`);
        process.exitCode = 1;
      }
    });
  return firmware;
}

async function kernel({ out, only, channels }: BuildOptions): Promise<[Artifact[], string]> {
  const { buildArtifacts } = await import("./build/artifacts.ts");
  const made = await buildArtifacts(out ?? `${BUILD}/out`, only, channels, (form) =>
    process.stderr.write(`building ${form}\n`),
  );
  return [made, table(made)];
}

async function board(target: Board, out = `${BUILD}/out/${target}`): Promise<[Built, string]> {
  const { buildBoard, summary } = await import("./build/boards.ts");
  process.stderr.write(`building ${target}\n`);
  const built = await buildBoard(target, out);
  return [built, summary(built)];
}

function forms(text: string): Form[] {
  const asked = text.split(",");
  const unknown = asked.find((form) => !FORMS.includes(form as Form));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is none of ${FORMS.join(", ")}.`);
  return asked as Form[];
}

function channels(text: string): number {
  if (/^[123]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be 1, 2 or 3.");
}

function table(made: Artifact[]): string {
  const row = (cells: unknown[]) =>
    `${String(cells[0]).padEnd(22)}${cells
      .slice(1, 4)
      .map((cell) => String(cell ?? "").padStart(10))
      .join("")}  ${cells[4]}\n`;
  return (
    row(["bytes of", "code", "constants", "state", "file"]) +
    made
      .map(({ target, code, constants, state, file }) => row([target, code, constants, state, file]))
      .join("")
  );
}
