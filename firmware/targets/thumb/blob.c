/*
 * The whole collar (targets/wasm/blob-entry.ts) as position-independent Thumb code with a table of entries, for a host that loads
 * native code at run time (Espruino's E.nativeCall). An entry takes at most four ints and returns one: what such a host can pass. The
 * state lies behind the code and is found from the program counter, so code and state may be moved together between calls.
 */
#include "collar.c"

static Z_collar_instance_t collar __attribute__((section(".state")));
#define C (&collar)
#define ENTRY __attribute__((used, section(".text.entry"))) static int

/* gcc may call these for copies and fills. The barrier keeps it from seeing through the loop and calling them for itself. */
void* memset(void* to, int value, size_t bytes)
{
  uint8_t* p = to;
  while (bytes--) { *p++ = (uint8_t)value; __asm volatile("" ::: "memory"); }
  return to;
}
void* memcpy(void* to, const void* from, size_t bytes)
{
  uint8_t* p = to;
  const uint8_t* q = from;
  while (bytes--) { *p++ = *q++; __asm volatile("" ::: "memory"); }
  return to;
}
void* memmove(void* to, const void* from, size_t bytes)
{
  uint8_t* p = to;
  const uint8_t* q = from;
  if (p < q) return memcpy(to, from, bytes);
  while (bytes--) { p[bytes] = q[bytes]; __asm volatile("" ::: "memory"); }
  return to;
}

extern const uint8_t blob_head[] __attribute__((visibility("hidden")));

/* Before all others, and again to start anew. Gives where the window lies, counted from the head. */
ENTRY begin(void)
{
  memset(C, 0, sizeof collar);
  Z_collar_instantiate(C);
  return (int)(C->w2c_memory.data + Z_collarZ_window(C)) - (int)blob_head;
}
ENTRY pages(void) { return (int)Z_collarZ_pages(C); }
ENTRY make(void) { Z_collarZ_make(C); return 0; }
ENTRY newest(void) { return (int)Z_collarZ_newest(C); }
ENTRY load(int page) { return (int)Z_collarZ_load(C, (u32)page); }
ENTRY start(int epoch_floor, int reset_reason) { return (int)Z_collarZ_start(C, (u32)epoch_floor, (u32)reset_reason); }
ENTRY set_profile(int profile) { Z_collarZ_setProfile(C, (u32)profile); return 0; }
ENTRY set_battery(int percent, int charging) { Z_collarZ_setBattery(C, (u32)percent, (u32)charging); return 0; }
ENTRY set_rate(int hz100) { Z_collarZ_setRate(C, (u32)hz100); return 0; }
ENTRY light(int reading) { return (int)Z_collarZ_light(C, (u32)reading); }
ENTRY motion(int x, int y, int z) { Z_collarZ_motion(C, (u32)x, (u32)y, (u32)z); return 0; }
ENTRY tick(void) { return (int)Z_collarZ_tick(C); }
ENTRY value(int what) { return (int)Z_collarZ_value(C, (u32)what); }
ENTRY connected(void) { Z_collarZ_connected(C); return 0; }
ENTRY disconnected(void) { Z_collarZ_disconnected(C); return 0; }
ENTRY seed(int a, int b, int c, int d) { Z_collarZ_seed(C, (u32)a, (u32)b, (u32)c, (u32)d); return 0; }
ENTRY receive(int length) { Z_collarZ_receive(C, (u32)length); return 0; }
ENTRY need(int seq) { return (int)Z_collarZ_need(C, (u32)seq); }
ENTRY need_next(void) { return (int)Z_collarZ_needNext(C); }
ENTRY poll(int size) { return (int)Z_collarZ_poll(C, (u32)size); }
ENTRY pending(int what) { return (int)Z_collarZ_pending(C, (u32)what); }
ENTRY saved(void) { Z_collarZ_saved(C); return 0; }
ENTRY frame(int seq, int from) { return (int)Z_collarZ_frame(C, (u32)seq, (u32)from); }

/* Magic "PETC", version of this table, bytes of code, bytes of state; then each entry's offset with the Thumb bit. Differences of
   labels: nothing in it needs relocating. */
#define E(f) " .word " #f " - blob_head + 1\n"
__asm(
  ".section .head,\"a\"\n .align 3\n .global blob_head\nblob_head:\n"
  " .word 0x43544550\n .word 1\n .word blob_end - blob_head\n .word blob_state_bytes\n"
  E(begin) E(pages) E(make) E(newest) E(load) E(start) E(set_profile) E(set_battery) E(set_rate) E(light) E(motion) E(tick) E(value)
  E(connected) E(disconnected) E(seed) E(receive) E(need) E(need_next) E(poll) E(pending) E(saved) E(frame)
  " .previous\n");
__attribute__((used)) static void sizes(void) { __asm volatile(".global blob_state_bytes\n .set blob_state_bytes, %c0" ::"i"(sizeof collar)); }
