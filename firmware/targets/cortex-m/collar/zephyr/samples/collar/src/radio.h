#ifndef RADIO_H
#define RADIO_H
#include <stdbool.h>
#include <zephyr/kernel.h>
#include "board.h"

/** Publishes the services and advertises. 0 or a negative errno. */
int radio_start(const uint8_t* device);
/** Waits for what the radio has to say; false when it said nothing in time. */
bool radio_wait(board_event* event, k_timeout_t timeout);
#endif
