import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import type { Gap, PetEvent } from "./api.ts";
import { type Columns, gapSpans, lonely } from "./columns.ts";

/** Chart height, px. */
const HEIGHT = 280;

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A measurement without neighbours has no line: a dot stands for it. */
const lonelyIn = (color: string): uPlot.Series.Points => ({
  show: true,
  size: 6,
  stroke: () => token(color),
  fill: () => token(color),
  filter: (plot, series) => lonely(Array.from(plot.data[series] ?? [])),
});

/** A value of the legend; nothing while nobody points at one (uPlot then says no index). */
const words = (bpm: number | null, at: number | null, silent: string) =>
  at === null ? "" : (bpm?.toFixed(0) ?? silent);

/** Heart rate over time: a faint line for every estimate, a strong one for those worth trust, hatching where data are lost. */
export class HeartChart {
  readonly #plot: uPlot;
  readonly #box: HTMLElement;
  readonly #resize: ResizeObserver;
  #gaps: Gap[] = [];
  #events: PetEvent[] = [];

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#plot = new uPlot(
      {
        width: box.clientWidth || 600,
        height: HEIGHT,
        cursor: { drag: { x: false, y: false } },
        legend: { show: true, live: true },
        scales: {
          y: {
            range: (_u, low, high) => [
              Math.max(0, Math.floor((low ?? 60) / 10) * 10 - 10),
              Math.ceil((high ?? 100) / 10) * 10 + 10,
            ],
          },
        },
        axes: [
          {
            stroke: () => token("--ink-soft"),
            grid: { stroke: () => token("--line"), width: 1 },
            ticks: { show: false },
          },
          {
            stroke: () => token("--ink-soft"),
            grid: { stroke: () => token("--line"), width: 1 },
            ticks: { show: false },
            size: 44,
          },
        ],
        series: [
          { value: (_u, s) => (s === null ? "" : new Date(s * 1000).toLocaleTimeString()) },
          {
            label: "bpm, any confidence",
            stroke: () => token("--heart-faint"),
            width: 1.5,
            spanGaps: false,
            points: lonelyIn("--heart-faint"),
            value: (_u, v, _series, at) => words(v, at, "silent"),
          },
          {
            label: "bpm, trusted",
            stroke: () => token("--heart"),
            width: 2.5,
            spanGaps: false,
            points: lonelyIn("--heart"),
            value: (_u, v, _series, at) => words(v, at, "–"),
          },
        ],
        hooks: { drawClear: [(plot) => this.#drawGaps(plot)], draw: [(plot) => this.#drawEvents(plot)] },
      },
      [[], [], []],
      box,
    );
    this.#resize = new ResizeObserver(() => this.#plot.setSize({ width: box.clientWidth, height: HEIGHT }));
    this.#resize.observe(box);
  }

  /** Shows columns between two times, s. */
  show(columns: Columns, fromS: number, toS: number, gaps: Gap[], events: PetEvent[]): void {
    this.#gaps = gaps;
    this.#events = events;
    this.#plot.batch(() => {
      this.#plot.setData(columns as uPlot.AlignedData, false);
      this.#plot.setScale("x", { min: fromS, max: toS });
    });
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#plot.destroy();
    this.#box.replaceChildren();
  }

  #drawGaps(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const { min = 0, max = 0 } = plot.scales.x ?? {};
    ctx.save();
    ctx.strokeStyle = token("--gap");
    ctx.lineWidth = 1.5;
    for (const { from, to } of gapSpans(this.#gaps, (min ?? 0) * 1000, (max ?? 0) * 1000)) {
      const left = plot.valToPos(from, "x", true);
      const right = plot.valToPos(to, "x", true);
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, bbox.top, Math.max(3, right - left), bbox.height);
      ctx.clip();
      ctx.beginPath();
      for (let x = left - bbox.height; x < right; x += 9) {
        ctx.moveTo(x, bbox.top + bbox.height);
        ctx.lineTo(x + bbox.height, bbox.top);
      }
      ctx.stroke();
      ctx.restore();
    }
    ctx.restore();
  }

  #drawEvents(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = token("--accent");
    for (const event of this.#events) {
      const x = plot.valToPos(event.at / 1000, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.arc(x, bbox.top + bbox.height - 5 * devicePixelRatio, 3.5 * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }
}
