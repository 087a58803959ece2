import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { decodeBatch, decodeFrame, idFromHex, petpulse } from "@petpulse/proto";
import { expect, onTestFinished, test } from "vitest";
import { readBudgets } from "../bench.ts";
import { judge } from "../figure.ts";
import { batchedFigures, growth, loadFigures } from "./figures.ts";
import { type Hub, nextFrame, storedIn } from "./fleet.ts";
import { type Load, offer, quantile } from "./load.ts";
import { random } from "./random.ts";

const makeHubs = (): Hub[] =>
  Array.from({ length: 3 }, (_, n) => ({
    hub: `aa0000000000000${n}`,
    token: "x",
    collars: [{ device: `00c0ffee0000000${n}`, key: new Uint8Array(32).fill(n), seq: 1 }],
  }));
const steady = [600e6];

async function loaded(answer: RequestListener): Promise<Load> {
  const server = createServer(answer);
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return offer(makeHubs(), (server.address() as AddressInfo).port, {
    rate: 500,
    seconds: 0.2,
    random: random(1),
  });
}

const verdicts = (load: Load, rss = steady) =>
  Object.fromEntries(
    loadFigures([load], rss).map((figure) => [figure.name, judge(figure, readBudgets()).ok]),
  );

/** Acknowledges what comes, as the cloud does, but for what `keep` refuses. */
const acknowledging =
  (keep: (n: number) => boolean): RequestListener =>
  async (request, response) => {
    const frames = decodeBatch(await buffer(request)).frames.map(decodeFrame);
    const stored = frames
      .filter(({ seq }) => keep(seq))
      .map(({ device, epoch, seq }) => ({ device: idFromHex(device), epoch, seqs: [seq] }));
    const bytes = petpulse.v1.Acknowledgement.encode({ version: 1, stored }).finish();
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  };

test("a cloud that acknowledges everything has no errors and one latency for each request", async () => {
  const load = await loaded(acknowledging(() => true));
  expect(load.offered).toBeGreaterThan(10);
  expect([load.errors, load.latenciesMs.length]).toEqual([0, load.offered]);
  expect(verdicts(load)["ingest.errorPercent"]).toBe(true);
});

test("answers that acknowledge nothing are errors, whatever their status", async () => {
  const load = await loaded(acknowledging((seq) => seq > 2));
  expect(load.errors).toBe(2 * makeHubs().length);
  expect(verdicts(load)["ingest.errorPercent"]).toBe(false);
});

test.each<[string, RequestListener]>([
  ["answers 500", (_, response) => void response.writeHead(500, { "content-length": 0 }).end()],
  ["drops every connection", (request) => void request.socket.destroy()],
  ["answers what is no HTTP", (request) => void request.socket.end("nonsense\r\n\r\n")],
])("a cloud that %s is over every budget", async (_, answer) => {
  const load = await loaded(answer);
  expect([load.errors, load.latenciesMs]).toEqual([load.offered, []]);
  expect(verdicts(load)).toMatchObject({ "ingest.errorPercent": false, "ingest.p99Ms": false });
});

test("what is over its budget fails", () => {
  const load = { offered: 1000, errors: 0, latenciesMs: Array(1000).fill(1) };
  expect(Object.values(verdicts(load))).toEqual([true, true, true]);
  expect(verdicts({ ...load, errors: 2 })["ingest.errorPercent"]).toBe(false);
  expect(
    verdicts({ ...load, latenciesMs: [...Array(989).fill(1), ...Array(11).fill(251)] })["ingest.p99Ms"],
  ).toBe(false);
  expect(verdicts(load, [600e6, 1001e6, 600e6])["ingest.rssMb"]).toBe(false);
  const ratio = (cloud: number) =>
    judge(
      batchedFigures([
        { cloud, raw: 100, group: 1 },
        { cloud: 1, raw: 50, group: 1 },
      ])[0]!,
      readBudgets(),
    ).ok;
  expect([ratio(10), ratio(9)]).toEqual([true, false]);
});

test("memory that settles at first and then stands passes, memory that goes on growing does not", () => {
  const over = (mb: (round: number) => number) =>
    judge(growth(Array.from({ length: 100 }, (_, n) => mb(n) * 1e6)), readBudgets()).ok;
  expect(over((n) => 700 - 300 * 0.8 ** n)).toBe(true);
  expect(over((n) => 400 + n)).toBe(false);
});

test("only frames named in an answer of 200 are stored", () => {
  const stored = [{ device: new Uint8Array(8), epoch: 1, seqs: [1, 2, 3] }];
  const body = Buffer.from(petpulse.v1.Acknowledgement.encode({ version: 1, stored }).finish());
  expect([storedIn({ status: 200, body }), storedIn({ status: 503, body })]).toEqual([3, 0]);
});

test("frames of a collar go on in number and time", () => {
  const collar = { device: "00c0ffee00000001", key: new Uint8Array(32), seq: 1 };
  const [one, two] = [decodeFrame(nextFrame(collar, 5)), decodeFrame(nextFrame(collar, 5))];
  expect([two.seq - one.seq, two.utcS! - one.utcS!]).toEqual([1, 300]);
});

test("quantiles are by nearest rank", () => {
  expect([quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3, 4], 0.99), quantile([], 0.5)]).toEqual([
    2,
    4,
    Number.NaN,
  ]);
});
