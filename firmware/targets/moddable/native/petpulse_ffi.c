#include "petpulse_ffi.h"
#include <string.h>
#include "petpulse_collar.h"

static petpulse_collar collar;
static petpulse_port port;

int32_t petpulseBegin(uint8_t* identity, uint32_t epoch, int32_t channels, int32_t continuous, uint32_t pages)
{
  petpulse_identity who;
  uint32_t there = petpulse_port_pages();
  port.pages = pages < there ? pages : there;
  port.read = petpulse_port_read;
  port.write = petpulse_port_write;
  port.erase = petpulse_port_erase;
  port.entropy = petpulse_port_entropy;
  memcpy(who.device, identity, PETPULSE_DEVICE_BYTES);
  memcpy(who.key, identity + PETPULSE_DEVICE_BYTES, PETPULSE_KEY_BYTES);
  who.epoch = epoch;
  int32_t begun = petpulse_collar_begin(&collar, &port, &who, channels, 0);
  memset(&who, 0, sizeof who);
  if (begun == PETPULSE_OK) petpulse_collar_set_profile(&collar, continuous ? PETPULSE_CONTINUOUS : PETPULSE_BURSTS);
  return begun;
}

int32_t petpulseLit(void) { return petpulse_collar_light(&collar); }

void petpulseSample(int32_t light0, int32_t light1, int32_t light2, int32_t x, int32_t y, int32_t z)
{
  petpulse_collar_sample(&collar, light0, light1, light2, x, y, z);
}

void petpulseMotion(int32_t x, int32_t y, int32_t z) { petpulse_collar_motion(&collar, x, y, z); }

void petpulseTick(void) { petpulse_collar_tick(&collar); }

void petpulseSetTemperature(int32_t centi) { petpulse_collar_set_temperature(&collar, centi); }

void petpulseSetBattery(int32_t percent) { petpulse_collar_set_battery(&collar, percent, 0); }

void petpulseConnected(void) { petpulse_collar_connected(&collar); }

void petpulseDisconnected(void) { petpulse_collar_disconnected(&collar); }

void petpulseReceive(uint8_t* fragment, uint32_t length) { petpulse_collar_written(&collar, fragment, length); }

uint32_t petpulsePoll(uint8_t* out, uint32_t size) { return petpulse_collar_poll(&collar, out, size); }

void petpulseRead(int32_t* out)
{
  petpulse_collar_status status;
  petpulse_collar_read(&collar, &status);
  _Static_assert(sizeof status == 14 * sizeof(int32_t), "native-core.ts reads 14 words");
  memcpy(out, &status, sizeof status);
}
