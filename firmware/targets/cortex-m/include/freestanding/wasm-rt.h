/*
 * The runtime that wasm2c 1.0.32 expects under its output, for a device: no heap, no signals, no table of functions.
 * Linear memory is an array at the end of the instance. An address is base + constant, so the state holds no pointer, may be copied,
 * stored and moved between calls, and a module needs no relocation.
 */
#ifndef PETPULSE_WASM_RT_H
#define PETPULSE_WASM_RT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef PETPULSE_LINEAR_BYTES
#error "PETPULSE_LINEAR_BYTES: bytes of linear memory the module uses; `petpulse firmware build` measures it"
#endif

/* 1: an access is not checked. AssemblyScript's own checks are off too; that no access leaves the memory is shown by the build that
   checks (see tools/build/native.ts). */
#ifndef WASM_RT_MEMCHECK_SIGNAL_HANDLER
#define WASM_RT_MEMCHECK_SIGNAL_HANDLER 1
#endif
#define WASM_RT_USE_STACK_DEPTH_COUNT 0
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define wasm_rt_memcpy __builtin_memcpy
#define assert(x) ((void)0)

typedef enum {
  WASM_RT_TRAP_NONE, WASM_RT_TRAP_OOB, WASM_RT_TRAP_INT_OVERFLOW, WASM_RT_TRAP_DIV_BY_ZERO,
  WASM_RT_TRAP_INVALID_CONVERSION, WASM_RT_TRAP_UNREACHABLE, WASM_RT_TRAP_CALL_INDIRECT,
  WASM_RT_TRAP_UNCAUGHT_EXCEPTION, WASM_RT_TRAP_EXHAUSTION
} wasm_rt_trap_t;
typedef enum { WASM_RT_I32, WASM_RT_I64, WASM_RT_F32, WASM_RT_F64, WASM_RT_FUNCREF, WASM_RT_EXTERNREF } wasm_rt_type_t;
typedef void (*wasm_rt_function_ptr_t)(void);
typedef struct { uint32_t func_type; wasm_rt_function_ptr_t func; void* module_instance; } wasm_rt_funcref_t;
typedef void* wasm_rt_externref_t;
static const wasm_rt_funcref_t wasm_rt_funcref_null_value __attribute__((unused)) = { 0, 0, 0 };
static const wasm_rt_externref_t wasm_rt_externref_null_value __attribute__((unused)) = 0;

typedef struct {
  uint32_t pages, max_pages, size;
  uint8_t data[PETPULSE_LINEAR_BYTES] __attribute__((aligned(8)));
} wasm_rt_memory_t;
/* Named by the generated prelude only. A module that has a table of functions does not link here: it would need pointers. */
typedef struct { wasm_rt_funcref_t* data; uint32_t max_size, size; } wasm_rt_funcref_table_t;
typedef struct { wasm_rt_externref_t* data; uint32_t max_size, size; } wasm_rt_externref_table_t;

static inline bool wasm_rt_is_initialized(void) { return true; }
static inline uint32_t wasm_rt_register_func_type(uint32_t params, uint32_t results, ...)
{
  (void)params; (void)results;
  return 0;
}
/* A trap of WebAssembly is an undefined instruction here: the device resets, it never goes on with a wrong number. */
static inline __attribute__((noreturn)) void wasm_rt_trap(wasm_rt_trap_t code) { (void)code; __builtin_trap(); }
static inline void wasm_rt_allocate_memory(wasm_rt_memory_t* memory, uint32_t pages, uint32_t max)
{
  memory->pages = pages;
  memory->max_pages = max;
  memory->size = PETPULSE_LINEAR_BYTES;
}
static inline uint32_t wasm_rt_grow_memory(wasm_rt_memory_t* memory, uint32_t pages) { (void)memory; (void)pages; return UINT32_MAX; }
static inline void wasm_rt_free_memory(wasm_rt_memory_t* memory) { (void)memory; }

void* memcpy(void*, const void*, size_t);
void* memmove(void*, const void*, size_t);
void* memset(void*, int, size_t);
#endif
