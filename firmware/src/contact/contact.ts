import { MOTION, NO_SIGNAL, OFF_COLLAR, POOR_CONTACT, SATURATED } from "./flags.ts";
import { Light } from "./light.ts";

/** Confidence from which the light surely is an animal's: it is then remembered how the animal looks. */
const SURE: i32 = 80;
/** Confidence below which a reason is owed. */
const DOUBTFUL: i32 = 50;
/** Mean ENMO, mg, above which it is the motion that hides the pulse: a brisk walk. */
const STRONG_MOTION: i32 = 100;
/** Hops of a sure pulse, 1 min, after which a level that fell is believed to be the animal's new one. */
const SURE_HOPS: i32 = 30;
/** Hops without a pulse before the collar is called off: 6 s when the light has faded too, 20 s when it never was seen worn. */
const SILENT_FADED: i32 = 3;
const SILENT_UNKNOWN: i32 = 10;

/**
 * Says why there is no pulse. An animal's light is told by its pulse; while there is one, its level and its swing are learnt. Off
 * the collar the level falls below a quarter of it (a sensor that keeps the level), or the pulse is lost and the swing falls
 * below an eighth.
 */
export class Contact {
  /** OFF_COLLAR, MOTION, POOR_CONTACT, SATURATED and NO_SIGNAL bits of the last hop. */
  flags: i32 = 0;
  /** 1 when there was no animal's light to find a pulse in, whatever the heart believes. */
  unseen: i32 = 0;
  private light: Light;
  private wornLevel: i32 = 0;
  private wornSwing: i32 = 0;
  private silent: i32 = 0;
  private sure: i32 = 0;

  /** Channels in use, and the converter's rails in counts. */
  constructor(channels: i32, low: i32, high: i32) {
    this.light = new Light(channels, low, high);
  }

  /** One sample of all channels, counts within ±2^23. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32): void {
    this.light.sample(ppg0, ppg1, ppg2);
  }

  /**
   * Ends a hop. confidence: the heart's, 0–100; swing: mean size of the light's band over the heart's window, 1/261 of a count;
   * intensity: mean ENMO, mg.
   */
  endHop(confidence: i32, swing: i32, intensity: i32): void {
    const light = this.light;
    light.endHop();
    this.silent = confidence > 0 ? 0 : this.silent + 1;
    this.sure = confidence >= SURE ? this.sure + 1 : 0;
    const blind: bool = light.blind !== 0;
    const off: bool = !blind && this.isOff(light.level, swing);
    if (this.sure > 0 && !off && !blind) {
      this.wornLevel = this.follow(this.wornLevel, light.level);
      this.wornSwing = this.follow(this.wornSwing, swing);
    }
    this.unseen = off || blind ? 1 : 0;
    let flags: i32 = 0;
    if (light.saturated !== 0) flags |= SATURATED;
    else if (blind) flags |= NO_SIGNAL;
    if (off) flags |= OFF_COLLAR;
    else if (confidence < DOUBTFUL) flags |= intensity > STRONG_MOTION ? MOTION : POOR_CONTACT;
    this.flags = flags;
  }

  /** Forgets the signal, not how the animal looks. */
  restart(): void {
    this.silent = 0;
    this.sure = 0;
    this.unseen = 0;
    this.flags = 0;
    this.light.endHop();
  }

  private isOff(level: i32, swing: i32): bool {
    // A converter that keeps the level shows far more of it than of the pulse, eight times at least: only then does its fall
    // mean anything.
    const faded: bool = swing < this.wornSwing >> 3;
    if (this.wornLevel << 5 > this.wornSwing && level < this.wornLevel >> 2)
      return faded || this.sure < SURE_HOPS;
    if (this.wornSwing === 0) return this.silent >= SILENT_UNKNOWN;
    return faded && this.silent >= SILENT_FADED;
  }

  /** The first value, then an eighth of the way at each hop. */
  private follow(known: i32, value: i32): i32 {
    return known === 0 ? value : known + ((value - known) >> 3);
  }
}
