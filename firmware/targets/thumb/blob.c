/*
 * The kernel as position-independent Thumb code with a table of entries, for a host that loads native code at run time (Espruino's
 * E.nativeCall). An entry takes at most four ints and returns one: what such a host can pass. The state lies behind the code and is
 * found from the program counter, so code and state may be moved together between calls.
 */
#include "kernel.c"

static Z_kernel_instance_t kernel __attribute__((section(".state")));
#define K (&kernel)
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

ENTRY begin(int channels)
{
  memset(K, 0, sizeof kernel);
  Z_kernel_instantiate(K);
  Z_kernelZ_begin(K, (u32)channels);
  return 0;
}
/* One light channel: four arguments are all there is. */
ENTRY sample(int light, int x, int y, int z) { Z_kernelZ_sample(K, (u32)light, 0, 0, (u32)x, (u32)y, (u32)z); return (int)Z_kernelZ_hops(K); }
ENTRY motion(int x, int y, int z) { Z_kernelZ_motion(K, (u32)x, (u32)y, (u32)z); return (int)Z_kernelZ_hops(K); }
ENTRY tick(void) { Z_kernelZ_tick(K); return (int)Z_kernelZ_flags(K); }
ENTRY set_temperature(int centi) { Z_kernelZ_setTemperature(K, (u32)centi); return 0; }
ENTRY set_battery(int percent, int charging) { Z_kernelZ_setBattery(K, (u32)percent, (u32)charging); return 0; }
ENTRY heart_rate(void) { return (int)Z_kernelZ_heartRate(K); }
ENTRY confidence(void) { return (int)Z_kernelZ_confidence(K); }
ENTRY flags(void) { return (int)Z_kernelZ_flags(K); }
ENTRY intensity(void) { return (int)Z_kernelZ_intensity(K); }
ENTRY activity(void) { return (int)Z_kernelZ_activity(K); }
ENTRY take_minute(void) { Z_kernelZ_takeMinute(K); return 0; }
ENTRY column(int index) { return (int)Z_kernelZ_column(K, (u32)index); }

/* Magic "PETK", version of this table, bytes of code, bytes of state; then each entry's offset with the Thumb bit. Differences of
   labels: nothing in it needs relocating. */
#define E(f) " .word " #f " - blob_head + 1\n"
__asm(
  ".section .head,\"a\"\n .align 3\n .global blob_head\nblob_head:\n"
  " .word 0x4b544550\n .word 1\n .word blob_end - blob_head\n .word blob_state_bytes\n"
  E(begin) E(sample) E(motion) E(tick) E(set_temperature) E(set_battery) E(heart_rate) E(confidence) E(flags) E(intensity)
  E(activity) E(take_minute) E(column)
  " .previous\n");
__attribute__((used)) static void sizes(void) { __asm volatile(".global blob_state_bytes\n .set blob_state_bytes, %c0" ::"i"(sizeof kernel)); }
