import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { CloudError } from "../errors.ts";
import type { Delivered, Delivery, Store } from "../store.ts";

/** Upper bounds, s: from a cached answer to the longest a request may take. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Upper bounds, s: from live to a collar that was out of reach for a month. */
const AGES = [1, 5, 15, 60, 300, 600, 1800, 3600, 6 * 3600, 86_400, 7 * 86_400, 30 * 86_400];

/** Figures that are read when somebody asks for them; all of the whole cloud, none of a pet. */
export interface Reading {
  /** Frames that no longer exist, by where and why. */
  lost: { where: string; reason: string; frames: number }[];
  /** Frames below a collar's newest that are neither stored nor named as lost. */
  awaited: number;
  /** Frames that nothing places in time. */
  unplaced: number;
  /** Newest frame, Unix ms of its receipt; null: none. */
  newestMs: number | null;
  /** Of each file in the data folder, bytes. */
  files: { file: string; bytes: number }[];
  /** Of the disk that holds them, bytes. */
  free: number;
  /** Frames committed that alerts have not looked at. */
  unseen: number;
  alerts: {
    live: { rule: string; state: string; n: number }[];
    pending: number;
    oldestPendingMs: number | null;
  };
}

/** What Prometheus may ask (exposition format 0.0.4). One registry for each cloud, so that two in one process do not meet. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #clock: () => number;
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #commits: Histogram;
  readonly #groups: Counter;
  #lastCommit = 0;
  readonly #frames: Counter<"outcome">;
  readonly #ages: Histogram;
  readonly #refused: Counter<"code">;
  readonly #told: Counter<"kind" | "outcome">;
  readonly #lost: Gauge<"where" | "reason">;
  readonly #files: Gauge<"file">;
  readonly #live: Gauge<"rule" | "state">;
  readonly #plain: Record<
    "awaited" | "unplaced" | "newest" | "free" | "unseen" | "pending" | "oldest" | "streams",
    Gauge
  >;
  readonly #waiting: Gauge;

  /** `clock`: Unix ms. */
  constructor(clock: () => number) {
    const registers = [this.#registry];
    const gauge = (name: string, help: string) => new Gauge({ name: `petpulse_${name}`, help, registers });
    this.#clock = clock;
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: "petpulse_http_request_seconds",
      help: "Time to answer, by route as it is registered",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    });
    this.#commits = new Histogram({
      name: "petpulse_store_deliver_seconds",
      help: "From a delivery handed to the store until it is on disk",
      buckets: SECONDS,
      registers,
    });
    this.#waiting = gauge("store_waiting_frames", "Frames handed to the store and not yet on disk");
    this.#groups = new Counter({
      name: "petpulse_store_commits_total",
      help: "Commits that held deliveries; several share one",
      registers,
    });
    this.#frames = new Counter({
      name: "petpulse_frames_total",
      help: "Frames by what became of them",
      labelNames: ["outcome"],
      registers,
    });
    this.#ages = new Histogram({
      name: "petpulse_frame_age_seconds",
      help: "From the start of a frame on the collar until it is on disk here",
      buckets: AGES,
      registers,
    });
    this.#refused = new Counter({
      name: "petpulse_deliveries_refused_total",
      help: "Deliveries the store did not take, by code",
      labelNames: ["code"],
      registers,
    });
    this.#told = new Counter({
      name: "petpulse_alert_attempts_total",
      help: "Attempts to tell somebody of an alert",
      labelNames: ["kind", "outcome"],
      registers,
    });
    this.#lost = new Gauge({
      name: "petpulse_frames_lost",
      help: "Frames that no longer exist, by the hop that lost them",
      labelNames: ["where", "reason"],
      registers,
    });
    this.#files = new Gauge({
      name: "petpulse_file_bytes",
      help: "Size of a file of the cloud",
      labelNames: ["file"],
      registers,
    });
    this.#live = new Gauge({
      name: "petpulse_alerts",
      help: "Alerts that go on",
      labelNames: ["rule", "state"],
      registers,
    });
    this.#plain = {
      awaited: gauge("frames_awaited", "Frames between collar and cloud: neither stored nor named as lost"),
      unplaced: gauge("frames_unplaced", "Frames that nothing places in time"),
      newest: gauge("newest_frame_age_seconds", "Since a frame last came; -1: none ever did"),
      free: gauge("disk_free_bytes", "Free on the disk of the data folder"),
      unseen: gauge("alerts_unseen_frames", "Frames on disk that alerts have not looked at"),
      pending: gauge("alert_deliveries_pending", "Alerts to be told and not yet told"),
      oldest: gauge("alert_delivery_oldest_seconds", "How long the oldest of these waits; 0: none does"),
      streams: gauge("live_streams", "Live streams open"),
    };
  }

  /** A request was answered; `route` as it is registered, so that the labels stay few. */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  /** Somebody was told, or not. */
  told(kind: string, outcome: string): void {
    this.#told.inc({ kind, outcome });
  }

  /** The same store, every delivery counted and timed, whichever way it comes in. `onDelivery` hears of each first. */
  watch(store: Store, onDelivery: (delivery: Delivery) => void = () => {}): Store {
    const deliver = (delivery: Delivery) => {
      onDelivery(delivery);
      return this.#deliver(store, delivery);
    };
    return new Proxy(store, {
      get(target, name) {
        if (name === "deliver") return deliver;
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  /** All figures as text; `streams`: live ones open now. */
  async text(reading: Reading, streams: number): Promise<{ type: string; body: string }> {
    const now = this.#clock();
    this.#lost.reset();
    for (const { where, reason, frames } of reading.lost) this.#lost.set({ where, reason }, frames);
    this.#files.reset();
    for (const { file, bytes } of reading.files) this.#files.set({ file }, bytes);
    this.#live.reset();
    for (const { rule, state, n } of reading.alerts.live) this.#live.set({ rule, state }, n);
    const { awaited, unplaced, newest, free, unseen, pending, oldest, streams: open } = this.#plain;
    awaited.set(reading.awaited);
    unplaced.set(reading.unplaced);
    newest.set(reading.newestMs === null ? -1 : (now - reading.newestMs) / 1000);
    free.set(reading.free);
    unseen.set(reading.unseen);
    open.set(streams);
    pending.set(reading.alerts.pending);
    oldest.set(reading.alerts.oldestPendingMs === null ? 0 : (now - reading.alerts.oldestPendingMs) / 1000);
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  /** Deliveries of one commit may be told in any order; the counter only grows. */
  #committed(commit: number): void {
    if (commit <= this.#lastCommit) return;
    this.#groups.inc(commit - this.#lastCommit);
    this.#lastCommit = commit;
  }

  async #deliver(store: Store, delivery: Delivery): Promise<Delivered> {
    const weight = delivery.frames.length;
    this.#waiting.inc(weight);
    const ended = this.#commits.startTimer();
    try {
      const delivered = await store.deliver(delivery);
      ended();
      // Counted first and told once each: a registry looks its labels up with every call.
      const outcomes = { stored: 0, duplicate: 0, conflict: 0, refused: delivery.refused.length };
      for (const frame of delivered.frames) {
        outcomes[frame.outcome]++;
        if (frame.outcome === "stored" && frame.startMs !== null) {
          this.#ages.observe(Math.max(0, delivery.receivedMs - frame.startMs) / 1000);
        }
      }
      for (const [outcome, n] of Object.entries(outcomes)) this.#frames.inc({ outcome }, n);
      this.#committed(delivered.commit);
      return delivered;
    } catch (error) {
      this.#refused.inc({ code: error instanceof CloudError ? error.code : "cloud.internal" });
      throw error;
    } finally {
      this.#waiting.dec(weight);
    }
  }
}
