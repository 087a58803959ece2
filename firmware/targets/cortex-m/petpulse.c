/* The names of petpulse.h over wasm2c's output, which is included so that the compiler sees one unit. */
#include "petpulse_size.h" /* before the generated file: it says how much memory that has */
#include "kernel.c"
#include "petpulse.h"

_Static_assert(sizeof(Z_kernel_instance_t) <= PETPULSE_KERNEL_BYTES, "petpulse_size.h is of another build");
_Static_assert(PETPULSE_KERNEL_BYTES % 8 == 0, "the state is made of 8-byte words");

static inline Z_kernel_instance_t* instance(petpulse_kernel* kernel) { return (Z_kernel_instance_t*)kernel; }

void petpulse_begin(petpulse_kernel* kernel, int32_t channels)
{
  memset(kernel, 0, sizeof *kernel);
  Z_kernel_instantiate(instance(kernel));
  Z_kernelZ_begin(instance(kernel), (u32)channels);
}

void petpulse_sample(petpulse_kernel* kernel, int32_t ppg0, int32_t ppg1, int32_t ppg2, int32_t ax, int32_t ay, int32_t az)
{
  Z_kernelZ_sample(instance(kernel), (u32)ppg0, (u32)ppg1, (u32)ppg2, (u32)ax, (u32)ay, (u32)az);
}

void petpulse_motion(petpulse_kernel* kernel, int32_t ax, int32_t ay, int32_t az)
{
  Z_kernelZ_motion(instance(kernel), (u32)ax, (u32)ay, (u32)az);
}

void petpulse_tick(petpulse_kernel* kernel) { Z_kernelZ_tick(instance(kernel)); }

void petpulse_set_temperature(petpulse_kernel* kernel, int32_t centi) { Z_kernelZ_setTemperature(instance(kernel), (u32)centi); }

void petpulse_set_battery(petpulse_kernel* kernel, int32_t percent, int32_t charging)
{
  Z_kernelZ_setBattery(instance(kernel), (u32)percent, (u32)charging);
}

void petpulse_read(petpulse_kernel* kernel, petpulse_vitals* out)
{
  Z_kernel_instance_t* k = instance(kernel);
  out->hops = (int32_t)Z_kernelZ_hops(k);
  out->heart_rate = (int32_t)Z_kernelZ_heartRate(k);
  out->confidence = (int32_t)Z_kernelZ_confidence(k);
  out->flags = (int32_t)Z_kernelZ_flags(k);
  out->intensity = (int32_t)Z_kernelZ_intensity(k);
  out->activity = (int32_t)Z_kernelZ_activity(k);
}

void petpulse_take_minute(petpulse_kernel* kernel, int32_t* columns)
{
  Z_kernelZ_takeMinute(instance(kernel));
  for (int i = 0; i < PETPULSE_MINUTE_COLUMNS; i++) columns[i] = (int32_t)Z_kernelZ_column(instance(kernel), (u32)i);
}
