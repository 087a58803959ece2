// Columns of a minute, in the order `Vitals.takeMinute` writes them. What is not measured is 0.

/** Heart rate, tenths of a beat per minute; 0 when no estimate of the minute could be trusted. */
export const HEART_RATE: i32 = 0;
/** Confidence in the heart rate, 0–100 %. */
export const CONFIDENCE: i32 = 1;
/** Root mean square of successive beat-interval differences, ms. */
export const RMSSD: i32 = 2;
/** Breaths, tenths per minute. */
export const BREATHS: i32 = 3;
/** The activity class most of the minute was spent in: REST, ACTIVE or VIGOROUS. */
export const ACTIVITY: i32 = 4;
/** Mean intensity (ENMO), mg. */
export const INTENSITY: i32 = 5;
/** Steps. */
export const STEPS: i32 = 6;
/** Share of the minute at rest, 0–100 %. */
export const REST_SHARE: i32 = 7;
/** Scratching bouts. */
export const SCRATCHES: i32 = 8;
/** Shakes of the body. */
export const SHAKES: i32 = 9;
/** Skin temperature, hundredths of a degree Celsius. */
export const TEMPERATURE: i32 = 10;
/** Battery charge, 0–100 %. */
export const BATTERY: i32 = 11;
/** Anomaly score. */
export const ANOMALY: i32 = 12;
/** Reason flags (contact/flags.ts) that held for a quarter of the minute or more. */
export const FLAGS: i32 = 13;

/** How many columns there are. */
export const MINUTE_COLUMNS: i32 = 14;
