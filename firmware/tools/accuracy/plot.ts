import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HeartWindow } from "./play.ts";
import type { Result } from "./run.ts";

const WIDTH = 1200;
const LEFT = 56;
const RIGHT = 1184;
/** Top and bottom of the three panels. */
const RATE = { top: 40, bottom: 320 };
const TRUST = { top: 350, bottom: 430 };
const MOTION = { top: 460, bottom: 540 };
const HEIGHT = 590;
const INK = {
  reference: "#1b6e3c",
  estimate: "#1f5fbf",
  silent: "#c9403a",
  motion: "#8a6d1f",
  grid: "#d8d8d8",
};

interface Panel {
  top: number;
  bottom: number;
}

/** Writes one SVG per recording into `folder`, <set>-<name>.svg: estimate with reference, confidence, motion. */
export function plot({ windows }: Result, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const recording of windows) {
    if (recording.windows.length === 0) continue;
    const { set, name } = recording;
    writeFileSync(join(folder, `${set}-${name}.svg`), draw(`${set} ${name}`, recording.windows));
  }
}

/** One recording's chart. */
export function draw(title: string, windows: HeartWindow[]): string {
  const first = windows[0]!.endMs;
  const span = Math.max(1, windows.at(-1)!.endMs - first);
  const x = (ms: number) => LEFT + ((RIGHT - LEFT) * (ms - first)) / span;
  const rates = windows.flatMap(({ bpm, rate }) => [bpm, rate]);
  const low = Math.floor(Math.min(...rates) / 20) * 20;
  const high = Math.max(low + 20, Math.ceil(Math.max(...rates) / 20) * 20);
  const busiest = Math.max(100, ...windows.map(({ intensity }) => intensity));
  const y = ({ top, bottom }: Panel, value: number, from: number, to: number) =>
    bottom - ((bottom - top) * (value - from)) / (to - from);
  const line = (colour: string, points: [number, number][]) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="1.6" points="${points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(" ")}"/>`;
  const error = windows.reduce((sum, { bpm, rate }) => sum + Math.abs(rate - bpm), 0) / windows.length;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="15">${title}: ${error.toFixed(2)} bpm mean error over ${windows.length} windows</text>`,
    legend(),
    ...grid(RATE, low, high, (high - low) / 4, "bpm", y),
    ...grid(TRUST, 0, 100, 50, "trust %", y),
    ...grid(MOTION, 0, busiest, busiest / 2, "mg", y),
    line(
      INK.reference,
      windows.map(({ endMs, bpm }) => [x(endMs), y(RATE, bpm, low, high)]),
    ),
    ...windows.map(({ endMs, rate, confidence }) => {
      const colour = confidence > 0 ? INK.estimate : INK.silent;
      return `<circle cx="${x(endMs).toFixed(1)}" cy="${y(RATE, rate, low, high).toFixed(1)}" r="2.2" fill="${colour}"/>`;
    }),
    line(
      INK.estimate,
      windows.map(({ endMs, confidence }) => [x(endMs), y(TRUST, confidence, 0, 100)]),
    ),
    line(
      INK.motion,
      windows.map(({ endMs, intensity }) => [x(endMs), y(MOTION, intensity, 0, busiest)]),
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (part) =>
        `<text x="${x(first + part * span)}" y="${HEIGHT - 24}" text-anchor="middle">${Math.round((first + part * span) / 1000)} s</text>`,
    ),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function legend(): string {
  const names: [string, string][] = [
    [INK.reference, "reference"],
    [INK.estimate, "estimate"],
    [INK.silent, "estimate kept back"],
    [INK.motion, "motion"],
  ];
  return names
    .map(([colour, name], i) => `<text x="${640 + i * 140}" y="22" fill="${colour}">${name}</text>`)
    .join("");
}

function grid(
  panel: Panel,
  from: number,
  to: number,
  step: number,
  unit: string,
  y: (panel: Panel, value: number, from: number, to: number) => number,
): string[] {
  const lines: string[] = [`<text x="4" y="${panel.top - 6}">${unit}</text>`];
  for (let value = from; value <= to; value += step) {
    const at = y(panel, value, from, to).toFixed(1);
    lines.push(`<line x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" stroke="${INK.grid}"/>`);
    lines.push(`<text x="${LEFT - 6}" y="${Number(at) + 4}" text-anchor="end">${Math.round(value)}</text>`);
  }
  return lines;
}
