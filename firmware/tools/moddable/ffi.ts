import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TARGETS } from "../build/paths.ts";

/** Where the app's native functions are. */
export const NATIVE = join(TARGETS, "moddable/native");

/** A function as the SDK's manifest describes it. */
export interface Described {
  arguments: string[];
  returns: string;
}

/** What the app's FFI calls, by name. */
export function describedFunctions(): Record<string, Described> {
  return JSON.parse(readFileSync(join(NATIVE, "ffi.json"), "utf8"));
}

/** The C that gives a script these functions on the XS host; on a device the SDK's tools write their own. */
export function glue(functions: Record<string, Described>): string {
  const calls = Object.entries(functions).map(([name, { arguments: types, returns }]) => {
    const values = types.map(value);
    const checks = types.flatMap((type, index) => check(type, index));
    const call = `${name}(${values.join(", ")})`;
    const body = returns === "void" ? `${call};` : `fxInteger(the, mxResult, (txInteger)${call});`;
    return `static void ffi_${name}(txMachine* the) { ${[...checks, body].join(" ")} }`;
  });
  const gives = Object.entries(functions).map(
    ([name, { arguments: types }]) => `  give(the, "${name}", ffi_${name}, ${types.length});`,
  );
  return `/* Written by the build from native/ffi.json. */
#include "xsAll.h"
#include "petpulse_ffi.h"

${calls.join("\n")}

static void give(txMachine* the, const char* name, txCallback callback, int arguments)
{
  txID id = fxNewNameC(the, (txString)name);
  fxNewHostFunction(the, callback, arguments, id, XS_NO_ID);
  mxPush(mxGlobal);
  fxSetID(the, id);
  mxPop();
}

void give_ffi(txMachine* the)
{
${gives.join("\n")}
}
`;
}

/** `uint8_t*` and `int32_t[14]` are buffers, everything else a number. */
const BUFFER = /^(\w+)(?:\*|\[(\d+)\])$/;

function value(type: string, index: number): string {
  const buffer = BUFFER.exec(type);
  return buffer
    ? `(${buffer[1]}*)fxToArrayBuffer(the, mxArgv(${index}))`
    : `(${type})fxToInteger(the, mxArgv(${index}))`;
}

/** A described length is checked, as the SDK's glue does. */
function check(type: string, index: number): string[] {
  const [, element, count] = BUFFER.exec(type) ?? [];
  if (count === undefined) return [];
  const bytes = `${count} * (txInteger)sizeof(${element})`;
  return [
    `if (fxGetArrayBufferLength(the, mxArgv(${index})) < ${bytes}) mxRangeError("buffer %d", ${index});`,
  ];
}
