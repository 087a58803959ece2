/*
 * PetPulse kernel: heart, movement and contact of a collar's wearer, from light and acceleration.
 * Generated from firmware/src by `petpulse firmware build`; integers only, no heap, no libc beyond memcpy/memset/memmove.
 * Not reentrant; one petpulse_kernel per wearer, in memory of the caller. It holds no pointer: it may be copied and moved between calls.
 */
#ifndef PETPULSE_H
#define PETPULSE_H
#include <stdint.h>
#include "petpulse_size.h" /* written by the build */

#ifdef __cplusplus
extern "C" {
#endif

/** State of one wearer, PETPULSE_KERNEL_BYTES, 8-byte aligned. */
typedef struct { uint64_t opaque[PETPULSE_KERNEL_BYTES / 8]; } petpulse_kernel;

/** What holds after the last sample. */
typedef struct {
  int32_t hops;             /* finished estimates, one every 2 s of samples */
  int32_t heart_rate;       /* 0.1 beats per minute; means nothing while confidence is 0 */
  int32_t confidence;       /* 0 … 100 %; 0: the collar abstains, and flags say why */
  int32_t flags;            /* reason flags, firmware/src/contact/flags.ts */
  int32_t intensity;        /* mean ENMO of the last 2 s, mg */
  int32_t activity;         /* 0 rest, 1 active, 2 vigorous */
} petpulse_vitals;

/** A new wearer. channels: light channels in use, 1 … 3. Call first; call again to start anew. */
void petpulse_begin(petpulse_kernel* kernel, int32_t channels);

/** One 50 Hz sample. Light in counts of at most 24 bits (beyond ±2^23: saturated and flagged), acceleration in mg (beyond ±16000: saturated). */
void petpulse_sample(petpulse_kernel* kernel, int32_t ppg0, int32_t ppg1, int32_t ppg2, int32_t ax, int32_t ay, int32_t az);

/** One 50 Hz sample of acceleration, mg, while the light is off. */
void petpulse_motion(petpulse_kernel* kernel, int32_t ax, int32_t ay, int32_t az);

/** A second has passed by the device's clock, whether samples came or not. */
void petpulse_tick(petpulse_kernel* kernel);

/** Skin temperature, 0.01 degree Celsius; kept until set anew. */
void petpulse_set_temperature(petpulse_kernel* kernel, int32_t centi);

/** Battery charge, 0 … 100 %, and whether it is being charged (0 or 1). */
void petpulse_set_battery(petpulse_kernel* kernel, int32_t percent, int32_t charging);

/** Reads what holds now. */
void petpulse_read(petpulse_kernel* kernel, petpulse_vitals* out);

/** Ends the minute: writes its PETPULSE_MINUTE_COLUMNS columns in the order of firmware/src/minute.ts and begins the next. */
void petpulse_take_minute(petpulse_kernel* kernel, int32_t* columns);

#ifdef __cplusplus
}
#endif
#endif
