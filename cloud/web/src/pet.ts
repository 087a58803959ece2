import { AlertsPanel } from "./alerts.ts";
import {
  type Gap,
  type Me,
  type PetEvent,
  device as readDevice,
  events as readEvents,
  vitals,
} from "./api.ts";
import { HeartChart } from "./chart.ts";
import { heartColumns, type Point, pointOf, pointsOf, summary } from "./columns.ts";
import { DAY_STEP_S, dayFigures, type Figure } from "./day.ts";
import { beat, h, heartIcon, say } from "./dom.ts";
import type { Page } from "./fleet.ts";
import { heartOf, withEstimate } from "./heart.ts";
import { ownerPanel } from "./share.ts";
import { activityWords, ago, eventWords, freshness, gapWords, heartWords, silence } from "./words.ts";

const RANGES = [
  { name: "10 min", key: "live", ms: 600_000, step: "live", stepS: 2 },
  { name: "Hour", key: "hour", ms: 3_600_000, step: "1m", stepS: 60 },
  { name: "Day", key: "day", ms: 86_400_000, step: "300", stepS: 300 },
  { name: "Week", key: "week", ms: 7 * 86_400_000, step: "3600", stepS: 3600 },
] as const;
/** How often history, gaps and events are read anew, ms. */
const REFRESH_MS = 20_000;
/** How often a screen reader hears the value, ms. */
const SPEAK_MS = 10_000;
const DAY_MS = 86_400_000;

/** One pet: its heart now, its heart over time, its day, what happened; `lost` is told why it could not be read later on. Throws ApiError. */
export async function petPage(
  root: HTMLElement,
  id: string,
  who: Me,
  lost: (error: unknown) => void,
): Promise<Page> {
  let device = await readDevice(id);
  document.title = `${device.name} · PetPulse`;
  let range: (typeof RANGES)[number] = RANGES[0];
  let points: Point[] = [];
  let gaps: Gap[] = [];
  let events: PetEvent[] = [];
  let spokenAt = 0;

  const alerts = new AlertsPanel(who, id);
  const icon = heartIcon();
  const rate = h("span", { class: "rate", id: "rate" }, "–");
  const why = h("p", { class: "why", id: "why" });
  const meter = h("meter", { min: "0", max: "1", value: "0", "aria-label": "Confidence" });
  const facts = h("p", { class: "facts" });
  const fresh = h("p", { class: "fresh" });
  const spoken = h("p", { class: "hidden", "aria-live": "polite" });
  const tabs = h("div", { class: "ranges", role: "tablist", "aria-label": "Span of the chart" });
  const box = h("div", { class: "chart", role: "img" });
  const told = h("p", { class: "told" });
  const missing = h("ul", { class: "lost" });
  const day = h("dl", { class: "day" });
  const log = h("ul", { class: "events" });
  root.replaceChildren(
    h("p", {}, h("a", { href: "#/" }, "← All pets")),
    h("h1", {}, device.name),
    alerts.root,
    h(
      "section",
      { class: "hero", "aria-label": "Heart rate now" },
      h("p", { class: "now" }, icon, rate, h("span", { class: "unit" }, "bpm")),
      h("div", { class: "side" }, why, meter, facts, fresh),
      spoken,
    ),
    h(
      "section",
      { class: "panel", "aria-label": "Heart rate over time" },
      h("div", { class: "heading" }, h("h2", {}, "Heart rate"), tabs),
      box,
      told,
      missing,
    ),
    h("section", { class: "panel", "aria-label": "Day" }, h("h2", {}, "The last 24 hours"), day),
    h("section", { class: "panel", "aria-label": "Events" }, h("h2", {}, "What happened today"), log),
  );
  if (who.role === "owner") root.append(await ownerPanel(id));
  const chart = new HeartChart(box);

  const draw = () => {
    const to = Math.max(Date.now(), device.lastAt ?? 0);
    chart.show(heartColumns(points), (to - range.ms) / 1000, to / 1000, gaps, events);
    const sentence = summary(points);
    say(told, sentence);
    box.setAttribute("aria-label", sentence);
    missing.replaceChildren(...gaps.map((gap) => h("li", {}, gapWords(gap))));
  };
  const now = () => {
    const { latest: estimate } = device;
    const live = device.status === "live" && estimate !== null;
    const heart = heartOf(device, Date.now());
    say(rate, heart ? `${Math.round(heart.heartRate)}` : "–");
    beat(icon, heart?.now ? heart.heartRate : null);
    root.classList.toggle("quiet", !heart?.now);
    const silent = live ? `Silent: ${silence(estimate.flags)}` : "Not connected";
    say(why, heart ? `${heartWords(heart, Date.now())} · ${Math.round(heart.confidence * 100)} %` : silent);
    meter.value = heart?.confidence ?? 0;
    say(facts, live ? `${activityWords(estimate)}, ${estimate.intensity} mg` : "");
    const battery = device.battery === null ? "" : ` · battery ${device.battery} %`;
    say(
      fresh,
      `${freshness(device, Date.now())}${battery} · ${device.framesStored} frames stored, ${device.framesLost} lost`,
    );
    if (Date.now() - spokenAt > SPEAK_MS) {
      spokenAt = Date.now();
      const old = heart?.now ? "" : `, ${why.textContent}`;
      say(spoken, heart ? `Heart rate ${Math.round(heart.heartRate)}${old}` : (why.textContent ?? ""));
    }
  };
  const refresh = async () => {
    device = await readDevice(id);
    const to = Math.max(Date.now(), device.lastAt ?? 0) + 1000;
    const [read, happened, lived] = await Promise.all([
      vitals(id, to - range.ms, to, range.step),
      readEvents(id, to - DAY_MS, to),
      vitals(id, to - DAY_MS, to, `${DAY_STEP_S}`),
    ]);
    points = pointsOf(read.points, range.stepS);
    if (range.key === "live") points = await withMinutes(id, points, to - range.ms, to);
    gaps = read.gaps;
    events = happened;
    const figures = dayFigures(lived.points);
    if (figures.length === 0) day.replaceChildren(h("dd", { class: "empty" }, "No data yet."));
    else day.replaceChildren(...figures.map(figureBox));
    log.replaceChildren(
      ...(events.length > 0
        ? events.map((event) => h("li", {}, h("time", {}, ago(event.at, Date.now())), eventWords(event)))
        : [h("li", { class: "empty" }, "Nothing to report.")]),
    );
    now();
    draw();
  };
  const choose = async (next: (typeof RANGES)[number]) => {
    range = next;
    for (const tab of tabs.children) {
      const chosen = tab.getAttribute("data-key") === next.key;
      tab.setAttribute("aria-selected", `${chosen}`);
      tab.setAttribute("tabindex", chosen ? "0" : "-1");
    }
    await refresh();
  };
  for (const one of RANGES) {
    const tab = h("button", { type: "button", role: "tab", "data-key": one.key }, one.name);
    tab.addEventListener("click", () => void choose(one));
    tabs.append(tab);
  }
  tabs.addEventListener("keydown", (event) => {
    const turn = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (turn === 0) return;
    const next = RANGES[(RANGES.indexOf(range) + turn + RANGES.length) % RANGES.length]!;
    void choose(next);
    tabs.querySelector<HTMLElement>(`[data-key=${next.key}]`)?.focus();
  });
  await choose(RANGES[0]);
  alerts.start();
  const timer = setInterval(() => void refresh().catch(lost), REFRESH_MS);
  return {
    onEstimate(from, estimate) {
      if (from !== id) return;
      device = withEstimate(device, estimate);
      now();
      if (range.key !== "live") return;
      points = [...points, pointOf(estimate, range.stepS)].filter(
        ({ s }) => s * 1000 >= estimate.at - range.ms,
      );
      draw();
    },
    leave() {
      clearInterval(timer);
      alerts.stop();
      root.classList.remove("quiet");
      chart.destroy();
    },
  };
}

function figureBox({ name, value, unit }: Figure): HTMLElement {
  const said = [h("strong", {}, value), ...(unit === "" ? [] : [` ${unit}`])];
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...said));
}

/** Before anybody looked there are only minutes: they lead up to the first live estimate. */
async function withMinutes(id: string, live: Point[], from: number, to: number): Promise<Point[]> {
  const first = live[0]?.s ?? to / 1000;
  const { points } = await vitals(id, from, first * 1000, "1m");
  return [...pointsOf(points, 60), ...live];
}
