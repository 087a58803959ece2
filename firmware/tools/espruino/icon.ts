import { crc32, deflateSync } from "node:zlib";

/** The side that the app loader wants, pixels. */
const SIDE = 48;

/** A heart with a pulse cut through it: whether the pixel belongs to it. */
function isInk(column: number, row: number): boolean {
  const x = (column - 23.5) / 17;
  const y = (25.5 - row) / 17;
  const inside = (x * x + y * y - 1) ** 3 - x * x * y * y * y <= 0;
  const phase = column - 16;
  const pulse =
    phase < 0 || phase > 15 ? 0 : phase < 4 ? -2 * phase : phase < 10 ? 3 * phase - 20 : 25 - 1.7 * phase;
  return inside && Math.abs(row - 24 - pulse) > 1.5;
}

/** Image string of Espruino: width, height, bits per pixel, then the rows bit by bit, first pixel highest. */
export function watchIcon(): Buffer {
  const bytes = Buffer.alloc(3 + (SIDE * SIDE) / 8);
  bytes.set([SIDE, SIDE, 1]);
  for (let i = 0; i < SIDE * SIDE; i++)
    if (isInk(i % SIDE, Math.floor(i / SIDE))) bytes[3 + (i >> 3)]! |= 128 >> (i & 7);
  return bytes;
}

/** The same as PNG, grey and alpha of 8 bits (PNG specification, sections 5.3 and 11.2). */
export function loaderIcon(): Buffer {
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 2));
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++)
      rows[row * (1 + SIDE * 2) + 2 + column * 2] = isInk(column, row) ? 255 : 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 4, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
