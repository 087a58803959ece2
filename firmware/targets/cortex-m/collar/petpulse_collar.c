/* The names of petpulse_collar.h over wasm2c's output, which is included so that the compiler sees one unit. */
#include "petpulse_collar_size.h"
#define PETPULSE_LINEAR_BYTES PETPULSE_COLLAR_LINEAR_BYTES /* before the generated file: how much memory that has */
#include "collar.c"
#include "petpulse_collar.h"

/* What the generated code hands to the functions it imports: the integrator's port, and where its memory lies. */
struct Z_port_instance_t {
  const petpulse_port* port;
  u8* memory;
};

typedef struct {
  Z_collar_instance_t module;
  struct Z_port_instance_t port;
} whole;

_Static_assert(sizeof(whole) <= PETPULSE_COLLAR_BYTES, "petpulse_collar_size.h is of another build");
_Static_assert(PETPULSE_COLLAR_BYTES % 8 == 0, "the state is made of 8-byte words");

static inline whole* of(petpulse_collar* collar) { return (whole*)collar; }
static inline Z_collar_instance_t* module(petpulse_collar* collar) { return &of(collar)->module; }
static inline u8* buffer(petpulse_collar* collar) { return of(collar)->port.memory + Z_collarZ_buffer(module(collar)); }

u32 Z_portZ_flashPages(struct Z_port_instance_t* p) { return p->port->pages; }

u32 Z_portZ_flashRead(struct Z_port_instance_t* p, u32 address, u32 into, u32 at, u32 length)
{
  return (u32)p->port->read(p->port->context, address, p->memory + into + at, length);
}

u32 Z_portZ_flashWrite(struct Z_port_instance_t* p, u32 address, u32 from, u32 at, u32 length)
{
  return (u32)p->port->write(p->port->context, address, p->memory + from + at, length);
}

u32 Z_portZ_flashErase(struct Z_port_instance_t* p, u32 page) { return (u32)p->port->erase(p->port->context, page); }

void Z_portZ_entropyFill(struct Z_port_instance_t* p, u32 into, u32 length) { p->port->entropy(p->port->context, p->memory + into, length); }

int32_t petpulse_collar_begin(petpulse_collar* collar, const petpulse_port* port, const petpulse_identity* identity, int32_t channels,
  int32_t reset_reason)
{
  if (channels < 1 || channels > 3 || port->pages < 4 || port->pages > PETPULSE_COLLAR_PAGES) return PETPULSE_BAD_ARGUMENT;
  if (!port->read || !port->write || !port->erase || !port->entropy) return PETPULSE_BAD_ARGUMENT;
  memset(collar, 0, sizeof *collar);
  of(collar)->port.port = port;
  of(collar)->port.memory = module(collar)->w2c_memory.data;
  Z_collar_instantiate(module(collar), &of(collar)->port);
  memcpy(buffer(collar), identity->device, PETPULSE_DEVICE_BYTES);
  memcpy(buffer(collar) + PETPULSE_DEVICE_BYTES, identity->key, PETPULSE_KEY_BYTES);
  Z_collarZ_make(module(collar), (u32)channels);
  return (int32_t)Z_collarZ_start(module(collar), identity->epoch, (u32)reset_reason);
}

void petpulse_collar_set_profile(petpulse_collar* collar, petpulse_profile profile) { Z_collarZ_setProfile(module(collar), (u32)profile); }

int32_t petpulse_collar_light(petpulse_collar* collar) { return (int32_t)Z_collarZ_light(module(collar)); }

void petpulse_collar_sample(petpulse_collar* collar, int32_t ppg0, int32_t ppg1, int32_t ppg2, int32_t ax, int32_t ay, int32_t az)
{
  Z_collarZ_sample(module(collar), (u32)ppg0, (u32)ppg1, (u32)ppg2, (u32)ax, (u32)ay, (u32)az);
}

void petpulse_collar_motion(petpulse_collar* collar, int32_t ax, int32_t ay, int32_t az)
{
  Z_collarZ_motion(module(collar), (u32)ax, (u32)ay, (u32)az);
}

void petpulse_collar_tick(petpulse_collar* collar) { Z_collarZ_tick(module(collar)); }

void petpulse_collar_set_temperature(petpulse_collar* collar, int32_t centi) { Z_collarZ_setTemperature(module(collar), (u32)centi); }

void petpulse_collar_set_battery(petpulse_collar* collar, int32_t percent, int32_t charging)
{
  Z_collarZ_setBattery(module(collar), (u32)percent, (u32)charging);
}

void petpulse_collar_connected(petpulse_collar* collar) { Z_collarZ_connected(module(collar)); }

void petpulse_collar_disconnected(petpulse_collar* collar) { Z_collarZ_disconnected(module(collar)); }

int32_t petpulse_collar_written(petpulse_collar* collar, const uint8_t* fragment, uint32_t length)
{
  if (length < 1 || length > PETPULSE_FRAGMENT_BYTES) return PETPULSE_BAD_ARGUMENT;
  memcpy(buffer(collar), fragment, length);
  Z_collarZ_receive(module(collar), length);
  return PETPULSE_OK;
}

uint32_t petpulse_collar_poll(petpulse_collar* collar, uint8_t* out, uint32_t size)
{
  u32 length = Z_collarZ_poll(module(collar), size);
  memcpy(out, buffer(collar), length);
  return length;
}

int32_t petpulse_collar_flush(petpulse_collar* collar) { return (int32_t)Z_collarZ_flush(module(collar)); }

void petpulse_collar_read(petpulse_collar* collar, petpulse_collar_status* out)
{
  Z_collar_instance_t* m = module(collar);
  out->hops = (int32_t)Z_collarZ_hops(m);
  out->heart_rate = (int32_t)Z_collarZ_heartRate(m);
  out->confidence = (int32_t)Z_collarZ_confidence(m);
  out->flags = (int32_t)Z_collarZ_flags(m);
  out->intensity = (int32_t)Z_collarZ_intensity(m);
  out->activity = (int32_t)Z_collarZ_activity(m);
  out->battery = (int32_t)Z_collarZ_battery(m);
  out->uptime_s = Z_collarZ_uptime(m);
  out->epoch = Z_collarZ_epoch(m);
  out->next_seq = Z_collarZ_nextSeq(m);
  out->acked_seq = Z_collarZ_ackedSeq(m);
  out->sending = (int32_t)Z_collarZ_sending(m);
  out->light = (int32_t)Z_collarZ_light(m);
  out->radio_every_ms = (int32_t)Z_collarZ_radioEvery(m);
}
