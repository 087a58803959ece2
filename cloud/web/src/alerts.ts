import { type Me, send } from "./api.ts";
import { h } from "./dom.ts";
import { ago } from "./words.ts";

/** How often alerts are read anew, ms. */
const REFRESH_MS = 10_000;
/** How long a snoozed alert is silent, minutes. */
const SNOOZE_MIN = 60;

interface Alert {
  id: string;
  device: string;
  pet: string;
  severity: string;
  title: string;
  detail: string;
  state: "open" | "acknowledged" | "snoozed";
  from: number;
  snoozedUntil: number | null;
}

const STATES = {
  open: () => "",
  acknowledged: () => "somebody is on it",
  snoozed: ({ snoozedUntil }: Alert) =>
    snoozedUntil === null ? "snoozed" : `silent until ${new Date(snoozedUntil).toLocaleTimeString()}`,
};

/** What goes on right now, of one pet or of all, with what may be done about it; hidden while there is nothing. */
export class AlertsPanel {
  readonly root: HTMLElement = h("section", { class: "panel alerts", "aria-label": "Alerts", hidden: "" });
  readonly #device: string | null;
  readonly #mayAnswer: boolean;
  readonly #list = h("ul", { class: "rows", "aria-live": "polite" });
  /** What is shown, so that nothing is said twice. */
  #shown = "[]";
  #timer = 0;

  constructor(who: Me, device: string | null) {
    this.#device = device;
    this.#mayAnswer = who.device === null && who.role !== null && who.role !== "vet";
    this.root.append(h("h2", {}, "Needs a look"), this.#list);
  }

  /** Reads now and from then on. */
  start(): void {
    const again = () => void this.#refresh().catch(() => {});
    again();
    this.#timer = window.setInterval(again, REFRESH_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #refresh(): Promise<void> {
    const only = this.#device === null ? "" : `?device=${encodeURIComponent(this.#device)}`;
    const { alerts } = await send<{ alerts: Alert[] }>("GET", `/v1/alerts${only}`);
    const shown = JSON.stringify(alerts);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.root.hidden = alerts.length === 0;
    this.#list.replaceChildren(...alerts.map((alert) => this.#row(alert)));
  }

  #row(alert: Alert): HTMLElement {
    const about = this.#device === null ? `${alert.pet}: ${alert.title}` : alert.title;
    const began = ago(alert.from, Date.now()).replace(/^at /, "since ");
    const more = alert.detail === "" ? began : `${alert.detail} · ${began}`;
    const row = h(
      "li",
      { class: alert.severity, "data-state": alert.state },
      h("span", {}, h("strong", {}, about), h("br"), h("span", { class: "soft" }, more)),
      h("span", { class: "soft" }, STATES[alert.state](alert)),
    );
    if (!this.#mayAnswer) return row;
    if (alert.state === "open") row.append(this.#answer("I am on it", alert, "acknowledge"));
    if (alert.state !== "snoozed") {
      row.append(this.#answer("Silent for an hour", alert, "snooze", { minutes: SNOOZE_MIN }));
    }
    row.append(this.#answer("It is over", alert, "resolve"));
    return row;
  }

  #answer(label: string, { id }: Alert, act: string, body?: object): HTMLElement {
    const button = h("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      button.disabled = true;
      void send("POST", `/v1/alerts/${id}/${act}`, body)
        .catch(() => {
          // Somebody else was faster, or it ended: what is read next says so.
          this.#shown = "";
        })
        .then(() => this.#refresh())
        .catch(() => {});
    });
    return button;
  }
}
