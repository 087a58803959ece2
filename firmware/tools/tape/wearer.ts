/** What a scene asks of the wearer; absent parts keep still. */
export interface Scene {
  seconds: number;
  /** Heart rate at the scene's begin and end, beats per minute. */
  bpm: [number, number];
  /** Variation of the beat interval with breath, share of it. */
  arrhythmia?: number;
  /** Level of the light, counts; 0 is darkness. */
  level: number;
  /** Height of the pulse, counts. */
  pulse: number;
  /** Steps per minute and their height, mg; they shake the light by `coupling` counts per mg. */
  cadence?: number;
  stride?: number;
  coupling?: number;
  /** Light noise, counts; acceleration noise, mg. */
  lightNoise?: number;
  noise?: number;
  /** Share of samples with a wild value in any input. */
  wild?: number;
}

/** mulberry32: small, seeded, the same everywhere. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WILD = [2147483647, -2147483648, 8388608, -8388608, 16001, -16001, 0];
const RATE = 50;

/**
 * A wearer made of sines for tapes: enough to drive the kernel through its paths, no claim to physiology (the virtual dog has
 * that). Yields light 0–2 and acceleration x, y, z at 50 Hz.
 */
export function* wear(
  scene: Scene,
  draw: () => number,
): Generator<[number, number, number, number, number, number]> {
  const { level, pulse, cadence = 0, stride = 0, coupling = 0, lightNoise = 2, noise = 4, wild = 0 } = scene;
  let beat = draw();
  let step = draw();
  const total = scene.seconds * RATE;
  for (let i = 0; i < total; i++) {
    const breath = Math.sin((2 * Math.PI * i * 0.3) / RATE);
    const bpm = scene.bpm[0] + ((scene.bpm[1] - scene.bpm[0]) * i) / total;
    beat += (bpm / 60 / RATE) * (1 + (scene.arrhythmia ?? 0) * breath);
    step += cadence / 60 / RATE;
    const phase = 2 * Math.PI * beat;
    const wave = Math.sin(phase) + 0.4 * Math.sin(2 * phase + 0.6);
    const gait = stride * (Math.sin(2 * Math.PI * step) + 0.3 * Math.sin(4 * Math.PI * step + 1));
    const light = (gain: number) =>
      Math.round(
        level * gain + pulse * gain * wave + coupling * gait * gain + lightNoise * (draw() - 0.5) * 2,
      );
    const acceleration = (at: number, share: number) =>
      Math.round(at + gait * share + noise * (draw() - 0.5) * 2);
    const sample: [number, number, number, number, number, number] = [
      light(1),
      light(0.8),
      light(0.6),
      acceleration(120 + 3 * breath, 0.4),
      acceleration(-60, 0.2),
      acceleration(985, 1),
    ];
    if (draw() < wild) sample[Math.floor(draw() * 6)] = WILD[Math.floor(draw() * WILD.length)]!;
    yield sample;
  }
}
