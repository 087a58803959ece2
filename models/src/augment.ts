import type { Run, Subject } from "./dataset.ts";
import type { Random } from "./random.ts";
import type { ModelSet } from "./sets.ts";

/** A rotation matrix, row by row. */
type Rotation = readonly number[];

/**
 * A copy of an animal as another collar might have recorded it: turned a little (and half of the time worn the other way round, where
 * the set says so), moving with a little other strength about the same gravity, at a little other pace, cut into hops half a hop later.
 */
export function augmented(subject: Subject, set: ModelSet, random: Random): Subject {
  const turn = rotation(random, (set.turn * Math.PI) / 180, set.reversible && random.next() < 0.5);
  const gain = Math.exp(random.between(-0.1, 0.1));
  const pace = set.orderFree ? 1 : Math.exp(random.between(-0.06, 0.06));
  return {
    name: subject.name,
    runs: subject.runs
      .filter((run) => run.labels.length > set.hop)
      .map((run) => transformed(later(run, set.hop >> 1), turn, gain, pace, set.hop)),
  };
}

/**
 * The animal's `from` with its strength raised three to five times, as `to`: a stand-in for a class hardly any animal of the
 * set shows. Every other label becomes one that is not scored.
 */
export function strengthened(
  subject: Subject,
  set: ModelSet,
  random: Random,
  relabel: (label: number) => number,
): Subject {
  const gain = Math.exp(random.between(Math.log(3), Math.log(5)));
  const turn = rotation(random, (set.turn * Math.PI) / 180, false);
  return {
    name: subject.name,
    runs: subject.runs.map((run) => ({
      samples: transformed(run, turn, gain, 1, set.hop).samples,
      labels: run.labels.map(relabel),
    })),
  };
}

/** A run without its first samples. */
function later(run: Run, by: number): Run {
  return { samples: run.samples.subarray(3 * by), labels: run.labels.subarray(by) };
}

/** A turn by a random angle up to `most` about a random axis (Rodrigues' formula), after half a turn about z where reversed. */
function rotation(random: Random, most: number, reversed: boolean): Rotation {
  const axis = [random.normal(), random.normal(), random.normal()];
  const length = Math.hypot(...axis) || 1;
  const [x, y, z] = axis.map((value) => value / length);
  const angle = random.between(-most, most);
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const t = 1 - c;
  const turn = [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ];
  return reversed ? turn.map((value, i) => (i % 3 < 2 ? 0 - value : value)) : turn;
}

/** Resamples by linear interpolation, scales what deviates from the mean of `span` samples, and turns. */
function transformed(run: Run, turn: Rotation, gain: number, pace: number, span: number): Run {
  const length = run.labels.length;
  const count = Math.max(1, Math.floor((length - 1) / pace) + 1);
  const samples = new Int16Array(count * 3);
  const labels = new Uint8Array(count);
  const mean = [run.samples[0], run.samples[1], run.samples[2]];
  for (let i = 0; i < count; i++) {
    const at = Math.min(length - 1, i * pace);
    const low = Math.floor(at);
    const high = Math.min(length - 1, low + 1);
    const moved = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      const from = run.samples[3 * low + axis];
      const value = from + (run.samples[3 * high + axis] - from) * (at - low);
      mean[axis] += (value - mean[axis]) / span;
      moved[axis] = mean[axis] + gain * (value - mean[axis]);
    }
    for (let axis = 0; axis < 3; axis++) {
      const value = turn[3 * axis] * moved[0] + turn[3 * axis + 1] * moved[1] + turn[3 * axis + 2] * moved[2];
      samples[3 * i + axis] = Math.max(-16000, Math.min(16000, Math.round(value)));
    }
    labels[i] = run.labels[Math.round(at)];
  }
  return { samples, labels };
}
