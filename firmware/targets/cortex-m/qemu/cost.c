/* Plays tape.bin to the kernel's C library on an emulated Cortex-M4 and prints what it cost, as JSON. */
#include "cost.h"
#include "petpulse.h"
#include "../../tape/tape.h"

static petpulse_kernel kernel;
static tape input;
static int32_t row[PETPULSE_MINUTE_COLUMNS];

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
