// btutils: UUIDs as the SDK holds them, little-endian.
export function uuid(strings: TemplateStringsArray): ArrayBuffer {
  const digits = strings[0]!.replaceAll("-", "");
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[bytes.length - 1 - i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes.buffer;
}
