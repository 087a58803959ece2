/*
 * Loads the blob on an emulated Cortex-M4 to several places in RAM and plays it trace.bin (tools/espruino/fake/trace.ts), everything
 * that a script said to a collar and what that answered: every result and every byte found in the window has to be the same, while code
 * and state are moved in between. Prints JSON.
 */
#include <stdio.h>
#include <string.h>
#include <stdint.h>

extern const uint8_t blob_begin[], blob_end[];

/* Aligned to 4 only, in pages of their own and across them: what a script's heap gives. */
static const uint32_t places[] = { 0x0, 0x4, 0x104, 0xffc, 0x2344 };
#define PLACES (sizeof places / sizeof *places)
#define MOVE_EVERY 1000
/* Behind the state: linear memory is proven to be no larger than the blob says. */
#define GUARD 64
#define GUARDED 0x5c
#define HEAD_WORDS 4
enum { BEGIN = 0, PUT = 100, TAKE = 101, LONGEST = 4096 };
static uint8_t area[160 * 1024] __attribute__((aligned(4096)));
static uint8_t bytes[LONGEST];

typedef int (*entry)(int, int, int, int);

static unsigned broken(const uint8_t* guard)
{
  for (int i = 0; i < GUARD; i++) if (guard[i] != GUARDED) return 1;
  return 0;
}

int main(void)
{
  const uint32_t* head = (const uint32_t*)blob_begin;
  uint32_t code_bytes = blob_end - blob_begin, whole = ((code_bytes + 7) & ~7u) + head[3], window = 0;
  unsigned at = 0, moves = 0, differ = 0;
  long calls = 0, taken = 0;
  int32_t op, args[5];
  uint8_t* code = area + places[0];
  FILE* trace = fopen("trace.bin", "rb");
  if (!trace || whole + GUARD + places[PLACES - 1] > sizeof area) {
    printf("{\"error\":\"no trace.bin, or no room for %lu bytes\"}\n", (unsigned long)whole);
    return 2;
  }
  setvbuf(trace, 0, _IOFBF, 1 << 14);
  memset(area, 0xa5, sizeof area);
  memcpy(code, blob_begin, code_bytes);
  memset(code + whole, GUARDED, GUARD);
  __asm volatile("dsb\n isb");
  while (fread(&op, 4, 1, trace) == 1) {
    if (op >= PUT) {
      if (fread(args, 4, 2, trace) != 2 || args[1] > LONGEST || fread(bytes, 1, (args[1] + 3) & ~3, trace) == 0) break;
      if (op == PUT) memcpy(code + window + args[0], bytes, args[1]);
      else {
        taken += args[1];
        if (memcmp(code + window + args[0], bytes, args[1])) differ++;
      }
      continue;
    }
    if (fread(args, 4, 5, trace) != 5) break;
    int result = ((entry)(code + head[HEAD_WORDS + op]))(args[0], args[1], args[2], args[3]);
    if (op == BEGIN) window = (uint32_t)result;
    else if (result != args[4]) differ++;
    if (++calls % MOVE_EVERY == 0) {
      uint8_t* to = area + places[++at % PLACES];
      differ += broken(code + whole);
      memmove(to, code, whole);
      code = to;
      memset(code + whole, GUARDED, GUARD);
      moves++;
      __asm volatile("dsb\n isb");
    }
  }
  differ += broken(code + whole);
  printf("{\"calls\":%ld,\"taken\":%ld,\"moves\":%u,\"differ\":%u}\n", calls, taken, moves, differ);
  return 0;
}
