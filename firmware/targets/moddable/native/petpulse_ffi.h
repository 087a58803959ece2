/*
 * The one collar of a device as the SDK's FFI calls it ("documentation/xs/XS FFI.md"): plain functions over numbers and buffers, described
 * in ffi.json. The flash and the random generator are the platform's: a port_*.c beside this file implements the functions at the end.
 */
#ifndef PETPULSE_FFI_H
#define PETPULSE_FFI_H
#include <stdint.h>

/**
 * Boots: identity[0 … 8) is the device id, [8 … 40) its key. PETPULSE_OK or an error of petpulse_collar.h. `pages`: that the log may take
 * of the partition.
 */
int32_t petpulseBegin(uint8_t* identity, uint32_t epoch, int32_t channels, int32_t continuous, uint32_t pages);
/** 1 while the light has to burn. */
int32_t petpulseLit(void);
void petpulseSample(int32_t light0, int32_t light1, int32_t light2, int32_t x, int32_t y, int32_t z);
void petpulseMotion(int32_t x, int32_t y, int32_t z);
void petpulseTick(void);
void petpulseSetTemperature(int32_t centi);
void petpulseSetBattery(int32_t percent);
void petpulseConnected(void);
void petpulseDisconnected(void);
/** A fragment that a central wrote. */
void petpulseReceive(uint8_t* fragment, uint32_t length);
/** The next fragment, at most `size` bytes; its length. */
uint32_t petpulsePoll(uint8_t* out, uint32_t size);
/** The 14 words of petpulse_collar_status. */
void petpulseRead(int32_t* out);

/** The platform's partition for the log: its pages of 4 KB, 0 when there is none. */
uint32_t petpulse_port_pages(void);
/** As petpulse_port of petpulse_collar.h has them. */
int32_t petpulse_port_read(void* context, uint32_t address, uint8_t* into, uint32_t length);
int32_t petpulse_port_write(void* context, uint32_t address, const uint8_t* from, uint32_t length);
int32_t petpulse_port_erase(void* context, uint32_t page);
void petpulse_port_entropy(void* context, uint8_t* into, uint32_t length);
#endif
