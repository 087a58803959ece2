/** A collar heard advertising. */
export interface Found {
  /** How the adapter names it; good for `connect`. */
  id: string;
  name: string;
  /** dBm. */
  rssi: number;
}

/**
 * A radio adapter. Contract: `start` resolves once it scans; found collars are reported again and again; a lost adapter closes
 * every link, is reported, and comes back by itself; `connect` settles within its timeout, never blocks another collar's longer
 * than that, and at most one connection is being made at a time.
 */
export interface Central {
  start(): Promise<void>;
  stop(): Promise<void>;
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
  /** Writes one fragment; resolves when the collar has it. Writes go in order. */
  write(fragment: Uint8Array): Promise<void>;
  onFragment(listener: (fragment: Uint8Array) => void): void;
  /** Called once. */
  onClosed(listener: (reason: string) => void): void;
  close(): Promise<void>;
}
