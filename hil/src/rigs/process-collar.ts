/**
 * The collar of the process rig: `node --import …/process/air.ts …/rigs/process-collar.ts DIR SPEED FROM SCENARIO`, the last as JSON.
 * Takes up the scenario at second FROM and says one JSON line after every second, and
 * from time to time before the first and after the last. Begins at the first byte on stdin; lives until it is killed or stdin ends.
 */
import { createRequire } from "node:module";
import { BURSTS, CONTINUOUS } from "@petpulse/firmware/settings";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { FLASH_PAGES, type Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { Pace } from "../start/pace.ts";
import { Wearer } from "../start/wearer.ts";

/** How often it speaks while it does not live, ms. */
const WAIT_MS = 50;

/** What the collar says of itself. */
export interface Said {
  /** Seconds of the scenario lived. */
  second: number;
  /** When, Unix ms. */
  atMs: number;
  device: string;
  epoch: number;
  nextSeq: number;
  ackedSeq: number;
  linked: boolean;
  /** Nothing is left to live; frames are still carried. */
  over: boolean;
}

const [dir, speed, from, json] = process.argv.slice(2);
if (!dir || !speed || !from || !json) throw new Error("usage: process-collar.ts DIR SPEED FROM SCENARIO");
const scenario = JSON.parse(json) as Pick<Scenario, "seconds" | "seed" | "wears" | "light" | "flashPages">;
const fromS = Number(from);

const source = await openWearing(scenario);
const skipped = new Int32Array(6);
for (let i = 0; i < fromS * 50; i++) source.next(skipped);
const pages = scenario.flashPages ?? FLASH_PAGES;
const node = openCollar({ dir, channels: source.ppgChannels, pages });
const wearer = new Wearer("collar", source, node);
node.collar.settings.profile = scenario.light === "bursts" ? BURSTS : CONTINUOUS;
const { withBindings } = createRequire(import.meta.url)(
  "@stoprocent/bleno",
) as typeof import("@stoprocent/bleno");
wearer.peripheral = new Peripheral(withBindings("hci", {}), node, { name: "PetPulse-rig" });
await wearer.peripheral.start();

function say(second: number, over: boolean): void {
  const { log, link } = node.collar;
  const said: Said = {
    second,
    atMs: Date.now(),
    device: node.device,
    epoch: log.epoch,
    nextSeq: log.nextSeq,
    ackedSeq: log.ackedSeq,
    linked: link.sending,
    over,
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

// Until the rig has made everything else ready, and says so.
const waiting = setInterval(() => say(fromS, false), WAIT_MS);
await new Promise((resolve) => process.stdin.once("data", resolve));
clearInterval(waiting);
// Whoever started this is gone: so is the scenario.
process.stdin.on("end", () => process.exit(1));
const pace = new Pace(Date.now(), Number(speed));
await pace.run([wearer], (lived) => {
  say(fromS + lived, false);
  if (fromS + lived >= scenario.seconds) pace.stop();
});
const lived = fromS + pace.seconds;
setInterval(() => {
  wearer.peripheral?.pump();
  say(lived, true);
}, WAIT_MS);
