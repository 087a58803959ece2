import { systemClock } from "../clock.ts";
import { uplinkTo } from "../uplink/to.ts";
import type { Uplink } from "../uplink.ts";
import { checkAdapter, checkClock, checkCloud, checkDisk, checkPermissions, type Finding } from "./checks.ts";
import { type Surroundings, thisMachine } from "./surroundings.ts";

/** The cloud's clock is waited for so long, ms. */
const DATE_MS = 5000;

export interface DoctorOptions {
  cloud?: string;
  tokenFile?: string;
  data: string;
  json: boolean;
}

/** Everything the doctor finds, in the order of the way a frame takes. */
export async function examine(
  around: Surroundings,
  dir: string,
  cloud: { uplink: Uplink; cloudMs: number | null } | null,
): Promise<Finding[]> {
  const unasked: Finding = {
    check: "cloud",
    state: "warn",
    says: "not asked: no --cloud was given",
    fix: "petpulse gateway doctor --cloud URL --token-file FILE",
  };
  return [
    checkAdapter(around),
    checkPermissions(around),
    checkClock(around, cloud?.cloudMs ?? null),
    checkDisk(around, dir),
    cloud ? await checkCloud(cloud.uplink) : unasked,
  ];
}

/** `petpulse gateway doctor`: prints what it finds; the exit code is 1 when something is bad. */
export async function doctor(options: DoctorOptions): Promise<number> {
  let findings: Finding[];
  try {
    const uplink =
      options.cloud === undefined ? null : uplinkTo(options.cloud, options.tokenFile, systemClock);
    const cloud = uplink && { uplink, cloudMs: await cloudTime(options.cloud!) };
    findings = await examine(thisMachine, options.data, cloud);
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    findings = [{ check: "cloud", state: "bad", says: message, fix: hint ?? null }];
  }
  const ok = findings.every(({ state }) => state !== "bad");
  process.stdout.write(options.json ? `${JSON.stringify({ ok, checks: findings })}\n` : asText(findings));
  return ok ? 0 : 1;
}

/** The Date of an answer, whatever else it says (RFC 9110, 6.6.1); null over MQTT, and where there is no answer. */
async function cloudTime(cloud: string): Promise<number | null> {
  if (!/^https?:/.test(cloud)) return null;
  try {
    const answer = await fetch(cloud, { method: "HEAD", signal: AbortSignal.timeout(DATE_MS) });
    return Date.parse(answer.headers.get("date") ?? "") || null;
  } catch {
    return null;
  }
}

function asText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, says, fix }) => [
    `${{ good: "ok  ", warn: "warn", bad: "BAD " }[state]}  ${check.padEnd(12)}${says}`,
    ...(fix === null ? [] : [`      ${" ".repeat(12)}→ ${fix}`]),
  ]);
  return `${lines.join("\n")}\n`;
}
