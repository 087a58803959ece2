/** A collar heard advertising. */
export interface Found {
  /** How the adapter names it; good for `connect`. */
  id: string;
  name: string;
  /** dBm. */
  rssi: number;
}

/**
 * A radio adapter. The contract, which central.contract.ts holds every implementation to:
 *
 * - `start` resolves once it scans, or rejects with gateway.adapter; found collars are reported again and again.
 * - `connect` settles within its timeout whatever the collar does, and leaves the adapter ready for the next one. One
 *   connection is made at a time, in the order of asking. A link that was made is subscribed.
 * - Writes and fragments keep their order. `onClosed` is called once, whoever ended the link; then writes reject.
 * - A lost adapter closes every link, is reported once, and comes back by itself; `reset` does the same on purpose.
 * - `stop` closes every link and reports nothing any more.
 */
export interface Central {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes the adapter down and up again, as pulling it would: for one that looks alive and is not. */
  reset(): Promise<void>;
  onFound(listener: (found: Found) => void): void;
  onAdapter(listener: (up: boolean) => void): void;
  /** Throws GatewayError gateway.connect-timeout, gateway.not-a-collar, gateway.adapter, gateway.link-lost. */
  connect(id: string, options: { timeoutMs: number }): Promise<CollarLink>;
}

/** One connection to a collar, subscribed and ready. */
export interface CollarLink {
  /** Bytes one write or notification carries: ATT MTU less 3. */
  readonly fragmentBytes: number;
  /** The status characteristic: an `Advertised` message. */
  identity(): Promise<Uint8Array>;
  /** Writes one fragment; resolves when the collar has it. Writes go in order. Throws GatewayError gateway.link-lost. */
  write(fragment: Uint8Array): Promise<void>;
  onFragment(listener: (fragment: Uint8Array) => void): void;
  /** Called once. */
  onClosed(listener: (reason: string) => void): void;
  close(): Promise<void>;
}
