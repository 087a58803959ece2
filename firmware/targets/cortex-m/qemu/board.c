/*
 * The board under collar/example/main.c, emulated: sensors, clock and radio are messages on the emulator's standard input and output, flash is flash.bin,
 * random bytes come from the file `entropy`, all in the emulator's folder. Time is what the messages say it is.
 *
 * message = length of what follows (2 bytes), kind (1 byte), content; all little-endian. The host speaks, the board answers with any
 * number of NOTIFY and then one DONE, and only then is spoken to again.
 *
 *   host   BOOT          device (8), key (32), epoch (4), pages (4), channels (1), profile (1). First of all.
 *          ADVANCE       temperature (2: 0.01 degree Celsius, 0x7fff unknown), battery (1: %, 255 unknown), tick (1: a second has
 *                        passed after the samples), then samples of six 4-byte words: light 0, 1, 2, acceleration x, y, z
 *          CONNECTED, DISCONNECTED
 *          WRITTEN       the fragment
 *          ROOM          bytes of a notification (2), how many (1); what is not used is forgotten
 *   board  NOTIFY        the fragment
 *          DONE          petpulse_collar_status, fourteen 4-byte words
 *          FAILED        code (4); then the board stops
 */
#include <string.h>
#include "board.h"

enum { BOOT = 'b', ADVANCE = 'a', CONNECTED = 'c', DISCONNECTED = 'x', WRITTEN = 'w', ROOM = 'r', NOTIFY = 'n', DONE = 'd', FAILED = 'f' };

/* "Semihosting for AArch32 and AArch64", Arm 100863: operations, and the modes of SYS_OPEN ("rb", "r+b", "wb"). */
enum { SYS_OPEN = 0x01, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_SEEK = 0x0a, SYS_EXIT = 0x18 };
enum { READ = 1, UPDATE = 3, WRITE = 5 };
#define STOPPED_APPLICATION_EXIT 0x20026

#define CONTENT_BYTES 4096
#define SAMPLE_WORDS 6
#define UNKNOWN_TEMPERATURE 0x7fff
#define UNKNOWN_BATTERY 255

static int32_t from_host, to_host, flash_file, entropy_file;
static struct { uint8_t kind, content[CONTENT_BYTES]; } message;
static uint32_t length;      /* of the content */
static uint32_t at;          /* in an ADVANCE: content told so far */
static int advancing;
static uint32_t room, rooms; /* bytes of a notification, and how many the radio has room for */
static petpulse_collar_status shown;
static petpulse_port port;

static int32_t call(int32_t operation, const void* arguments)
{
  register int32_t r0 __asm("r0") = operation;
  register const void* r1 __asm("r1") = arguments;
  __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

static void stop(void)
{
  for (;;) call(SYS_EXIT, (const void*)STOPPED_APPLICATION_EXIT);
}

static int32_t open_file(const char* name, int32_t mode)
{
  const uint32_t a[] = { (uint32_t)name, (uint32_t)mode, strlen(name) };
  int32_t handle = call(SYS_OPEN, a);
  if (handle == -1) stop();
  return handle;
}

/* Bytes that were not read. */
static uint32_t read_file(int32_t handle, void* into, uint32_t bytes)
{
  const uint32_t a[] = { (uint32_t)handle, (uint32_t)into, bytes };
  return (uint32_t)call(SYS_READ, a);
}

/* Bytes that were not written. */
static uint32_t write_file(int32_t handle, const void* from, uint32_t bytes)
{
  const uint32_t a[] = { (uint32_t)handle, (uint32_t)from, bytes };
  return (uint32_t)call(SYS_WRITE, a);
}

static int32_t seek_file(int32_t handle, uint32_t address)
{
  const uint32_t a[] = { (uint32_t)handle, address };
  return call(SYS_SEEK, a);
}

static uint32_t half(const uint8_t* p) { return p[0] | (uint32_t)p[1] << 8; }
static uint32_t word(const uint8_t* p) { return half(p) | half(p + 2) << 16; }

static void hear(void* into, uint32_t bytes)
{
  uint8_t* p = into;
  while (bytes > 0) {
    uint32_t left = read_file(from_host, p, bytes);
    if (left >= bytes) stop(); /* nobody speaks any more */
    p += bytes - left;
    bytes = left;
  }
}

static void tell(uint8_t kind, const void* content, uint32_t bytes)
{
  static uint8_t out[3 + PETPULSE_FRAGMENT_BYTES];
  out[0] = (uint8_t)(bytes + 1);
  out[1] = (uint8_t)((bytes + 1) >> 8);
  out[2] = kind;
  memcpy(out + 3, content, bytes);
  if (write_file(to_host, out, 3 + bytes) != 0) stop();
}

static void next_message(void)
{
  uint8_t head[2];
  hear(head, sizeof head);
  length = half(head) - 1;
  if (length > CONTENT_BYTES) stop();
  hear(&message, 1 + length);
  at = 0;
}

/* The rules of NOR flash, as targets/node/file-flash.ts keeps them, and one more: a word that has been written refuses. */
static int within(uint32_t address, uint32_t bytes)
{
  uint32_t end = port.pages * PETPULSE_PAGE_BYTES;
  return address <= end && bytes <= end - address;
}

static int32_t flash_read(void* context, uint32_t address, uint8_t* into, uint32_t bytes)
{
  (void)context;
  if (!within(address, bytes)) return PETPULSE_FLASH_RANGE;
  return seek_file(flash_file, address) == 0 && read_file(flash_file, into, bytes) == 0 ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

static int32_t flash_write(void* context, uint32_t address, const uint8_t* from, uint32_t bytes)
{
  static uint8_t now[PETPULSE_PAGE_BYTES];
  if (!within(address, bytes) || ((address | bytes) & 3) || address % PETPULSE_PAGE_BYTES + bytes > PETPULSE_PAGE_BYTES)
    return PETPULSE_FLASH_RANGE;
  int32_t done = flash_read(context, address, now, bytes);
  if (done != PETPULSE_OK) return done;
  for (uint32_t i = 0; i < bytes; i++)
    if (now[i] != 0xff) return PETPULSE_FLASH_FAILED;
  return seek_file(flash_file, address) == 0 && write_file(flash_file, from, bytes) == 0 ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

static int32_t flash_erase(void* context, uint32_t page)
{
  static uint8_t erased[PETPULSE_PAGE_BYTES];
  (void)context;
  if (page >= port.pages) return PETPULSE_FLASH_RANGE;
  memset(erased, 0xff, sizeof erased);
  uint32_t address = page * PETPULSE_PAGE_BYTES;
  return seek_file(flash_file, address) == 0 && write_file(flash_file, erased, sizeof erased) == 0 ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

static void entropy(void* context, uint8_t* into, uint32_t bytes)
{
  (void)context;
  if (read_file(entropy_file, into, bytes) != 0) stop(); /* better no session than a nonce that can be foreseen */
}

const petpulse_port* board_start(petpulse_identity* identity, int32_t* channels, petpulse_profile* profile)
{
  from_host = open_file(":tt", READ);
  to_host = open_file(":tt", WRITE);
  flash_file = open_file("flash.bin", UPDATE);
  entropy_file = open_file("entropy", READ);
  next_message();
  const uint8_t* c = message.content;
  if (message.kind != BOOT || length != PETPULSE_DEVICE_BYTES + PETPULSE_KEY_BYTES + 10) stop();
  memcpy(identity->device, c, PETPULSE_DEVICE_BYTES);
  memcpy(identity->key, c + PETPULSE_DEVICE_BYTES, PETPULSE_KEY_BYTES);
  c += PETPULSE_DEVICE_BYTES + PETPULSE_KEY_BYTES;
  identity->epoch = word(c);
  *channels = c[8];
  *profile = c[9] ? PETPULSE_CONTINUOUS : PETPULSE_BURSTS;
  port = (petpulse_port){ 0, word(c + 4), flash_read, flash_write, flash_erase, entropy };
  return &port;
}

/* The host has it from DONE. */
void board_keep_epoch(uint32_t epoch) { (void)epoch; }

/* The next thing in an ADVANCE; 0 when all of it has been told. */
static int advance(board_event* event)
{
  const uint8_t* c = message.content;
  if (at == 0) at = 4;
  if (at + 4 * SAMPLE_WORDS <= length) {
    for (int i = 0; i < 3; i++) {
      event->light[i] = (int32_t)word(c + at + 4 * i);
      event->acceleration[i] = (int32_t)word(c + at + 12 + 4 * i);
    }
    at += 4 * SAMPLE_WORDS;
    event->news = BOARD_SAMPLE;
    return 1;
  }
  if (at <= length) { /* once each, after the samples */
    at = length + 1;
    event->news = BOARD_TEMPERATURE;
    event->value = (int16_t)half(c);
    if (event->value != UNKNOWN_TEMPERATURE) return 1;
  }
  if (at == length + 1) {
    at++;
    event->news = BOARD_BATTERY;
    event->value = c[2];
    if (c[2] != UNKNOWN_BATTERY) return 1;
  }
  if (at == length + 2) {
    at++;
    event->news = BOARD_SECOND;
    if (c[3]) return 1;
  }
  return 0;
}

void board_wait(board_event* event)
{
  for (;;) {
    if (advancing && advance(event)) return;
    advancing = 0;
    room = rooms = 0;
    tell(DONE, &shown, sizeof shown);
    next_message();
    switch (message.kind) {
      case ADVANCE: advancing = length >= 4; break;
      case CONNECTED: event->news = BOARD_CONNECTED; return;
      case DISCONNECTED: event->news = BOARD_DISCONNECTED; return;
      case WRITTEN:
        event->news = BOARD_WRITTEN;
        event->bytes = message.content;
        event->length = length;
        return;
      case ROOM:
        if (length < 3) break;
        room = half(message.content);
        rooms = message.content[2];
        if (room > PETPULSE_FRAGMENT_BYTES) room = PETPULSE_FRAGMENT_BYTES;
        event->news = BOARD_ROOM;
        return;
      default: break;
    }
  }
}

void board_light(int32_t on) { (void)on; }

uint32_t board_notify_room(void) { return rooms > 0 ? room : 0; }

void board_notify(const uint8_t* bytes, uint32_t count)
{
  rooms--;
  tell(NOTIFY, bytes, count);
}

void board_show(const petpulse_collar_status* status) { shown = *status; }

void board_fail(int32_t code)
{
  tell(FAILED, &code, sizeof code);
  for (;;) stop();
}
