/*
 * A tape: what happened to a collar, record by record, little-endian words: { operation, six arguments }.
 * Written by tools/tape/, read by every host in C so that each engine is told exactly the same.
 */
#ifndef PETPULSE_TAPE_H
#define PETPULSE_TAPE_H
#include <stdint.h>
#include <stdio.h>

typedef struct { int32_t op, args[6]; } tape_record;

/* Operations a host has to know itself; the others are the player's, operations.ts. */
enum { TAPE_BEGIN = 0, TAPE_SAMPLE = 1, TAPE_TICK = 2, TAPE_TEMPERATURE = 3, TAPE_BATTERY = 4, TAPE_COUNT = 10, TAPE_MOTION = 11 };

/* Records in one read: a host under an emulator pays for each. */
#define TAPE_BLOCK 64

typedef struct { FILE* file; tape_record block[TAPE_BLOCK]; size_t at, count; } tape;

/** 0 when the file cannot be read. */
static inline int tape_open(tape* t, const char* path)
{
  t->file = fopen(path, "rb");
  t->at = t->count = 0;
  return t->file != NULL;
}

/** The next record, NULL at the end. */
static inline const tape_record* tape_next(tape* t)
{
  if (t->at == t->count) {
    t->count = fread(t->block, sizeof(tape_record), TAPE_BLOCK, t->file);
    t->at = 0;
    if (t->count == 0) return NULL;
  }
  return &t->block[t->at++];
}
#endif
