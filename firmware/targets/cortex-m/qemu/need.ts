import { requireTool, ToolError } from "../../../tools/build/toolchain.ts";

/** For `describe.skipIf`: empty where compiler and emulator are here, else why what needs them is skipped. Throws where nothing may be. */
export function emulatorMissing(): string {
  try {
    for (const tool of ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"] as const) requireTool(tool);
    return "";
  } catch (error) {
    if (process.env.PETPULSE_REQUIRE === "all" || !(error instanceof ToolError)) throw error;
    return ` (skipped: ${error.message}, ${error.hint})`;
  }
}
