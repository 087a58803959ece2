import { type Access, isLocal } from "./access.ts";
import { CloudError } from "./errors.ts";
import type { Master } from "./master.ts";

/** Throws CloudError cloud.production, naming the first thing that is fine for a trial and not where others depend on it. */
export function checkProduction(setup: {
  access: Access;
  host: string;
  /** It speaks TLS itself. */
  tls: boolean;
  master: Master;
}): void {
  if (setup.access.mode === "loopback") {
    throw refused("everybody on this machine is let in without a login", "Use access mode token.");
  }
  if (setup.master.beside) {
    throw refused(
      "the master key lies beside the database it protects",
      "Keep it elsewhere and name it: PETPULSE_MASTER_KEY_FILE, or PETPULSE_MASTER_KEY from a secret store.",
    );
  }
  if (!setup.tls && !isLocal(setup.host)) {
    throw refused(
      `tokens and passwords would cross the network in clear on ${setup.host}`,
      "Give --tls-cert and --tls-key, or bind to 127.0.0.1 behind a proxy that speaks TLS.",
    );
  }
}

function refused(what: string, hint: string): CloudError {
  return new CloudError("cloud.production", `refused in production: ${what}`, hint);
}
