/* Flash and randomness of a native collar in the rig's host: the file that stands for a part, with a part's manners. */
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include "petpulse_collar.h"
#include "petpulse_ffi.h"

/** The open file; in collar-host.c. */
extern int flash_file(void);

uint32_t petpulse_port_pages(void) { return PETPULSE_COLLAR_PAGES; }

int32_t petpulse_port_read(void* context, uint32_t address, uint8_t* into, uint32_t length)
{
  memset(into, 0xff, length);
  return pread(flash_file(), into, length, address) < 0 ? PETPULSE_FLASH_FAILED : PETPULSE_OK;
}

int32_t petpulse_port_write(void* context, uint32_t address, const uint8_t* from, uint32_t length)
{
  uint8_t now[PETPULSE_PAGE_BYTES];
  if (((address | length) & 3) || address % PETPULSE_PAGE_BYTES + length > PETPULSE_PAGE_BYTES) return PETPULSE_FLASH_RANGE;
  if (petpulse_port_read(context, address, now, length) != PETPULSE_OK) return PETPULSE_FLASH_FAILED;
  for (uint32_t i = 0; i < length; i++) now[i] &= from[i];
  return pwrite(flash_file(), now, length, address) == (ssize_t)length ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

int32_t petpulse_port_erase(void* context, uint32_t page)
{
  uint8_t erased[PETPULSE_PAGE_BYTES];
  memset(erased, 0xff, sizeof erased);
  ssize_t put = pwrite(flash_file(), erased, sizeof erased, (off_t)page * PETPULSE_PAGE_BYTES);
  return put == sizeof erased ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

void petpulse_port_entropy(void* context, uint8_t* into, uint32_t length) { (void)!getrandom(into, length, 0); }
