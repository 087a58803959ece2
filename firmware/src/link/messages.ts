// Kinds, refusals and scopes of proto/petpulse/v1/link.proto.

export const HELLO: i32 = 0x01;
export const TIME: i32 = 0x02;
export const SEND_FROM: i32 = 0x03;
export const ACKNOWLEDGE: i32 = 0x04;
export const CONFIGURE: i32 = 0x05;
export const CHALLENGE: i32 = 0x81;
export const FRAME: i32 = 0x82;
export const STATUS: i32 = 0x83;
export const REFUSAL: i32 = 0x84;

export const REFUSED_MALFORMED: i32 = 1;
export const REFUSED_VERSION: i32 = 2;
export const REFUSED_SEAL: i32 = 3;
export const REFUSED_REPLAYED: i32 = 4;
export const REFUSED_SCOPE: i32 = 5;
export const REFUSED_EXPIRED: i32 = 6;
export const REFUSED_NO_SESSION: i32 = 7;
export const REFUSED_OUT_OF_RANGE: i32 = 8;

export const SCOPE_CARRY: i32 = 1;
export const SCOPE_CONFIGURE: i32 = 2;

export const LINK_VERSION: i32 = 1;
/** Frames under way beyond the acknowledgement mark. */
export const WINDOW: i32 = 64;
export const MAX_LIVE_S: i32 = 3600;
export const MAX_MINUTES_PER_FRAME: i32 = 60;
/** Refusals a connection gets to hear; after that the collar is silent, so that garbage cannot make it babble. */
export const MAX_REFUSALS: i32 = 16;
