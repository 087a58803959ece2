import type { Observation } from "../rig.ts";
import type { Reading } from "../scenario/reading.ts";
import { eventName } from "../scenario/scenario.ts";
import { escaped } from "./junit.ts";

const WIDTH = 900;
const LEFT = 48;
const RIGHT = 12;
/** Upper plot: heart rate; lower: the way to the store. */
const HEART = { top: 26, height: 170 };
const DELAY = { top: 222, height: 60 };
const BOTTOM = 304;
/** Points drawn of one series at most; a night has 12,600 windows. */
const MOST_POINTS = 1500;
/** Ticks on an axis, at most. */
const TICKS = 6;
const TIME_STEPS_S = [10, 30, 60, 120, 300, 600, 1800, 3600, 7200];
/** Labels closer than this would cover each other, px. */
const LABEL_PX = 70;

/** Heart rate with its reference, links, events and delays of one scenario over its time, as one SVG element. */
export function plot(name: string, seen: Observation, reading: Reading): string {
  const seconds = Math.max(1, seen.seconds.length);
  const x = (s: number) => LEFT + (s / seconds) * (WIDTH - LEFT - RIGHT);
  const estimates = thin((reading.live.length > 0 ? reading.live : reading.minutes).filter(known));
  const reference = thin(seen.heart);
  const rates = [...estimates, ...reference].map(({ bpm }) => bpm);
  const [low, high] = [Math.floor(least(rates, 60) / 20) * 20, Math.ceil(most(rates, 100) / 20) * 20];
  const y = (bpm: number) => HEART.top + HEART.height * (1 - (bpm - low) / Math.max(1, high - low));
  const worst = Math.max(
    0.1,
    most(
      reading.delays.map((delay) => delay.seconds),
      0,
    ),
  );
  const yDelay = (s: number) => DELAY.top + DELAY.height * (1 - s / worst);
  const parts = [
    ...unlinked(seen).map(
      ([from, to]) =>
        `<rect class="away" x="${px(x(from))}" y="${HEART.top}" width="${px(x(to) - x(from))}" height="${DELAY.top + DELAY.height - HEART.top}"><title>no link from ${from} to ${to} s</title></rect>`,
    ),
    ...rateAxis(low, high, y),
    ...timeAxis(seconds, x),
    text(LEFT - 6, DELAY.top + 4, `${px(worst)} s`, "end"),
    text(LEFT - 6, DELAY.top + DELAY.height + 4, "0", "end"),
    `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${DELAY.top + DELAY.height}" y2="${DELAY.top + DELAY.height}"/>`,
    text(LEFT, DELAY.top - 6, "way to the store, s", "start"),
    `<path class="truth" d="${path(reference.map(({ endMs, bpm }) => [x(endMs / 1000), y(bpm)]))}"/>`,
    ...estimates.map(({ atMs, bpm }) => dot("estimate", x(atMs / 1000), y(bpm))),
    ...thin(reading.delays).map(({ atS, seconds: s }) => dot("delay", x(atS), yDelay(s))),
    ...events(reading, x),
  ];
  const title = `${name}: heart rate and delays`;
  return `<svg viewBox="0 0 ${WIDTH} ${BOTTOM}" role="img" aria-label="${escaped(title)}">${parts.join("")}</svg>`;
}

function known({ confidence }: { confidence: number }): boolean {
  return confidence > 0;
}

/** Runs of seconds without a link, from–to. */
function unlinked({ seconds }: Observation): [number, number][] {
  const runs: [number, number][] = [];
  let from = -1;
  for (let s = 0; s <= seconds.length; s++) {
    const linked = seconds[s]?.linked ?? true;
    if (!linked && from < 0) from = s;
    if (linked && from >= 0) {
      runs.push([from, s]);
      from = -1;
    }
  }
  return runs;
}

function events({ events: list }: Reading, x: (s: number) => number): string[] {
  let last = -LABEL_PX;
  return list.map(({ atS, kind, value }) => {
    const at = x(atS);
    const label = at - last >= LABEL_PX;
    if (label) last = at;
    const name = eventName(kind);
    return (
      `<line class="event" x1="${px(at)}" x2="${px(at)}" y1="${HEART.top - 8}" y2="${HEART.top + HEART.height}"><title>${name} ${value} at ${atS} s</title></line>` +
      (label ? text(Math.min(at + 3, WIDTH - RIGHT - 50), HEART.top - 12, name, "start") : "")
    );
  });
}

function rateAxis(low: number, high: number, y: (bpm: number) => number): string[] {
  const step = Math.max(20, Math.ceil((high - low) / TICKS / 20) * 20);
  const lines: string[] = [];
  for (let bpm = low; bpm <= high; bpm += step) {
    lines.push(
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(bpm))}" y2="${px(y(bpm))}"/>`,
      text(LEFT - 6, y(bpm) + 4, `${bpm}`, "end"),
    );
  }
  return lines;
}

function timeAxis(seconds: number, x: (s: number) => number): string[] {
  const step = TIME_STEPS_S.find((one) => seconds / one <= TICKS + 2) ?? 4 * 3600;
  const labels: string[] = [];
  for (let s = 0; s <= seconds; s += step) {
    const label = step >= 1800 ? `${s / 3600} h` : step >= 60 ? `${s / 60} min` : `${s} s`;
    const anchor = s === 0 ? "start" : x(s) > WIDTH - 2 * RIGHT ? "end" : "middle";
    labels.push(text(x(s), BOTTOM - 4, label, anchor));
  }
  return labels;
}

function text(x: number, y: number, words: string, anchor: "start" | "middle" | "end"): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function dot(kind: string, x: number, y: number): string {
  return `<circle class="${kind}" cx="${px(x)}" cy="${px(y)}" r="1.6"/>`;
}

function path(points: readonly [number, number][]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
}

function thin<T>(list: readonly T[]): T[] {
  const stride = Math.ceil(list.length / MOST_POINTS);
  return list.filter((_, i) => i % stride === 0);
}

function least(list: readonly number[], none: number): number {
  return list.reduce((low, value) => Math.min(low, value), list[0] ?? none);
}

function most(list: readonly number[], none: number): number {
  return list.reduce((high, value) => Math.max(high, value), list[0] ?? none);
}

function px(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}
