/*
 * Runs a collar's script in Moddable's XS on the machine that builds, for the rig:
 *   collar-host script.xsb flash.bin settings.bin
 * The script gets the global functions below and leaves a function `live`, which is called once and returns when standard input ends.
 *   receive(buffer, length)               fills an ArrayBuffer from standard input; false at its end
 *   send(buffer, length)                  writes to standard output
 *   load(file, at, buffer, length)        reads from flash.bin (0) or settings.bin (1); what lies beyond the end reads 0xff
 *   store(file, at, buffer, length)       writes there; on return a killed process has it written
 *   draw(buffer, length)                  fills from the system's generator of random bytes
 * With PETPULSE_FFI the script also gets the functions of the app's native collar.
 */
#include "xsAll.h"
#include "script.h"
#include <fcntl.h>
#include <sys/random.h>

#define MOST 65536
#define FILES 2

static txCreation creation = {
  1024 * 1024, 256 * 1024, /* chunks: at first, then by, bytes */
  32 * 1024, 8 * 1024,     /* slots */
  4096,                    /* stack, slots */
  1024, 256,               /* keys */
  127, 61,                 /* name and symbol tables */
  64 * 1024, 127           /* parser */
};

static int files[FILES];
static char bytes[MOST];

#ifdef PETPULSE_FFI
/* Written by the build from the app's ffi.json: gives the script its native functions. */
extern void give_ffi(txMachine* the);
int flash_file(void) { return files[0]; }
#endif

char* fxCStackLimit(void) { return NULL; }

static txInteger count(txMachine* the, int argument)
{
  txInteger length = fxToInteger(the, mxArgv(argument));
  if (length < 0 || length > MOST) mxRangeError("length %ld", (long)length);
  return length;
}

static int file(txMachine* the)
{
  txInteger which = fxToInteger(the, mxArgv(0));
  if (which < 0 || which >= FILES) mxRangeError("file %ld", (long)which);
  return files[which];
}

static void receive(txMachine* the)
{
  txInteger length = count(the, 1);
  txInteger got = 0;
  while (got < length) {
    ssize_t more = read(0, bytes + got, length - got);
    if (more <= 0) {
      fxBoolean(the, mxResult, 0);
      return;
    }
    got += more;
  }
  fxSetArrayBufferData(the, mxArgv(0), 0, bytes, length);
  fxBoolean(the, mxResult, 1);
}

static void send(txMachine* the)
{
  txInteger length = count(the, 1);
  txInteger put = 0;
  fxGetArrayBufferData(the, mxArgv(0), 0, bytes, length);
  while (put < length) {
    ssize_t more = write(1, bytes + put, length - put);
    if (more <= 0) exit(3); /* nobody listens any more */
    put += more;
  }
}

static void load_bytes(txMachine* the)
{
  int from = file(the);
  txInteger at = fxToInteger(the, mxArgv(1)), length = count(the, 3);
  memset(bytes, 0xff, length);
  if (pread(from, bytes, length, at) < 0) mxUnknownError("load");
  fxSetArrayBufferData(the, mxArgv(2), 0, bytes, length);
}

static void store_bytes(txMachine* the)
{
  int to = file(the);
  txInteger at = fxToInteger(the, mxArgv(1)), length = count(the, 3);
  fxGetArrayBufferData(the, mxArgv(2), 0, bytes, length);
  if (pwrite(to, bytes, length, at) != length) mxUnknownError("store");
}

static void draw(txMachine* the)
{
  txInteger length = count(the, 1);
  if (length > 256 || getrandom(bytes, length, 0) != length) mxUnknownError("draw");
  fxSetArrayBufferData(the, mxArgv(0), 0, bytes, length);
}

static void give(txMachine* the, const char* name, txCallback callback, int arguments)
{
  txID id = fxNewNameC(the, (txString)name);
  fxNewHostFunction(the, callback, arguments, id, XS_NO_ID);
  mxPush(mxGlobal);
  fxSetID(the, id);
  mxPop();
}

int main(int argc, char** argv)
{
  if (argc != 2 + FILES) fail("usage", "collar-host script flash settings");
  for (int i = 0; i < FILES; i++) {
    files[i] = open(argv[2 + i], O_RDWR | O_CREAT, 0600);
    if (files[i] < 0) fail("cannot open", argv[2 + i]);
  }
  txMachine* the = fxCreateMachine(&creation, "petpulse", NULL, 0);
  if (!the) fail("no machine", "too little memory");
  fxBeginHost(the);
  mxTry(the) {
    /* The script's names first: byte code holds them by their numbers. */
    txScript* script = load(the, slurp(argv[1]));
    give(the, "receive", receive, 2);
    give(the, "send", send, 2);
    give(the, "load", load_bytes, 4);
    give(the, "store", store_bytes, 4);
    give(the, "draw", draw, 2);
#ifdef PETPULSE_FFI
    give_ffi(the);
#endif
    start(the, script);
    mxPush(mxGlobal);
    mxDub();
    fxGetID(the, fxNewNameC(the, "live"));
    mxCall();
    mxRunCount(0);
    mxPop();
  }
  mxCatch(the) {
    fprintf(stderr, "thrown: %s\n", fxToString(the, &mxException));
    return 2;
  }
  fxEndHost(the);
  return 0;
}
