/* Plays tape.bin to the whole collar, compiled through C, on an emulated Cortex-M4 and prints the digest as JSON. */
#include <stdio.h>
#include "player.c"
#include "../../tape/tape.h"

static Z_player_instance_t player;
static tape input;

int main(void)
{
  long records = 0;
  if (!tape_open(&input, "tape.bin")) {
    printf("{\"error\":\"no tape.bin\"}\n");
    return 2;
  }
  Z_player_instantiate(&player);
  const tape_record* r;
  while ((r = tape_next(&input))) {
    const int32_t* a = r->args;
    Z_playerZ_step(&player, (u32)r->op, (u32)a[0], (u32)a[1], (u32)a[2], (u32)a[3], (u32)a[4], (u32)a[5]);
    records++;
  }
  printf("{\"records\":%ld,\"digest\":\"%08lx\"}\n", records, (unsigned long)Z_playerZ_digest(&player));
  return 0;
}
