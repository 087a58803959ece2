/**
 * A collar in a process of its own, to be killed: `node --import …/process/air.ts …/process/collar.ts DIR SEED SPEED PAGES`.
 * Says one JSON line after every simulated second: what its log holds. Lives until it is killed.
 */
import { createRequire } from "node:module";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { VirtualDog } from "../dog/dog.ts";
import { Pace } from "../start/pace.ts";
import { Wearer } from "../start/wearer.ts";

const [dir, seed, speed, pages] = process.argv.slice(2);
if (!dir || !seed || !speed || !pages) throw new Error("usage: collar.ts DIR SEED SPEED PAGES");

const source = new VirtualDog({ seed: Number(seed) });
const node = openCollar({ dir, channels: source.ppgChannels, pages: Number(pages) });
const wearer = new Wearer(`collar ${seed}`, source, node);
const { withBindings } = createRequire(import.meta.url)(
  "@stoprocent/bleno",
) as typeof import("@stoprocent/bleno");
wearer.peripheral = new Peripheral(withBindings("hci", {}), node, { name: `PetPulse-${seed}` });
await wearer.peripheral.start();

const { log } = node.collar;
await new Pace(Date.now(), Number(speed)).run([wearer], (second) => {
  const line = {
    second,
    device: node.device,
    epoch: log.epoch,
    nextSeq: log.nextSeq,
    ackedSeq: log.ackedSeq,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
