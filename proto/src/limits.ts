/** Every size limit of the wire, in one place. A decoder refuses what is over; an encoder never makes it. */

/** Major version of frame, link and ingest layouts. */
export const VERSION = 1;
/** Device and hub identities, bytes. */
export const ID_BYTES = 8;
/** Per-device and grant keys, bytes. */
export const KEY_BYTES = 32;
/** Session nonces, bytes. */
export const NONCE_BYTES = 16;
/** HMAC-SHA-256 tag at the end of a frame, truncated; 128 bits (RFC 2104 section 5 allows half the output). */
export const FRAME_TAG_BYTES = 16;
/** Seal at the end of a link message; 64 bits, good for one session of at most 2^32 messages. */
export const SEAL_BYTES = 8;
/** A frame with its tag, bytes: a quarter of a flash page. */
export const MAX_FRAME_BYTES = 1024;
/** A link message with kind and seal, bytes. */
export const MAX_MESSAGE_BYTES = 1040;
/** Minutes or live estimates in one frame. */
export const MAX_RECORDS = 60;
/** Events in one frame. */
export const MAX_EVENTS = 16;
/** Frames in one batch. */
export const MAX_BATCH_FRAMES = 256;
/** Hub gaps in one batch. */
export const MAX_BATCH_GAPS = 64;
/** Encoded batch, bytes. */
export const MAX_BATCH_BYTES = 300 * 1024;
/** Grants in one answer. */
export const MAX_GRANTS = 1000;
/** Longest live view one Configure can ask for, seconds. */
export const MAX_LIVE_SECONDS = 3600;
