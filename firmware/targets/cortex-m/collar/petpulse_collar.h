/*
 * The whole PetPulse collar: sensors in → vitals → signed frames → a log on flash → a sealed link to a hub.
 * Generated from firmware/src by `petpulse firmware build --target cortex-m`; integers only, no heap, no threads, no libc beyond
 * memcpy/memset/memmove. What a target has to give it: three functions over a flash partition, a source of random bytes, 50 samples
 * and one tick a second, and a radio that carries fragments (proto/README.md says over which GATT characteristics).
 *
 * Not reentrant: call everything from one thread. A radio stack that calls back from another one hands its news over through a bounded
 * queue of the board's, as zephyr/samples/collar does. The work of a call is bounded; the longest is a tick that erases a flash page.
 */
#ifndef PETPULSE_COLLAR_H
#define PETPULSE_COLLAR_H
#include <stdint.h>
#include "petpulse_collar_size.h" /* written by the build */

#ifdef __cplusplus
extern "C" {
#endif

/** A flash page as it is erased, bytes: nRF52840 PS v1.7, 4.3 "NVMC": pages of 4 KB, written by words of 4 bytes. */
#define PETPULSE_PAGE_BYTES 4096
#define PETPULSE_DEVICE_BYTES 8
#define PETPULSE_KEY_BYTES 32
/** Largest fragment, either way: the largest ATT value. */
#define PETPULSE_FRAGMENT_BYTES 512

/** What functions return. */
#define PETPULSE_OK 0
/** The flash did not do it: worn out, busy, unplugged. */
#define PETPULSE_FLASH_FAILED (-1)
/** Outside the partition, across a page's end, or not a multiple of four bytes. */
#define PETPULSE_FLASH_RANGE (-2)
/** The caller is wrong: which argument, the function says. Nothing was done. */
#define PETPULSE_BAD_ARGUMENT (-10)

/** State of one collar, PETPULSE_COLLAR_BYTES, 8-byte aligned. It holds addresses of itself: it must not be moved or copied. */
typedef struct { uint64_t opaque[PETPULSE_COLLAR_BYTES / 8]; } petpulse_collar;

/**
 * What the integrator supplies. `context` comes back in every call.
 * Flash is NOR, and the collar owns the whole partition: an erased page reads 0xff; a write turns ones into zeros only. Power lost
 * during a write or an erase may leave any mixture of old and new in the bytes concerned, and nowhere else.
 */
typedef struct {
  void* context;
  /** Pages of PETPULSE_PAGE_BYTES, 4 … PETPULSE_COLLAR_PAGES; 256 hold about a month of minutes. */
  uint32_t pages;
  /** Copies `length` bytes from `address` (0: the partition's first byte) to `into`. PETPULSE_OK or an error. */
  int32_t (*read)(void* context, uint32_t address, uint8_t* into, uint32_t length);
  /**
   * Writes `length` bytes. `address` and `length` are multiples of four and stay inside one page; no word is written twice between
   * two erases. They are on the part when the call returns. `from` need not be aligned.
   */
  int32_t (*write)(void* context, uint32_t address, const uint8_t* from, uint32_t length);
  /** Erases page 0 … pages-1. */
  int32_t (*erase)(void* context, uint32_t page);
  /** Fills `into` from a hardware generator, never from a pseudo-random one: the link's nonces are made of it. */
  void (*entropy)(void* context, uint8_t* into, uint32_t length);
} petpulse_port;

/** Who the collar is, from a protected page of the device. Wipe it once `petpulse_collar_begin` has returned. */
typedef struct {
  uint8_t device[PETPULSE_DEVICE_BYTES];
  uint8_t key[PETPULSE_KEY_BYTES];
  /** Highest epoch begun so far as far as something beside the log knows it, else 0: a lost flash must not bring one back. */
  uint32_t epoch;
} petpulse_identity;

/** When the light burns: in bursts, as the battery wants it, or always. */
typedef enum { PETPULSE_BURSTS = 0, PETPULSE_CONTINUOUS = 1 } petpulse_profile;

/** What holds after the last call. */
typedef struct {
  int32_t hops;           /* finished estimates since boot, one every 2 s of samples */
  int32_t heart_rate;     /* 0.1 beats per minute; means nothing while confidence is 0 */
  int32_t confidence;     /* 0 … 100 %; 0: the collar abstains, and flags say why */
  int32_t flags;          /* reason flags, firmware/src/contact/flags.ts */
  int32_t intensity;      /* mean ENMO of the last 2 s, mg */
  int32_t activity;       /* 0 rest, 1 active, 2 vigorous */
  int32_t battery;        /* 0 … 100 % */
  uint32_t uptime_s;      /* ticks since boot */
  uint32_t epoch;         /* of this boot; keep it beside the identity */
  uint32_t next_seq;      /* frames 1 … next_seq-1 have been made */
  uint32_t acked_seq;     /* of them 1 … acked_seq are safe in a hub or beyond */
  int32_t sending;        /* 1: a hub has proved its grant and takes frames */
  int32_t light;          /* 1: the light has to burn, see petpulse_collar_light */
  int32_t radio_every_ms; /* ms between two wakes: connection interval times (latency + 1), or the advertising interval */
} petpulse_collar_status;

/**
 * Boots the collar: reads its log and begins an epoch. `collar`, `port` and what that names stay where they are until the next
 * begin. channels: light channels in use, 1 … 3. reset_reason goes into the boot event, 0 when unknown.
 * PETPULSE_OK; PETPULSE_BAD_ARGUMENT: channels, pages or a missing function; PETPULSE_FLASH_FAILED: call it again.
 */
int32_t petpulse_collar_begin(petpulse_collar* collar, const petpulse_port* port, const petpulse_identity* identity, int32_t channels,
  int32_t reset_reason);

/** Chooses the light's profile; PETPULSE_BURSTS after begin. */
void petpulse_collar_set_profile(petpulse_collar* collar, petpulse_profile profile);

/** 1 while the light has to burn: then call petpulse_collar_sample, else petpulse_collar_motion. Changes in a tick only. */
int32_t petpulse_collar_light(petpulse_collar* collar);

/** One 50 Hz sample. Light in counts of at most 24 bits (beyond ±2^23: saturated and flagged), acceleration in mg (beyond ±16000: saturated). */
void petpulse_collar_sample(petpulse_collar* collar, int32_t ppg0, int32_t ppg1, int32_t ppg2, int32_t ax, int32_t ay, int32_t az);

/** One 50 Hz sample of acceleration, mg, while the light is off. */
void petpulse_collar_motion(petpulse_collar* collar, int32_t ax, int32_t ay, int32_t az);

/** A second has passed by the device's clock, whether samples came or not. Frames are made and written here. */
void petpulse_collar_tick(petpulse_collar* collar);

/** Skin temperature, 0.01 degree Celsius; kept until set anew. */
void petpulse_collar_set_temperature(petpulse_collar* collar, int32_t centi);

/** Battery charge, 0 … 100 %, and whether it is being charged (0 or 1). */
void petpulse_collar_set_battery(petpulse_collar* collar, int32_t percent, int32_t charging);

/** A central has connected; it has disconnected. Forget notifications that still wait in the radio stack. */
void petpulse_collar_connected(petpulse_collar* collar);
void petpulse_collar_disconnected(petpulse_collar* collar);

/** A central has written a fragment to the control characteristic, 1 … PETPULSE_FRAGMENT_BYTES bytes. PETPULSE_OK or PETPULSE_BAD_ARGUMENT. */
int32_t petpulse_collar_written(petpulse_collar* collar, const uint8_t* fragment, uint32_t length);

/**
 * Copies the next fragment to send into `out`, of at most `size` bytes (2 … PETPULSE_FRAGMENT_BYTES: the ATT MTU less 3); returns its
 * length, 0 when there is nothing to say. Ask only while the radio has room for a notification: what was taken counts as sent until
 * the hub asks again. Nothing queues up in between: frames wait on flash, and of answers only the latest.
 */
uint32_t petpulse_collar_poll(petpulse_collar* collar, uint8_t* out, uint32_t size);

/** Writes the hub's mark down before the power is taken away on purpose; without it some frames are sent twice. PETPULSE_OK or PETPULSE_FLASH_FAILED. */
int32_t petpulse_collar_flush(petpulse_collar* collar);

/** Reads what holds now. */
void petpulse_collar_read(petpulse_collar* collar, petpulse_collar_status* out);

#ifdef __cplusplus
}
#endif
#endif
