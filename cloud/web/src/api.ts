/** What the cloud's read API answers; times in Unix ms, heart rate in bpm, confidence from 0 to 1. */
type Activity = "unknown" | "rest" | "active" | "vigorous" | "eating" | "grooming";

export interface Estimate {
  at: number;
  heartRate: number | null;
  confidence: number;
  activity: Activity;
  intensity: number;
  flags: string[];
}

/** A heart rate and when it was measured. */
export interface HeartRate {
  at: number;
  heartRate: number;
  confidence: number;
}

export interface Device {
  id: string;
  name: string;
  species: string;
  status: "live" | "recent" | "stale" | "never";
  lastAt: number | null;
  latest: Estimate | null;
  /** The newest rate that still stands for the animal. */
  heart: HeartRate | null;
  battery: number | null;
  framesStored: number;
  framesLost: number;
  unplaced: number;
}

export interface Gap {
  fromMs: number | null;
  toMs: number | null;
  fromSeq: number;
  toSeq: number;
  frames: number;
  reason: string;
  where: string;
}

export interface Vitals {
  from: number;
  to: number;
  stepS: number;
  points: {
    t: number[];
    heartRate: (number | null)[];
    confidence: (number | null)[];
    /** Breaths a minute. */
    breaths: (number | null)[];
    intensity: (number | null)[];
    steps: number[];
    /** From 0 to 1. */
    restShare: number[];
    scratches: number[];
    /** °C between collar and skin. */
    temperature: (number | null)[];
    flags: (number | null)[];
  };
  gaps: Gap[];
}

export interface PetEvent {
  at: number;
  kind: string;
  value: number;
  unit: string | null;
  /** What else it says; may be empty. */
  detail: string;
}

/** The cloud said no, or nothing at all. */
export class ApiError extends Error {
  readonly code: string;
  /** What to do about it; may be empty. */
  readonly hint: string;

  constructor(code: string, message: string, hint = "") {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Asks the cloud; null for an answer without a body. Throws ApiError. */
export async function send<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { accept: "application/json", ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : null }).catch(
    () => null,
  );
  if (!answer) throw new ApiError("offline", "The cloud cannot be reached.");
  const said = (await answer.json().catch(() => null)) as {
    error?: { code: string; message: string; hint: string };
  } | null;
  if (answer.ok) return said as T;
  const { code = `http-${answer.status}`, message = `HTTP ${answer.status}`, hint = "" } = said?.error ?? {};
  throw new ApiError(code, message, hint);
}

const get = <T>(path: string) => send<T>("GET", path);

/** Who asks, and what they may do. */
export interface Me {
  id: string;
  name: string;
  role: "owner" | "carer" | "vet" | "operator" | null;
  administrator: boolean;
  /** The one pet of a link. */
  device: string | null;
  tenant: { id: string; name: string } | null;
  tenants: { id: string; name: string; role: string }[];
  /** Everybody at this machine is let in. */
  local: boolean;
}

export const me = () => get<Me>("/v1/me");
export const devices = () => get<{ devices: Device[] }>("/v1/devices").then((answer) => answer.devices);
export const device = (id: string) => get<Device>(`/v1/devices/${encodeURIComponent(id)}`);

export function vitals(id: string, from: number, to: number, step: string): Promise<Vitals> {
  return get(
    `/v1/devices/${encodeURIComponent(id)}/vitals?from=${Math.floor(from)}&to=${Math.ceil(to)}&step=${step}`,
  );
}

export function events(id: string, from: number, to: number): Promise<PetEvent[]> {
  const path = `/v1/devices/${encodeURIComponent(id)}/events?from=${Math.floor(from)}&to=${Math.ceil(to)}&limit=50`;
  return get<{ events: PetEvent[] }>(path).then((answer) => answer.events);
}

/**
 * Listens to live estimates of every pet; the browser reconnects by itself, unless it was refused: `onRefused`. Returns how to stop.
 */
export function listen(
  onEstimate: (device: string, estimate: Estimate) => void,
  onState: (up: boolean) => void,
  onRefused: () => void,
): () => void {
  const source = new EventSource("/v1/live");
  source.onopen = () => onState(true);
  source.onerror = () => {
    onState(false);
    if (source.readyState === EventSource.CLOSED) onRefused();
  };
  source.addEventListener("estimate", (message) => {
    const { device: id, ...estimate } = JSON.parse((message as MessageEvent<string>).data) as Estimate & {
      device: string;
    };
    onState(true);
    onEstimate(id, estimate);
  });
  return () => source.close();
}
