import { escaped } from "../report/junit.ts";

/** Label of 50 × 25 mm; units of the drawing are tenths of a millimetre. */
const WIDTH = 500;
const HEIGHT = 250;
const QR = 210;
const LEFT = 20;
const TEXT_LEFT = LEFT + QR + 20;
/** Light modules around a QR code (ISO/IEC 18004, 9.1 asks for four); the label's white gives the rest. */
const QUIET = 2;

/** What is printed on a unit's label. */
export interface Label {
  product: string;
  serial: string;
  /** 16 hex digits; null where the unit has none. */
  device: string | null;
  /** What the QR code holds: the claim code's payload, or the serial number. */
  payload: string;
  /** e.g. 2026-06-01. */
  date: string;
}

/** Draws the label as one SVG without anything from elsewhere. */
export async function labelSvg({ product, serial, device, payload, date }: Label): Promise<string> {
  const { default: qrcode } = await import("qrcode");
  const { modules } = qrcode.create(payload, { errorCorrectionLevel: "Q" });
  const size = QR / (modules.size + 2 * QUIET);
  let path = "";
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  const text = (y: number, height: number, words: string) =>
    `<text x="${TEXT_LEFT}" y="${y}" font-size="${height}">${escaped(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="25mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><path transform="translate(${LEFT} ${(HEIGHT - QR) / 2}) scale(${size})" d="${path}"/>${text(60, 30, product)}${text(115, 26, `S/N ${serial}`)}${text(160, 20, device ?? "no identity")}${text(205, 20, date)}</svg>\n`;
}
