import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit } from "./audit.ts";
import type { StartOptions } from "./command.ts";
import { type Log, makeLog } from "./log.ts";
import { Pace } from "./pace.ts";
import { Progress } from "./progress.ts";
import { openSources } from "./sources.ts";
import { Stage } from "./stage.ts";
import { type Summary, writeSummary } from "./summary.ts";

/** How long `--once` waits for the last acknowledgement while nothing moves, ms. */
const DRAIN_PATIENCE_MS = 30_000;

/**
 * `petpulse start`, whole: sources → collars → air → gateway → cloud, paced; with --once it drains, audits and sums up.
 * Returns the exit code.
 */
export async function start(options: StartOptions): Promise<number> {
  const log = makeLog(options.json);
  const scratch = options.data === undefined;
  const dataDir = options.data ?? mkdtempSync(join(tmpdir(), "petpulse-"));
  mkdirSync(dataDir, { recursive: true });
  let stage: Stage | null = null;
  try {
    const sources = await openSources(options, log);
    const lengths = sources.map((source) => source.seconds ?? Number.POSITIVE_INFINITY);
    const seconds = options.once && !options.recording ? 120 : Math.max(...lengths);
    const history = options.recording || options.once ? 0 : Math.round(options.history * 60);
    const lasts = Number.isFinite(seconds) ? (seconds * 1000) / options.speed : 0;
    // The simulated clock is set so that the run ends, or the history hands over, at the true time.
    const simulatedMs = Number.isFinite(seconds) ? seconds * 1000 : history * 1000;
    const pace = new Pace(Date.now() + lasts - simulatedMs, options.speed);

    stage = new Stage({
      dataDir,
      sources,
      pace,
      port: options.port,
      seed: options.seed,
      fast: options.speed > 1,
      dashboard: !options.once,
      log,
    });
    const running = stage;
    onSignals(() => pace.stop(), log);
    await running.openCloud();
    if (history > 0) {
      log.info({ minutes: options.history }, "the animals live their history");
      await pace.hurry(running.wearers, history);
    }
    await running.openRadio();
    log.info({ url: running.url }, `dashboard on ${running.url}`);

    const progress = new Progress();
    await pace.run(running.wearers, (second) => {
      if (options.once) progress.draw(second, seconds, `${second} s lived, ${running.framesMade()} frames`);
      if (options.once && second >= seconds) pace.stop();
    });
    progress.end();
    if (!options.once) return 0;

    const drained = await running.drain(DRAIN_PATIENCE_MS);
    const { storeFile, witnesses } = running;
    stage = null;
    await running.close();
    const summary: Summary = { ...audit(storeFile, witnesses), simulatedSeconds: pace.seconds, drained };
    writeSummary(summary, options.json);
    return drained && summary.framesMade === summary.framesStored + summary.lost ? 0 : 1;
  } catch (error) {
    log.error(error instanceof Error ? { err: error } : { error }, "start failed");
    return 1;
  } finally {
    await stage?.close();
    if (scratch) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** First Ctrl-C ends the run in order, the second ends the process. */
function onSignals(stop: () => void, log: Log): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      log.info({ signal }, "closing; once more ends at once");
      stop();
    });
  }
}
