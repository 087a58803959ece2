import { randomBytes } from "node:crypto";
import { idToHex, NONCE_BYTES, type petpulse, sealHolds, sessionKey, VERSION } from "@petpulse/proto";
import type { Conversation } from "./conversation.ts";
import { GatewayError } from "./errors.ts";

/**
 * Says hello under a grant and checks that the collar holds its key; the conversation is sealed from then on. Resolves with the number
 * up to which the collar knows its frames held. Throws GatewayError gateway.collar-unproven, and as Conversation.ask does.
 */
export async function shakeHands(
  conversation: Conversation,
  grant: petpulse.v1.Grant.$Properties,
): Promise<number> {
  const device = idToHex(grant.device as Uint8Array);
  const nonce = randomBytes(NONCE_BYTES);
  const body = {
    version: VERSION,
    hub: grant.hub ?? null,
    scope: grant.scope ?? 0,
    notAfterS: grant.notAfterS ?? 0,
    nonce,
  };
  const answer = await conversation.ask(() => ({ kind: "hello", body }), "challenge");
  if (answer.kind !== "challenge") throw unproven(device);
  const challenge = answer.body;
  const key = sessionKey(grant.key as Uint8Array, nonce, challenge.nonce);
  if (
    challenge.device.length !== 8 ||
    idToHex(challenge.device) !== device ||
    !sealHolds(key, answer.sealed)
  ) {
    throw unproven(device);
  }
  conversation.sealUnder(key);
  return challenge.ackedSeq;
}

function unproven(device: string): GatewayError {
  return new GatewayError(
    "gateway.collar-unproven",
    `${device}: the collar does not hold the key of this grant`,
    "is it another collar, or was it given a new key? fetch grants again",
  );
}
