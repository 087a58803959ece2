/*
 * Plays tape.bin to the collar's C library on an emulated Cortex-M4, flash in memory, and prints what it cost, as JSON. Identity and
 * entropy are those of targets/tape/player.ts, so that a tape's hub is let in.
 */
#include "cost.h"
#include "petpulse_collar.h"
#include "../../tape/tape.h"

/* Of operations.ts: what a kernel knows nothing of. */
enum { TAPE_CONNECTED = 5, TAPE_DISCONNECTED = 6, TAPE_WRITE = 7, TAPE_POLL = 8 };

#define PAGES 4

static petpulse_collar collar;
static tape input;
static uint8_t flash[PAGES * PETPULSE_PAGE_BYTES];
static uint8_t drawn;

static int32_t flash_read(void* context, uint32_t address, uint8_t* into, uint32_t length)
{
  (void)context;
  memcpy(into, flash + address, length);
  return PETPULSE_OK;
}

static int32_t flash_write(void* context, uint32_t address, const uint8_t* from, uint32_t length)
{
  (void)context;
  for (uint32_t i = 0; i < length; i++) flash[address + i] &= from[i];
  return PETPULSE_OK;
}

static int32_t flash_erase(void* context, uint32_t page)
{
  (void)context;
  memset(flash + page * PETPULSE_PAGE_BYTES, 0xff, PETPULSE_PAGE_BYTES);
  return PETPULSE_OK;
}

static void entropy(void* context, uint8_t* into, uint32_t length)
{
  (void)context;
  for (uint32_t i = 0; i < length; i++) into[i] = ++drawn;
}

int main(void)
{
  static const petpulse_port port = { 0, PAGES, flash_read, flash_write, flash_erase, entropy };
  petpulse_identity identity = { .epoch = 0 };
  petpulse_collar_status status;
  cost begin = { 0 }, sample = { 0 }, motion = { 0 }, tick = { 0 }, written = { 0 }, poll = { 0 };
  long stack = 0, records = 0;
  static uint8_t out[PETPULSE_FRAGMENT_BYTES];
  if (!tape_open(&input, "tape.bin")) {
    printf("{\"error\":\"no tape.bin\"}\n");
    return 2;
  }
  for (int i = 0; i < PETPULSE_DEVICE_BYTES; i++) identity.device[i] = (uint8_t)i;
  for (int i = 0; i < PETPULSE_KEY_BYTES; i++) identity.key[i] = (uint8_t)i;
  memset(flash, 0xff, sizeof flash);
  const tape_record* r;
  uint32_t before;
  while ((r = tape_next(&input))) {
    const int32_t* a = r->args;
    /* Painting costs more than a sample, of which there are many; everything else is looked at each time. */
    int look = (r->op != TAPE_SAMPLE && r->op != TAPE_MOTION) || records % 97 == 0;
    char* from = look ? paint() : 0;
    records++;
    before = ticks();
    switch (r->op) {
      case TAPE_BEGIN: petpulse_collar_begin(&collar, &port, &identity, a[0], 0); add(&begin, ticks() - before); break;
      case TAPE_SAMPLE: petpulse_collar_sample(&collar, a[0], a[1], a[2], a[3], a[4], a[5]); add(&sample, ticks() - before); break;
      case TAPE_MOTION: petpulse_collar_motion(&collar, a[0], a[1], a[2]); add(&motion, ticks() - before); break;
      case TAPE_TICK: petpulse_collar_tick(&collar); add(&tick, ticks() - before); break;
      case TAPE_TEMPERATURE: petpulse_collar_set_temperature(&collar, a[0]); break;
      case TAPE_BATTERY: petpulse_collar_set_battery(&collar, a[0], a[1]); break;
      case TAPE_CONNECTED: petpulse_collar_connected(&collar); break;
      case TAPE_DISCONNECTED: petpulse_collar_disconnected(&collar); break;
      case TAPE_WRITE: petpulse_collar_written(&collar, (const uint8_t*)(a + 1), (uint32_t)a[0]); add(&written, ticks() - before); break;
      case TAPE_POLL:
        for (int i = 0; i < a[0]; i++) {
          before = ticks();
          uint32_t length = petpulse_collar_poll(&collar, out, (uint32_t)a[1]);
          add(&poll, ticks() - before);
          if (length == 0) break;
        }
        break;
      default: break;
    }
    if (look && used(from) > stack) stack = used(from);
  }
  petpulse_collar_read(&collar, &status);
  printf("{");
  print("begin", &begin);
  print("sample", &sample);
  print("motion", &motion);
  print("tick", &tick);
  print("written", &written);
  print("poll", &poll);
  printf("\"stackBytes\":%ld,\"frames\":%lu,\"acknowledged\":%lu}\n", stack, (unsigned long)status.next_seq - 1, (unsigned long)status.acked_seq);
  return 0;
}
