/* XS's own choice of what a machine can do, less the `length` and `name` of functions: two slots each that no collar reads. */
#include "xsAll.h"
#define fxNewFunctionLength NULL
#define fxNewFunctionName NULL
#include "xsDefaults.c"
