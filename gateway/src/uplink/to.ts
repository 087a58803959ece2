import { readFileSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Uplink } from "../uplink.ts";
import { HttpUplink } from "./http.ts";
import { MqttUplink } from "./mqtt.ts";

/** The uplink that an address asks for, with the token of a file or of PETPULSE_HUB_TOKEN. Throws GatewayError gateway.settings. */
export function uplinkTo(cloud: string, tokenFile: string | undefined, clock: Clock): Uplink {
  const token = readToken(tokenFile);
  const mqtt = new URL(cloud).protocol.startsWith("mqtt");
  return mqtt ? new MqttUplink(cloud, token, clock) : new HttpUplink(cloud, token, clock);
}

function readToken(file: string | undefined): string {
  const make = "petpulse cloud hub add makes one";
  let token = process.env.PETPULSE_HUB_TOKEN ?? "";
  if (file !== undefined) {
    try {
      token = readFileSync(file, "utf8");
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new GatewayError("gateway.settings", `${file} cannot be read: ${code}`, make, { cause });
    }
  }
  if (token.trim()) return token.trim();
  const what =
    file === undefined ? "no token: neither --token-file nor PETPULSE_HUB_TOKEN" : `${file} is empty`;
  throw new GatewayError("gateway.settings", what, make);
}
