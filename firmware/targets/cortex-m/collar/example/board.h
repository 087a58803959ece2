/*
 * What the example asks of the board under it. Write these few functions over nRF5 SDK, Zephyr or registers, and main.c runs as it is;
 * qemu/board.c is them for an emulated board.
 */
#ifndef BOARD_H
#define BOARD_H
#include "petpulse_collar.h"

typedef enum {
  BOARD_SAMPLE,      /* sensors have a sample: light, acceleration */
  BOARD_SECOND,      /* the clock has gone on by a second */
  BOARD_TEMPERATURE, /* value: 0.01 degree Celsius */
  BOARD_BATTERY,     /* value: 0 … 100 % */
  BOARD_CONNECTED,
  BOARD_DISCONNECTED,
  BOARD_WRITTEN, /* a central wrote bytes[0 … length) to the control characteristic */
  BOARD_ROOM     /* the radio has room for notifications again, or a central has subscribed */
} board_news;

typedef struct {
  board_news news;
  int32_t light[3], acceleration[3], value;
  const uint8_t* bytes; /* until the next board_wait */
  uint32_t length;
} board_event;

/** Clocks, sensors, radio; identity, channels and profile out of the device's protected page. Returns the collar's flash and generator. */
const petpulse_port* board_start(petpulse_identity* identity, int32_t* channels, petpulse_profile* profile);
/** Keeps the epoch beside the identity. */
void board_keep_epoch(uint32_t epoch);
/** Sleeps until something has happened. */
void board_wait(board_event* event);
/** Burns the light or lets it rest. */
void board_light(int32_t on);
/** Bytes that a notification may carry now: the ATT MTU less 3; 0 while nobody has subscribed or the radio's queue is full. */
uint32_t board_notify_room(void);
void board_notify(const uint8_t* bytes, uint32_t length);
/** For a screen, a log or a debugger. */
void board_show(const petpulse_collar_status* status);
/** Nothing can be done about it: says why and resets. */
void board_fail(int32_t code) __attribute__((noreturn));
#endif
