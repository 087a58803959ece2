/*
 * Loads the blob on an emulated Cortex-M4 to several places in RAM, plays it the first light channel and the acceleration of
 * tape.bin, moves code and state while it plays, and compares every output with the C library's. Prints JSON.
 */
#include <stdio.h>
#include <string.h>
#include "petpulse.h"
#include "../tape/tape.h"

extern const uint8_t blob_begin[], blob_end[];

/* Aligned to 4 only, in pages of their own and across them: what a script's heap gives. */
static const uint32_t places[] = { 0x0, 0x4, 0x104, 0xffc, 0x2344 };
#define PLACES (sizeof places / sizeof *places)
#define MOVE_EVERY 1000
#define SAMPLES 6000
static uint8_t area[96 * 1024] __attribute__((aligned(4096)));
static petpulse_kernel library;
static tape input;

typedef int (*entry)();
enum { BEGIN, SAMPLE, MOTION, TICK, SET_TEMPERATURE, SET_BATTERY, HEART_RATE, CONFIDENCE, FLAGS, INTENSITY, ACTIVITY };

int main(void)
{
  const uint32_t* head = (const uint32_t*)blob_begin;
  uint32_t bytes = blob_end - blob_begin, whole = ((bytes + 7) & ~7u) + head[3];
  unsigned at = 0, moves = 0, differ = 0;
  long samples = 0;
  uint8_t* code = area + places[0];
  const tape_record* r;
  if (!tape_open(&input, "tape.bin") || whole + places[PLACES - 1] > sizeof area) {
    printf("{\"error\":\"no tape.bin, or no room for %lu bytes\"}\n", (unsigned long)whole);
    return 2;
  }
  memset(area, 0xa5, sizeof area);
  memcpy(code, blob_begin, bytes);
  __asm volatile("dsb\n isb");
#define CALL(k) ((entry)(code + head[4 + k]))
  CALL(BEGIN)(1);
  petpulse_begin(&library, 1);
  while (samples < SAMPLES && (r = tape_next(&input))) {
    const int32_t* a = r->args;
    if (r->op == TAPE_SAMPLE) {
      CALL(SAMPLE)(a[0], a[3], a[4], a[5]);
      petpulse_sample(&library, a[0], 0, 0, a[3], a[4], a[5]);
      samples++;
    } else if (r->op == TAPE_MOTION) {
      CALL(MOTION)(a[0], a[1], a[2]);
      petpulse_motion(&library, a[0], a[1], a[2]);
    } else if (r->op == TAPE_TICK) {
      CALL(TICK)();
      petpulse_tick(&library);
    } else {
      continue;
    }
    petpulse_vitals v;
    petpulse_read(&library, &v);
    if (CALL(HEART_RATE)() != v.heart_rate || CALL(CONFIDENCE)() != v.confidence || CALL(FLAGS)() != v.flags ||
        CALL(INTENSITY)() != v.intensity || CALL(ACTIVITY)() != v.activity) differ++;
    if (samples == MOVE_EVERY * (long)(moves + 1)) {
      uint8_t* to = area + places[++at % PLACES];
      memmove(to, code, whole);
      code = to;
      moves++;
      __asm volatile("dsb\n isb");
    }
  }
  printf("{\"samples\":%ld,\"moves\":%u,\"differ\":%u}\n", samples, moves, differ);
  return 0;
}
