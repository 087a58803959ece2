/* Plays tape.bin to the kernel's C library on an emulated Cortex-M4 and prints what it cost, as JSON. */
#include <stdio.h>
#include <string.h>
#include "petpulse.h"
#include "../../tape/tape.h"

extern uint32_t ticks(void);

#define INSTRUCTIONS_A_TICK 40
#define PAINT 0x5a
/* As deep as a call is looked for; the heap of the host's file buffers grows from the other end of the RAM. */
#define DEEPEST 16384

static petpulse_kernel kernel;
static tape input;
static int32_t row[PETPULSE_MINUTE_COLUMNS];

/* Paints the free stack; returns where painting stopped, the call's own ground level. */
static char* paint(void)
{
  char* here = (char*)__builtin_frame_address(0) - 64;
  memset(here - DEEPEST, PAINT, DEEPEST);
  return here;
}

/* Bytes from the ground level to the deepest one that lost its paint. */
static long used(const char* from)
{
  const char* at = from - DEEPEST;
  while (at < from && *at == PAINT) at++;
  return from - at;
}

typedef struct { unsigned long calls, worst; unsigned long long sum; } cost;

static void add(cost* c, uint32_t spent)
{
  c->calls++;
  c->sum += spent;
  if (spent > c->worst) c->worst = spent;
}

static void print(const char* name, const cost* c)
{
  unsigned long long mean = c->calls ? c->sum * INSTRUCTIONS_A_TICK * 10 / c->calls : 0;
  printf("\"%s\":{\"calls\":%lu,\"mean\":%lu.%lu,\"worst\":%lu},", name, c->calls, (unsigned long)(mean / 10), (unsigned long)(mean % 10),
    c->worst * INSTRUCTIONS_A_TICK);
}

int main(void)
{
  cost sample = { 0 }, motion = { 0 }, tick = { 0 }, minute = { 0 }, begin = { 0 };
  long stack = 0, records = 0;
  if (!tape_open(&input, "tape.bin")) {
    printf("{\"error\":\"no tape.bin\"}\n");
    return 2;
  }
  const tape_record* r;
  uint32_t before;
  while ((r = tape_next(&input))) {
    const int32_t* a = r->args;
    /* The stack is painted anew now and then only: painting costs more than the sample. 97 meets every place in a hop. */
    int look = records++ % 97 == 0;
    char* from = look ? paint() : 0;
    before = ticks();
    switch (r->op) {
      case TAPE_BEGIN: petpulse_begin(&kernel, a[0]); add(&begin, ticks() - before); break;
      case TAPE_SAMPLE: petpulse_sample(&kernel, a[0], a[1], a[2], a[3], a[4], a[5]); add(&sample, ticks() - before); break;
      case TAPE_MOTION: petpulse_motion(&kernel, a[0], a[1], a[2]); add(&motion, ticks() - before); break;
      case TAPE_TICK:
        petpulse_tick(&kernel);
        add(&tick, ticks() - before);
        if (tick.calls % 60 == 0) {
          before = ticks();
          petpulse_take_minute(&kernel, row);
          add(&minute, ticks() - before);
        }
        break;
      case TAPE_TEMPERATURE: petpulse_set_temperature(&kernel, a[0]); break;
      case TAPE_BATTERY: petpulse_set_battery(&kernel, a[0], a[1]); break;
      default: break;
    }
    if (look && used(from) > stack) stack = used(from);
  }
  printf("{");
  print("begin", &begin);
  print("sample", &sample);
  print("motion", &motion);
  print("tick", &tick);
  print("minute", &minute);
  printf("\"stackBytes\":%ld}\n", stack);
  return 0;
}
