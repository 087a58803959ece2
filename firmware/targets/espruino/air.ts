import { RADIO_EVERY } from "../thumb/values.ts";
import type { Board, Radio, Services } from "./api.ts";
import type { Collar } from "./native.ts";
import type { PageFiles } from "./page-files.ts";
import {
  type About,
  advertisement,
  batteryUpdate,
  fragmentUpdate,
  MOST_FRAGMENT,
  makeHeartUpdate,
  services,
} from "./services.ts";

/** What a notification carries before an exchange of MTU (23 less its header). */
const LEAST_FRAGMENT = 20;
/**
 * One notification is queued; one more is lost without a word. While a link is busy, Espruino asks for intervals of 7.5 to 20 ms; one
 * that was quiet for a minute has 200 ms, and needs a moment to leave them (libs/bluetooth/bluetooth.c).
 */
const PACE_MS = 30;
const QUIET_PACE_MS = 220;
const QUIET_S = 50;
const WAKING_S = 3;
/** Pages brought for one frame at most: a second one where the first is damaged. */
const MOST_LOADS = 4;

/** What goes over the air. */
export interface Air {
  connected(): boolean;
  /** bpm 0 … 255, 0 for "not known"; battery %. Call it every second; whoever is connected is told the heart rate each time. */
  tell(bpm: number, worn: boolean, battery: number): void;
}

/** Publishes the services, follows the connection and carries fragments; nothing leaves that is not on flash. */
export function openAir(
  board: Board,
  radio: Radio,
  collar: Collar,
  files: PageFiles,
  about: About,
  linked: boolean,
): Air {
  let connected = false;
  let busy = false;
  /** Longest fragment that surely passes: as long as the central's own, for the watch is not told the MTU. */
  let size = LEAST_FRAGMENT;
  let sentAt = 0;
  let wakingUntil = 0;
  let heart = 0;
  let worn = false;
  let heartDue = false;
  let battery = about.battery;
  let toldBattery = about.battery;
  let everyMs = 0;
  let pump = () => {};
  const heartUpdate = makeHeartUpdate();

  /** As often as the collar says, but to whoever is there already nothing is said anew. */
  const advertise = () => {
    const due = collar.value(RADIO_EVERY);
    if (!linked || connected || due === everyMs) return;
    everyMs = due;
    radio.setAdvertising([{}, advertisement()], { interval: due });
  };

  const paceMs = () => {
    const now = board.now();
    if (now - sentAt > QUIET_S) wakingUntil = now + WAKING_S;
    sentAt = now;
    return now < wakingUntil ? QUIET_PACE_MS : PACE_MS;
  };

  const send = (update: Services) => {
    busy = connected;
    try {
      radio.updateServices(update);
    } catch {
      // New services wait for a disconnect: what was not told is told then.
      busy = false;
      return false;
    }
    if (!connected) return true;
    board.after(paceMs(), () => {
      busy = false;
      pump();
    });
    return true;
  };

  /** The next fragment of the link; empty when it has nothing to say, or nothing may leave yet. */
  const nextFragment = () => {
    if (!linked || !connected || !files.save()) return null;
    for (let loads = 0; loads < MOST_LOADS; loads++) {
      const page = collar.needNext();
      if (page < 0) break;
      if (!files.load(page)) return null;
    }
    const length = collar.poll(size);
    return length === 0 ? null : collar.take(0, length);
  };

  pump = () => {
    if (busy) return;
    if (battery !== toldBattery) {
      if (send(batteryUpdate(battery))) toldBattery = battery;
      return;
    }
    if (heartDue) {
      if (send(heartUpdate(heart, worn))) heartDue = false;
      return;
    }
    const fragment = nextFragment();
    if (fragment !== null) send(fragmentUpdate(fragment));
  };

  const receive = (event: { data: ArrayBuffer }) => {
    const bytes = new Uint8Array(event.data);
    const length = Math.min(bytes.length, MOST_FRAGMENT);
    if (length > size) size = length;
    const engine = board.engine;
    collar.seed(engine.hwRand(), engine.hwRand(), engine.hwRand(), engine.hwRand());
    collar.put(0, bytes);
    collar.receive(length);
    pump();
  };

  radio.setServices(services(about, linked ? receive : null), { advertise: ["180D"] });
  advertise();
  radio.on("connect", () => {
    connected = true;
    busy = false;
    size = LEAST_FRAGMENT;
    collar.connected();
  });
  radio.on("disconnect", () => {
    connected = false;
    busy = false;
    collar.disconnected();
    files.save();
  });
  return {
    connected: () => connected,
    tell: (bpm, isWorn, percent) => {
      battery = percent;
      heartDue = heartDue || connected || bpm !== heart || isWorn !== worn;
      heart = bpm;
      worn = isWorn;
      advertise();
      pump();
    },
  };
}
