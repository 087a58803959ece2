/* What a call costs on the emulated board: instructions by its clock, stack by paint. */
#ifndef COST_H
#define COST_H
#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern uint32_t ticks(void);

#define INSTRUCTIONS_A_TICK 40
#define PAINT 0x5a
/* As deep as a call is looked for; the heap of the host's file buffers grows from the other end of the RAM. */
#define DEEPEST 16384

/* Paints the free stack; returns where painting stopped, the call's own ground level. */
static inline char* paint(void)
{
  char* here = (char*)__builtin_frame_address(0) - 64;
  memset(here - DEEPEST, PAINT, DEEPEST);
  return here;
}

/* Bytes from the ground level to the deepest one that lost its paint. */
static inline long used(const char* from)
{
  const char* at = from - DEEPEST;
  while (at < from && *at == PAINT) at++;
  return from - at;
}

typedef struct { unsigned long calls, worst; unsigned long long sum; } cost;

static inline void add(cost* c, uint32_t spent)
{
  c->calls++;
  c->sum += spent;
  if (spent > c->worst) c->worst = spent;
}

static inline void print(const char* name, const cost* c)
{
  unsigned long long mean = c->calls ? c->sum * INSTRUCTIONS_A_TICK * 10 / c->calls : 0;
  printf("\"%s\":{\"calls\":%lu,\"mean\":%lu.%lu,\"worst\":%lu},", name, c->calls, (unsigned long)(mean / 10), (unsigned long)(mean % 10),
    c->worst * INSTRUCTIONS_A_TICK);
}
#endif
