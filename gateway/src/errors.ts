/** What can go wrong at a hub. */
export type GatewayErrorCode =
  | "gateway.adapter"
  | "gateway.connect-timeout"
  | "gateway.not-a-collar"
  | "gateway.link-lost"
  | "gateway.no-grant"
  | "gateway.collar-unproven"
  | "gateway.refused"
  | "gateway.clock-refused"
  | "gateway.silent"
  | "gateway.gave-way"
  | "gateway.spool-full"
  | "gateway.spool-failed"
  | "gateway.spool-corrupt"
  | "gateway.spool-newer"
  | "gateway.cloud-unreachable"
  | "gateway.cloud-refused"
  | "gateway.cloud-garbled"
  | "gateway.folder-taken"
  | "gateway.status-port"
  | "gateway.settings";

/** Something a hub could not do: what, and what to do about it. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  readonly hint: string;

  constructor(code: GatewayErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GatewayError";
    this.code = code;
    this.hint = hint;
  }
}
