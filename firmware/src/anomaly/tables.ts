// Tables over the signs (signs.ts). Scales: heart and breaths log2 in Q10 of 0.1 a minute, heat 0.01 °C, rhythm and gait % in Q4, scratching
// the root of bouts an hour in Q4, movement log2 in Q10 of mg.

/** Minutes of an hour (of MOVEMENT: of a day) that have to be measured. */
export const ENOUGH_MINUTES: i16[] = [8, 8, 20, 8, 3, 45, 600];
/** Spreads that nobody goes below: 3 % of heart rate, 4 % of breaths, 0.15 °C … */
export const LEAST_SPREAD: i16[] = [44, 60, 15, 24, 24, 8, 200];
/** First levels and spreads; heart and breaths are by kind. */
export const GUESS: i16[] = [0, 0, 3400, 160, 160, 16, 5000];
export const SPREAD_GUESS: i16[] = [300, 300, 100, 64, 64, 24, 500];
/**
 * Asleep, by kind: 65 and 85 beats a minute for dogs (24 h mean 81, 64–119: Moïse et al. 2020; small dogs about a third
 * above large), 120 for puppies, 110 for cats; 13 breaths a minute for dogs (Rishniw 2012), 20 for puppies, 21 for cats
 * (Ljungvall et al., J Feline Med Surg 2014; 16: 281-290).
 */
export const HEART_GUESS: i16[] = [9567, 9963, 10473, 10346];
export const BREATHS_GUESS: i16[] = [7191, 7191, 7827, 7899];
/** Sum of departures beyond what is allowed, Q4 spreads, at which a sign is said. */
export const CUSUM_LIMIT: i16[] = [160, 160, 160, 128, 96, 112, 112, 160];
/** What an hour may lie off without counting, Q4 spreads: a count of scratches is too coarse for as much as the others. */
export const ALLOWED: i16[] = [24, 24, 24, 24, 24, 14, 20, 24];
