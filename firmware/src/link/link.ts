import type { Clock } from "../clock.ts";
import { ID_BYTES, MAX_FRAME } from "../frame/encoder.ts";
import { Writer } from "../frame/writer.ts";
import type { FrameLog } from "../log/frame-log.ts";
import type { Entropy } from "../ports.ts";
import type { Settings } from "../settings.ts";
import { Control } from "./control.ts";
import { Fragmenter, MAX_MESSAGE, Reassembler } from "./fragments.ts";
import { NONCE_BYTES, SEAL_BYTES, SessionKeys } from "./keys.ts";
import * as m from "./messages.ts";

/**
 * The collar's half of a session (proto/README.md): fragments in by `receive`, fragments out by `poll`; no radio, no clock of
 * its own. Nothing is taken from a hub that has not sealed it, nothing is sent of the animal before a sealed SendFrom.
 */
export class Link {
  log: FrameLog;
  entropy: Entropy;
  clock: Clock;
  settings: Settings;
  device: Uint8Array;
  /** Battery % and flag bits, for Status; kept by the collar. */
  battery: i32;
  flags: i32;
  /** A hub has set the time by so many seconds since the collar last looked; `timeWasSet` says that it did. */
  timeWasSet: bool;
  timeCorrection: i32;

  incoming: Reassembler;
  outgoing: Fragmenter;
  control: Control;
  keys: SessionKeys;
  nonce: Uint8Array;
  frame: Uint8Array;
  body: Writer;
  /** Session: Hello taken; scope granted; highest counter seen; sending from nextSend, window counted from windowBase. */
  open: bool;
  scope: i32;
  counter: i32;
  sending: bool;
  nextSend: i32;
  windowBase: i32;
  /** What waits to be said. */
  owesChallenge: bool;
  owesStatus: bool;
  statusCounter: i32;
  refusal: i32;
  refusedKind: i32;
  refusals: i32;

  constructor(
    log: FrameLog,
    entropy: Entropy,
    clock: Clock,
    settings: Settings,
    device: Uint8Array,
    key: Uint8Array,
  ) {
    this.log = log;
    this.entropy = entropy;
    this.clock = clock;
    this.settings = settings;
    const own = new Uint8Array(ID_BYTES);
    for (let i: i32 = 0; i < ID_BYTES; i++) own[i] = device[i];
    this.device = own;
    this.battery = 0;
    this.flags = 0;
    this.timeWasSet = false;
    this.timeCorrection = 0;
    const incoming = new Reassembler();
    this.incoming = incoming;
    this.outgoing = new Fragmenter();
    this.control = new Control(incoming.message);
    this.keys = new SessionKeys(key);
    this.nonce = new Uint8Array(NONCE_BYTES);
    this.frame = new Uint8Array(MAX_FRAME);
    this.body = new Writer(MAX_MESSAGE);
    this.open = false;
    this.scope = 0;
    this.counter = 0;
    this.sending = false;
    this.nextSend = 0;
    this.windowBase = 0;
    this.owesChallenge = false;
    this.owesStatus = false;
    this.statusCounter = 0;
    this.refusal = 0;
    this.refusedKind = 0;
    this.refusals = 0;
  }

  /** A central has connected: whatever the last one had is forgotten. */
  connected(): void {
    this.disconnected();
    this.refusals = 0;
  }

  /** The connection is gone; the acknowledgement mark goes to flash. */
  disconnected(): void {
    this.open = false;
    this.sending = false;
    this.owesChallenge = false;
    this.owesStatus = false;
    this.refusal = 0;
    this.incoming.reset();
    this.outgoing.reset();
    this.log.flush();
  }

  /** Takes one fragment that a central wrote. */
  receive(fragment: Uint8Array, length: i32): void {
    const state: i32 = this.incoming.push(fragment, length);
    if (state < 0) this.refuse(0, m.REFUSED_MALFORMED);
    if (state > 0) this.take(this.incoming.length);
  }

  /** Writes the next fragment of at most `size` bytes (2 or more) to `out`; its length, 0 when there is nothing to say. */
  poll(out: Uint8Array, size: i32): i32 {
    if (size < 2) return 0;
    if (!this.outgoing.busy() && !this.compose()) return 0;
    return this.outgoing.next(out, size);
  }

  take(length: i32): void {
    const message = this.incoming.message;
    const kind: i32 = message[0];
    if (kind === m.HELLO) {
      this.hello(length);
      return;
    }
    if (kind < m.TIME || kind > m.CONFIGURE) {
      this.refuse(kind, m.REFUSED_MALFORMED);
      return;
    }
    if (!this.open) {
      this.refuse(kind, m.REFUSED_NO_SESSION);
      return;
    }
    if (!this.keys.holds(message, length)) {
      this.refuse(kind, m.REFUSED_SEAL);
      return;
    }
    if (!this.control.parse(1, length - SEAL_BYTES)) {
      this.refuse(kind, m.REFUSED_MALFORMED);
      return;
    }
    const counter: i32 = this.control.value[1];
    if (counter <= this.counter) {
      this.refuse(kind, m.REFUSED_REPLAYED);
      return;
    }
    this.counter = counter;
    const needs: i32 = kind === m.CONFIGURE ? m.SCOPE_CONFIGURE : m.SCOPE_CARRY;
    if ((this.scope & needs) === 0) {
      this.refuse(kind, m.REFUSED_SCOPE);
      return;
    }
    if (kind === m.TIME) this.time();
    else if (kind === m.SEND_FROM) this.sendFrom();
    else if (kind === m.ACKNOWLEDGE) this.acknowledge();
    else this.configure();
  }

  hello(length: i32): void {
    const control = this.control;
    if (!control.parse(1, length)) {
      this.refuse(m.HELLO, m.REFUSED_MALFORMED);
      return;
    }
    if (control.value[1] !== m.LINK_VERSION) {
      this.refuse(m.HELLO, m.REFUSED_VERSION);
      return;
    }
    if (control.length[2] !== ID_BYTES || control.length[5] !== NONCE_BYTES) {
      this.refuse(m.HELLO, m.REFUSED_MALFORMED);
      return;
    }
    const scope: i32 = control.value[3];
    const notAfterS: i32 = control.value[4];
    if (scope < 1 || scope > 3) {
      this.refuse(m.HELLO, m.REFUSED_SCOPE);
      return;
    }
    const clock = this.clock;
    if (clock.hasUtc && ((notAfterS - clock.utcAt(clock.uptimeS)) | 0) <= 0) {
      this.refuse(m.HELLO, m.REFUSED_EXPIRED);
      return;
    }
    this.entropy.fill(this.nonce, NONCE_BYTES);
    this.keys.open(this.incoming.message, control.at[2], scope, notAfterS, control.at[5], this.nonce);
    this.open = true;
    this.scope = scope;
    this.counter = 0;
    this.sending = false;
    this.owesStatus = false;
    this.owesChallenge = true;
  }

  time(): void {
    const utcS: i32 = this.control.value[2];
    const ms: i32 = this.control.value[3];
    if (ms < 0 || ms > 999 || !this.clock.believes(utcS)) {
      this.refuse(m.TIME, m.REFUSED_OUT_OF_RANGE);
      return;
    }
    const first: bool = !this.clock.hasUtc;
    const correction: i32 = this.clock.set(ms >= 500 ? (utcS + 1) | 0 : utcS);
    if (first || correction !== 0) {
      this.timeWasSet = true;
      this.timeCorrection = correction;
    }
    this.oweStatus();
  }

  sendFrom(): void {
    const log = this.log;
    const seq: i32 = this.control.value[2];
    if (seq < 0 || seq > log.nextSeq) {
      this.refuse(m.SEND_FROM, m.REFUSED_OUT_OF_RANGE);
      return;
    }
    this.nextSend = seq === 0 ? log.ackedSeq + 1 : seq;
    this.windowBase = this.nextSend - 1;
    this.sending = true;
  }

  acknowledge(): void {
    const seq: i32 = this.control.value[2];
    if (seq < 0 || seq >= this.log.nextSeq) {
      this.refuse(m.ACKNOWLEDGE, m.REFUSED_OUT_OF_RANGE);
      return;
    }
    this.log.acknowledge(seq);
    if (seq > this.windowBase) this.windowBase = seq;
  }

  configure(): void {
    const control = this.control;
    const minutes: i32 = control.value[2];
    const live: i32 = control.value[3];
    if (control.present[2] !== 0 && (minutes < 1 || minutes > m.MAX_MINUTES_PER_FRAME)) {
      this.refuse(m.CONFIGURE, m.REFUSED_OUT_OF_RANGE);
      return;
    }
    if (live < 0 || live > m.MAX_LIVE_S) {
      this.refuse(m.CONFIGURE, m.REFUSED_OUT_OF_RANGE);
      return;
    }
    if (control.present[2] !== 0) this.settings.minutesPerFrame = minutes;
    if (control.present[3] !== 0) this.settings.liveS = live;
    this.oweStatus();
  }

  oweStatus(): void {
    this.owesStatus = true;
    this.statusCounter = this.counter;
  }

  /** Only the latest refusal waits; a connection hears MAX_REFUSALS of them. */
  refuse(kind: i32, reason: i32): void {
    if (this.refusals >= m.MAX_REFUSALS) return;
    this.refusals = this.refusals + 1;
    this.refusal = reason;
    this.refusedKind = kind;
  }

  /** Puts the next message into `outgoing`; false when there is none. */
  compose(): bool {
    if (this.refusal !== 0) {
      this.begin(m.REFUSAL);
      this.body.uint(1, this.refusal);
      this.body.uint(2, this.refusedKind);
      this.refusal = 0;
      this.send(false);
      return true;
    }
    if (this.owesChallenge) {
      this.owesChallenge = false;
      this.challenge();
      return true;
    }
    if (this.owesStatus) {
      this.owesStatus = false;
      this.status();
      return true;
    }
    return this.sending && this.nextFrame();
  }

  challenge(): void {
    const body = this.body;
    const clock = this.clock;
    this.begin(m.CHALLENGE);
    body.uint(1, m.LINK_VERSION);
    body.open(2, ID_BYTES);
    body.raw(this.device, 0, ID_BYTES);
    body.open(3, NONCE_BYTES);
    body.raw(this.nonce, 0, NONCE_BYTES);
    body.uint(4, this.log.epoch);
    body.uint(5, clock.uptimeS);
    if (clock.hasUtc) body.presentUint(6, clock.utcAt(clock.uptimeS));
    body.uint(7, this.log.oldestSeq);
    body.uint(8, this.log.nextSeq);
    body.uint(9, this.log.ackedSeq);
    this.send(true);
  }

  status(): void {
    const body = this.body;
    this.begin(m.STATUS);
    body.uint(1, this.statusCounter);
    body.uint(2, this.clock.uptimeS);
    body.uint(3, this.settings.minutesPerFrame);
    body.uint(4, this.settings.liveS);
    body.uint(5, this.battery);
    body.uint(6, this.flags);
    this.send(true);
  }

  nextFrame(): bool {
    const log = this.log;
    if (this.nextSend >= log.nextSeq || this.nextSend > this.windowBase + m.WINDOW) return false;
    const seq: i32 = log.seek(this.nextSend);
    if (seq >= log.nextSeq) return false;
    const length: i32 = log.read(seq, this.frame);
    this.nextSend = seq + 1;
    if (length === 0) return false;
    this.begin(m.FRAME);
    this.body.raw(this.frame, 0, length);
    this.send(false);
    return true;
  }

  begin(kind: i32): void {
    this.body.reset();
    this.body.byte(kind);
  }

  send(sealed: bool): void {
    const body = this.body;
    const message = this.outgoing.message;
    let length: i32 = body.length;
    for (let i: i32 = 0; i < length; i++) message[i] = body.bytes[i];
    if (sealed) {
      this.keys.sign(message, length);
      length += SEAL_BYTES;
    }
    this.outgoing.begin(length);
  }
}
