/* A whole collar in one loop: what the board has to say goes in, what the collar has to say goes out. No heap, no thread. */
#include <string.h>
#include "board.h"

/* Flash may be busy after a brown-out; that it never works again is the board's to show. */
#define FLASH_TRIES 3

static petpulse_collar collar;

static void boot(void)
{
  petpulse_identity identity;
  petpulse_profile profile;
  int32_t channels, done = PETPULSE_FLASH_FAILED;
  const petpulse_port* port = board_start(&identity, &channels, &profile);
  for (int i = 0; i < FLASH_TRIES && done == PETPULSE_FLASH_FAILED; i++) done = petpulse_collar_begin(&collar, port, &identity, channels, 0);
  memset(&identity, 0, sizeof identity);
  if (done != PETPULSE_OK) board_fail(done);
  petpulse_collar_set_profile(&collar, profile);
}

static void take(const board_event* event)
{
  const int32_t* a = event->acceleration;
  switch (event->news) {
    case BOARD_SAMPLE:
      if (petpulse_collar_light(&collar)) petpulse_collar_sample(&collar, event->light[0], event->light[1], event->light[2], a[0], a[1], a[2]);
      else petpulse_collar_motion(&collar, a[0], a[1], a[2]);
      break;
    case BOARD_SECOND: petpulse_collar_tick(&collar); break;
    case BOARD_TEMPERATURE: petpulse_collar_set_temperature(&collar, event->value); break;
    case BOARD_BATTERY: petpulse_collar_set_battery(&collar, event->value, 0); break;
    case BOARD_CONNECTED: petpulse_collar_connected(&collar); break;
    case BOARD_DISCONNECTED: petpulse_collar_disconnected(&collar); break;
    case BOARD_WRITTEN: petpulse_collar_written(&collar, event->bytes, event->length); break;
    case BOARD_ROOM: break;
  }
}

/* Takes from the collar no more than the radio has room for: what waits in the collar is not lost with a connection. */
static void say(void)
{
  static uint8_t fragment[PETPULSE_FRAGMENT_BYTES];
  uint32_t room, length;
  while ((room = board_notify_room()) > 0 && (length = petpulse_collar_poll(&collar, fragment, room)) > 0) board_notify(fragment, length);
}

int main(void)
{
  petpulse_collar_status status;
  boot();
  petpulse_collar_read(&collar, &status);
  board_keep_epoch(status.epoch);
  board_show(&status);
  for (;;) {
    board_event event;
    board_wait(&event);
    take(&event);
    if (event.news == BOARD_SAMPLE) continue; /* nothing but a tick, the radio and its room makes the collar speak */
    say();
    petpulse_collar_read(&collar, &status);
    board_light(status.light);
    board_show(&status);
  }
}
