import type { EnergyResult } from "./energy.ts";
import { FIGURES } from "./figures.ts";
import { type Charges, CONSUMERS, type Consumer } from "./model.ts";

/** Fewer colours than consumers: what is small stands together. */
const GROUPS: readonly { name: string; css: string; consumers: readonly Consumer[] }[] = [
  { name: "light: LEDs and front end", css: "light", consumers: ["LEDs", "PPG front end"] },
  { name: "accelerometer, fetching samples", css: "sense", consumers: ["accelerometer", "sensor drivers"] },
  { name: "kernel", css: "kernel", consumers: ["kernel"] },
  { name: "radio", css: "radio", consumers: ["advertising", "connection", "data"] },
  { name: "sleep, flash, supply", css: "rest", consumers: ["sleep", "flash", "supply and board"] },
  { name: "self-discharge", css: "self", consumers: ["self-discharge"] },
];

/** The budget, days. */
const BUDGET_DAYS = 30;
const WIDTH = 960;
/** Where bars begin and how wide the axis is. */
const LEFT = 300;
const SPAN = 560;
const BAR = 22;
const ROW = 34;

const STYLE = `
    .ink { fill: #1f2a29 } .soft { fill: #55635f }
    .light { fill: #0f766e } .sense { fill: #7c9c3d } .kernel { fill: #c2410c } .radio { fill: #2563a8 } .rest { fill: #9a8f80 } .self { fill: #cfc5b6 }
    .days { fill: #0f766e } .over { fill: #c2410c } .line { stroke: #c2410c; stroke-width: 1.5; stroke-dasharray: 5 4 } .mark { fill: #c2410c } .on { fill: #ffffff }
    @media (prefers-color-scheme: dark) {
      .ink { fill: #eef2f0 } .soft { fill: #a9b6b1 }
      .light, .days { fill: #2bb3a3 } .sense { fill: #a9c75f } .kernel, .over { fill: #f0804a } .radio { fill: #6aa5e8 } .rest { fill: #8d857a } .self { fill: #5d5850 }
      .line { stroke: #f0804a } .mark { fill: #f0804a } .on { fill: #10201d }
    }`;

const at = (value: number) => (Math.round(value * 10) / 10).toString();

function text(x: number, y: number, css: string, words: string, more = ""): string {
  return `  <text x="${at(x)}" y="${at(y)}" class="${css}"${more}>${words}</text>`;
}

function rect(x: number, y: number, width: number, css: string): string {
  return `  <rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${BAR}" class="${css}"/>`;
}

const END = ' text-anchor="end"';
const MIDDLE = ' text-anchor="middle"';
const HEAD = ' font-size="16" font-weight="650"';

function budgetLine(x: number, from: number, to: number, words: string): string[] {
  return [
    `  <line x1="${at(x)}" x2="${at(x)}" y1="${from}" y2="${to}" class="line"/>`,
    text(x, from - 6, "mark", words, MIDDLE),
  ];
}

function stacked(charges: Charges, y: number, scale: number): { marks: string[]; end: number } {
  let x = LEFT;
  const marks = GROUPS.map(({ css, consumers }) => {
    const width = consumers.reduce((all, consumer) => all + charges[consumer], 0) * scale;
    x += width;
    return rect(x - width, y, width, css);
  });
  return { marks, end: x };
}

function legend(y: number): string[] {
  let x = 24;
  return GROUPS.flatMap(({ name, css }) => {
    const mark = `  <rect x="${at(x)}" y="${y - 11}" width="12" height="12" class="${css}"/>`;
    const words = text(x + 18, y, "soft", name);
    x += 44 + name.length * 6.6;
    return [mark, words];
  });
}

/** The result as a picture for light and dark pages: what the days take, and what is left with one thing more. */
export function chart(result: EnergyResult): string {
  const { spent, features, days } = result;
  const budgetMah = (FIGURES.cellMah.value * FIGURES.usableShare.value) / BUDGET_DAYS;
  const scale = SPAN / Math.max(1.15 * budgetMah, ...spent.map(({ mahPerDay }) => 1.15 * mahPerDay));
  const lines: string[] = [text(24, 34, "ink", "What a day takes out of a 250 mAh cell, mAh", HEAD)];
  let y = 74;
  lines.push(...budgetLine(LEFT + budgetMah * scale, 66, y + spent.length * ROW, `${BUDGET_DAYS} days`));
  for (const { name, charges, mahPerDay, days: left } of spent) {
    const { marks, end } = stacked(charges, y, scale);
    lines.push(text(LEFT - 12, y + 16, "ink", name, END), ...marks);
    lines.push(text(end + 8, y + 16, "ink", `${mahPerDay.toFixed(1)} · ${Math.floor(left)} days`));
    y += ROW;
  }
  lines.push(...legend(y + 16));
  y += 62;
  const perDay = SPAN / (1.2 * Math.max(days, BUDGET_DAYS));
  lines.push(text(24, y, "ink", "Days that are left with one thing more", HEAD));
  y += 40;
  const rows = [{ name: "the typical day", days }, ...features];
  lines.push(...budgetLine(LEFT + BUDGET_DAYS * perDay, y - 8, y + rows.length * ROW, `${BUDGET_DAYS} days`));
  for (const row of rows) {
    lines.push(text(LEFT - 12, y + 16, "ink", row.name, END));
    lines.push(rect(LEFT, y, row.days * perDay, row.days < BUDGET_DAYS ? "over" : "days"));
    lines.push(text(LEFT + row.days * perDay - 8, y + 16, "on", Math.floor(row.days).toString(), END));
    y += ROW;
  }
  const height = y + 14;
  const consumers = CONSUMERS.map((name) => `${name} ${spent[0]!.charges[name].toFixed(2)}`).join(", ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="13" role="img" aria-labelledby="t d">`,
    '  <title id="t">Battery: days by the model</title>',
    `  <desc id="d">A typical day takes, in mAh: ${consumers}; ${days.toFixed(1)} days.</desc>`,
    `  <style>${STYLE}\n  </style>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}
