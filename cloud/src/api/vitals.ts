import type { FastifyInstance } from "fastify";
import { CloudError } from "../errors.ts";
import { principalOf } from "../principal.ts";
import type { Readings, Span, Store } from "../store.ts";
import type { Points } from "../vitals/points.ts";
import { DEVICE } from "./devices.ts";
import { SPAN, spanOf } from "./span.ts";

/** Points in one answer. */
export const MAX_POINTS = 10_000;
/** Gaps in one answer. */
const MAX_GAPS = 1000;
/** Longest span read minute by minute, ms; beyond it the hourly roll-ups serve. */
const MINUTES_SPAN_MS = 32 * 86_400_000;

interface Query {
  from?: number;
  to?: number;
  step: string;
}

const QUERY = {
  type: "object",
  properties: {
    ...SPAN,
    step: { type: "string", pattern: "^(live|1m|1h|[1-9][0-9]{0,7})$", default: "1m" },
  },
  additionalProperties: false,
} as const;

function stepSeconds(step: string): number {
  if (step === "1m") return 60;
  if (step === "1h") return 3600;
  const seconds = Number(step);
  if (seconds % 60 === 0) return seconds;
  throw new CloudError(
    "query.invalid",
    `step ${step} is not whole minutes`,
    "Use live, 1m, 1h or seconds as a multiple of 60.",
  );
}

/** The smallest step, s, that keeps the span within MAX_POINTS and can be answered. */
function smallestStep({ fromMs, toMs }: Span): number {
  const grain = toMs - fromMs > MINUTES_SPAN_MS ? 3600 : 60;
  return Math.max(1, Math.ceil((toMs - fromMs) / MAX_POINTS / grain / 1000)) * grain;
}

function read(pets: Readings, device: string, span: Span, stepS: number): Promise<Points> {
  const long = span.toMs - span.fromMs > MINUTES_SPAN_MS;
  const smallest = smallestStep(span);
  if (stepS < smallest || (long && stepS % 3600 !== 0)) {
    throw new CloudError(
      "query.too-many-points",
      `step ${stepS} s is too fine for a span of ${Math.ceil((span.toMs - span.fromMs) / 60_000)} minutes`,
      `The smallest step that fits is ${smallest}${long ? "; above 32 days only multiples of 3600 are served" : ""}.`,
    );
  }
  return stepS % 3600 === 0 ? pets.hours(device, span, stepS) : pets.minutes(device, span, stepS);
}

/** `GET /v1/devices/:id/vitals`: columns over time, and what is missing from them. */
export function vitalsRoutes(app: FastifyInstance, store: Store, clock: () => number): void {
  app.get<{ Params: { id: string }; Querystring: Query }>(
    "/v1/devices/:id/vitals",
    { schema: { params: DEVICE, querystring: QUERY } },
    async (request) => {
      const { id } = request.params;
      const { step } = request.query;
      const span = spanOf(request.query, clock());
      const stepS = step === "live" ? null : stepSeconds(step);
      const pets = store.within(principalOf(request).tenant);
      const points =
        stepS === null ? await pets.estimates(id, span, MAX_POINTS) : await read(pets, id, span, stepS);
      const gaps = await pets.gaps(id, span, MAX_GAPS);
      return { device: id, from: span.fromMs, to: span.toMs, stepS: stepS ?? 1, points, gaps };
    },
  );
}
