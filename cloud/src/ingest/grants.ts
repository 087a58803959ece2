import { grantKey, idFromHex, petpulse, VERSION } from "@petpulse/proto";
import type { Hub, KnownDevice } from "../store.ts";
import { goodKeys } from "./judge.ts";

const { Scope } = petpulse.v1;
const DAY_S = 86_400;
/** How long a hub gets on without asking again, days. */
const GRANT_DAYS = 90;

/**
 * What `hub` may open sessions with: one grant per device it was given, none by default. Terms end at a midnight (UTC) 90 to 91
 * days ahead, so a hub that asks all day long keeps the same key.
 */
export function grantsOf(
  hub: Hub,
  knowledge: { device(device: string): KnownDevice | null },
  nowMs: number,
): petpulse.v1.Grants.$Properties {
  const notAfterS = (Math.floor(nowMs / 1000 / DAY_S) + GRANT_DAYS + 1) * DAY_S;
  const scope = Scope.SCOPE_CARRY | Scope.SCOPE_CONFIGURE;
  const hubId = idFromHex(hub.hub);
  const grants: petpulse.v1.Grant.$Properties[] = [];
  for (const id of hub.devices) {
    const device = knowledge.device(id);
    // New sessions are opened under the newest key only; an older one is good for frames on their way.
    const [newest] = device ? goodKeys(device.keys, nowMs) : [];
    if (!device || !newest) continue;
    const key = grantKey(newest.key, hubId, scope, notAfterS);
    grants.push({ device: idFromHex(id), hub: hubId, scope, notAfterS, key, name: device.name });
  }
  return { version: VERSION, grants };
}
