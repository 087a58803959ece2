/* What Moddable's XS asks of a platform, for a machine without an operating system: libc alone, the engine's own defaults otherwise. */
#ifndef PETPULSE_XS_PLATFORM_H
#define PETPULSE_XS_PLATFORM_H
#include <ctype.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#ifndef PATH_MAX
#define PATH_MAX 256 /* newlib has none */
#endif
#undef mxLittleEndian
#define mxLittleEndian 1
#define mxExport extern
#define mxImport extern
#define XS_FUNCTION_NORETURN __attribute__((noreturn))
#define mxMachinePlatform void* waiterCondition; void* waiterData; struct sxMachine* waiterLink;
#define mxUseDefaultMachinePlatform 1
#define mxUseDefaultBuildKeys 1
#define mxUseDefaultChunkAllocation 1
#define mxUseDefaultSlotAllocation 1
#define mxUseDefaultFindModule 1
#define mxUseDefaultLoadModule 1
#define mxUseDefaultParseScript 1
#define mxUseDefaultQueuePromiseJobs 1
#define mxUseDefaultSharedChunks 1
#define mxUseDefaultAbort 1
#define mxUseDefaultDebug 1
#define mxUseDefaultCStackLimit 0
/* mx32bitID stays undefined: identifiers of 16 bits, so that byte code made on a 64-bit host runs on the 32-bit device. */
#endif
