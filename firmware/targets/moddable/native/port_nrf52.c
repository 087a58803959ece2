/*
 * Flash and randomness of the SDK's nRF52 port. The partition is the SDK's "storage", 64 KB unless the manifest defines
 * file_lfs_partition_size; its functions are those that the SDK's own `flash` module is made of (build/devices/nrf52/base/xsHost.h).
 */
#include "petpulse_ffi.h"
#include "petpulse_collar.h"
#include "nrf_soc.h"

#define STORAGE 2 /* kPartitionStorage */

extern uint8_t modGetPartition(uint8_t which, uint32_t* offset, uint32_t* size);
extern uint8_t modSPIFlashInit(void);
extern uint8_t modSPIRead(uint32_t offset, uint32_t size, uint8_t* to);
extern uint8_t modSPIWrite(uint32_t offset, uint32_t size, const uint8_t* from);
extern uint8_t modSPIErase(uint32_t offset, uint32_t size);

static uint32_t start, bytes;

uint32_t petpulse_port_pages(void)
{
  if (!modSPIFlashInit() || !modGetPartition(STORAGE, &start, &bytes)) return 0;
  return bytes / PETPULSE_PAGE_BYTES;
}

static int holds(uint32_t address, uint32_t length) { return address <= bytes && length <= bytes - address; }

int32_t petpulse_port_read(void* context, uint32_t address, uint8_t* into, uint32_t length)
{
  if (!holds(address, length)) return PETPULSE_FLASH_RANGE;
  if (length == 0) return PETPULSE_OK;
  return modSPIRead(start + address, length, into) ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

int32_t petpulse_port_write(void* context, uint32_t address, const uint8_t* from, uint32_t length)
{
  if (!holds(address, length) || ((address | length) & 3)) return PETPULSE_FLASH_RANGE;
  if (length == 0) return PETPULSE_OK;
  return modSPIWrite(start + address, length, from) ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

int32_t petpulse_port_erase(void* context, uint32_t page)
{
  if (!holds(page * PETPULSE_PAGE_BYTES, PETPULSE_PAGE_BYTES)) return PETPULSE_FLASH_RANGE;
  return modSPIErase(start + page * PETPULSE_PAGE_BYTES, PETPULSE_PAGE_BYTES) ? PETPULSE_OK : PETPULSE_FLASH_FAILED;
}

/* The SoftDevice's pool holds 64 bytes of the hardware generator and fills itself again; it is short of them for milliseconds. */
void petpulse_port_entropy(void* context, uint8_t* into, uint32_t length)
{
  while (length > 0) {
    uint8_t available = 0;
    if (sd_rand_application_bytes_available_get(&available) != NRF_SUCCESS || available == 0) continue;
    if (available > length) available = (uint8_t)length;
    if (sd_rand_application_vector_get(into, available) != NRF_SUCCESS) continue;
    into += available;
    length -= available;
  }
}
