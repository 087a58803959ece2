/** Bytes of state a kernel holds: its arrays, and 4 for every other number or flag, through all it is made of. */
export function stateBytes(kernel: object): number {
  let bytes = 0;
  for (const value of Object.values(kernel) as unknown[]) {
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else if (typeof value === "number" || typeof value === "boolean") bytes += 4;
    else if (typeof value === "object" && value !== null) bytes += stateBytes(value);
  }
  return bytes;
}
