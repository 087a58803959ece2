/** Every way the cloud refuses or fails, with the HTTP status it answers with. */
const STATUS = {
  "access.denied": 403,
  "access.host": 403,
  "access.not-loopback": 500,
  "access.origin": 403,
  "access.required": 401,
  "access.too-often": 429,
  "access.undeclared": 500,
  "alert.over": 409,
  "alert.unknown": 404,
  "audit.broken": 500,
  "backup.damaged": 500,
  "backup.target": 409,
  "body.invalid": 400,
  "body.too-large": 413,
  "body.type": 415,
  "channel.invalid": 400,
  "channel.too-many": 409,
  "channel.unknown": 404,
  "claim.unknown": 404,
  "cloud.data-dir": 500,
  "cloud.internal": 500,
  "cloud.port-busy": 500,
  "cloud.port-forbidden": 500,
  "cloud.production": 500,
  "cloud.tls": 500,
  "device.claimed": 409,
  "device.exists": 409,
  "device.rotating": 409,
  "device.unknown": 404,
  "hub.too-many": 409,
  "hub.too-many-devices": 409,
  "hub.unknown": 404,
  "identity.invalid": 400,
  "identity.unreadable": 400,
  "invitation.too-many": 409,
  "invitation.unknown": 404,
  "key.too-many": 409,
  "key.unknown": 404,
  "keys.damaged": 500,
  "keys.invalid": 500,
  "keys.sealed-otherwise": 500,
  "keys.unreadable": 500,
  "live.full": 503,
  "live.too-many": 429,
  "password.weak": 400,
  "person.exists": 409,
  "person.too-many": 409,
  "person.unknown": 404,
  "query.invalid": 400,
  "query.range": 400,
  "query.too-many-points": 400,
  "route.unknown": 404,
  "session.wrong": 401,
  "share.too-many": 409,
  "share.unknown": 404,
  "store.busy": 503,
  "store.closed": 503,
  "store.corrupt": 500,
  "store.full": 507,
  "store.io": 500,
  "store.migration": 500,
  "tenant.last-owner": 409,
  "tenant.unknown": 404,
  "token-file.exists": 409,
  "token-file.unwritable": 500,
} as const;

export type CloudErrorCode = keyof typeof STATUS;

/** What failed, where, and what the reader can do about it. Never holds a key or a token. */
export class CloudError extends Error {
  readonly code: CloudErrorCode;
  readonly hint: string;

  constructor(code: CloudErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CloudError";
    this.code = code;
    this.hint = hint;
  }

  /** HTTP status. */
  get status(): number {
    return STATUS[this.code];
  }

  /** The form that crosses threads and HTTP. */
  toJSON(): { code: CloudErrorCode; message: string; hint: string } {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}
