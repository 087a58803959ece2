/*
 * Runs a script in Moddable's XS, plays it a tape and prints what that cost, as one line of JSON.
 *   host script.js tape.bin              runs (on a device: the byte code linked in, and tape.bin)
 *   host --compile script.js script.xsb  writes byte code for a machine without a parser
 * The script leaves an object `engine` with step(op, a, b, c, d, e, f) and digest() on the global object.
 * Costs are counted from the tape's COUNT record on: before it names are interned, stacks grow, the collar is made.
 */
#include "xsAll.h"
#include "../tape/tape.h"
#include "script.h"

#ifdef PETPULSE_DEVICE
extern const unsigned char script_begin[];
extern uint32_t ticks(void);
#define INSTRUCTIONS_A_TICK 40
#else
static uint32_t ticks(void) { return 0; }
#define INSTRUCTIONS_A_TICK 0
#endif

/*
 * A device's heaps begin at what the collar needs, so that what its making leaves behind is collected before they grow; then they grow
 * in small steps: by doubling they would not fit.
 */
static txCreation creation = {
  84 * 1024, 1024,     /* chunks: at first, then by, bytes */
  8640, 64,            /* slots */
  448,                 /* stack, slots */
  768, 32,             /* keys */
  127, 61,             /* name and symbol tables */
  64 * 1024, 127       /* parser */
};

char* fxCStackLimit(void) { return NULL; }

static txBoolean metering(txMachine* the, txU4 index) { return 1; }

#ifndef PETPULSE_DEVICE
/* The opcode that uses what follows in place, for one that copies it. */
static txU1 inPlace(txU1 op)
{
  switch (op) {
    case XS_CODE_CODE_1: return XS_CODE_CODE_ARCHIVE_1;
    case XS_CODE_CODE_2: return XS_CODE_CODE_ARCHIVE_2;
    case XS_CODE_CODE_4: return XS_CODE_CODE_ARCHIVE_4;
    case XS_CODE_STRING_1: return XS_CODE_STRING_ARCHIVE_1;
    case XS_CODE_STRING_2: return XS_CODE_STRING_ARCHIVE_2;
    case XS_CODE_STRING_4: return XS_CODE_STRING_ARCHIVE_4;
    default: return op;
  }
}

/* Walks the code by the engine's table of sizes: names become identifiers, copies become uses in place. */
static void settle(txByte* code, txSize size, const txID* ids)
{
  txByte* p = code;
  while (p < code + size) {
    txU1* op = (txU1*)p;
    txS1 length = gxCodeSizes[*op];
    *op = inPlace(*op);
    if (length > 0) p += length;
    else if (length == 0) {
      txID id;
      memcpy(&id, p + 1, sizeof id);
      if (id != XS_NO_ID) memcpy(p + 1, &ids[id], sizeof id);
      p += 1 + sizeof id;
    } else if (length == -1) p += 2 + *(txU1*)(p + 1);
    else if (length == -2) { txU2 n; memcpy(&n, p + 1, 2); p += 3 + n; }
    else { txS4 n; memcpy(&n, p + 1, 4); p += 5 + n; }
  }
}

static int compile(txMachine* the, const char* from, const char* to)
{
  int status = 2;
  fxBeginHost(the);
  mxTry(the) {
    txScript* script = load(the, slurp(from));
    /* The parser's table of names: their number, one of it for none, then the names. */
    txByte* at = script->symbolsBuffer;
    txID count;
    mxDecodeID(at, count);
    head h = { { magic[0], magic[1], magic[2], magic[3] }, script->symbolsSize - (uint32_t)(at - (txByte*)script->symbolsBuffer), count - 1, script->codeSize };
    txID* ids = calloc(count, sizeof(txID));
    const char* name = (const char*)at;
    for (txID i = 1; i < count; i++) {
      ids[i] = fxNewNameC(the, (txString)name);
      name += strlen(name) + 1;
    }
    settle(script->codeBuffer, script->codeSize, ids);
    FILE* file = fopen(to, "wb");
    if (file) {
      fwrite(&h, sizeof h, 1, file);
      fwrite(ids + 1, sizeof(txID), count - 1, file);
      fwrite(at, 1, h.namesSize, file);
      fwrite(script->codeBuffer, 1, h.codeSize, file);
      status = fclose(file) ? 2 : 0;
    }
    printf("{\"symbolBytes\":%u,\"codeBytes\":%u}\n", (unsigned)(h.namesSize + (count - 1) * sizeof(txID)), (unsigned)h.codeSize);
  }
  mxCatch(the) fail("rejected", fxToString(the, &mxException));
  fxEndHost(the);
  return status;
}
#endif

static txID engineID, stepID, digestID;

/* engine[name](args…) → int32. On the stack only: the call itself allocates nothing. */
static int32_t call(txMachine* the, txID name, const int32_t* args, int count)
{
  mxPush(mxGlobal);
  fxGetID(the, engineID);
  mxDub();
  fxGetID(the, name);
  mxCall();
  for (int i = 0; i < count; i++) mxPushInteger(args[i]);
  mxRunCount(count);
  int32_t result = fxToInteger(the, the->stack);
  mxPop();
  return result;
}

typedef struct { long slots, chunks, collections; unsigned meter; } use;

static use usage(txMachine* the)
{
  use u = { the->currentHeapCount, the->currentChunksSize, the->garbageCollectionCount, the->meterIndex };
  return u;
}

static tape input;

static void play(txMachine* the, const char* path)
{
  unsigned long long spent = 0, computrons = 0;
  uint32_t worst = 0;
  unsigned worstComputrons = 0;
  long records = 0, samples = 0;
  use before = usage(the);
  const tape_record* r;
  if (!tape_open(&input, path)) fail("cannot read", path);
  while ((r = tape_next(&input))) {
    if (r->op == TAPE_COUNT) {
      before = usage(the);
      spent = computrons = 0;
      worst = worstComputrons = 0;
      samples = 0;
      continue;
    }
    unsigned meter = the->meterIndex;
    uint32_t start = ticks();
    int32_t args[7] = { r->op, r->args[0], r->args[1], r->args[2], r->args[3], r->args[4], r->args[5] };
    call(the, stepID, args, 7);
    uint32_t cost = ticks() - start;
    meter = the->meterIndex - meter;
    if (r->op == TAPE_SAMPLE) {
      samples++;
      spent += cost;
      computrons += meter;
      if (cost > worst) worst = cost;
      if (meter > worstComputrons) worstComputrons = meter;
    }
    records++;
  }
  use after = usage(the);
  uint32_t digest = (uint32_t)call(the, digestID, NULL, 0);
  if (samples == 0) samples = 1;
  printf("\"records\":%ld,\"samples\":%ld,\"digest\":\"%08lx\",\"slots\":%ld,\"chunks\":%ld,\"collections\":%ld,", records, samples,
    (unsigned long)digest, after.slots - before.slots, after.chunks - before.chunks, after.collections - before.collections);
  printf("\"computrons\":{\"mean\":%lu,\"worst\":%u},", (unsigned long)(computrons / samples), worstComputrons);
  printf("\"instructions\":{\"mean\":%lu,\"worst\":%lu},", (unsigned long)(spent * INSTRUCTIONS_A_TICK / samples),
    (unsigned long)worst * INSTRUCTIONS_A_TICK);
  printf("\"peak\":{\"slotBytes\":%ld,\"chunkBytes\":%ld,\"stackSlots\":%ld}}\n", (long)the->peakHeapCount * (long)sizeof(txSlot),
    (long)the->peakChunksSize, (long)(the->stackTop - the->stackPeak));
}

int main(int argc, char** argv)
{
  txMachine* the = fxCreateMachine(&creation, "petpulse", NULL, 0);
  if (!the) fail("no machine", "too little memory");
  use boot = usage(the);
#ifdef PETPULSE_DEVICE
  const char *script = (const char*)script_begin, *path = "tape.bin";
#else
  if (argc == 4 && !strcmp(argv[1], "--compile")) return compile(the, argv[2], argv[3]);
  if (argc < 3) fail("usage", "host script.js tape.bin");
  const char *script = slurp(argv[1]), *path = argv[2];
#endif
  the->meterCallback = metering;
  fxBeginHost(the);
  mxTry(the) {
    start(the, load(the, script));
    engineID = fxNewNameC(the, "engine");
    stepID = fxNewNameC(the, "step");
    digestID = fxNewNameC(the, "digest");
    fxCollectGarbage(the);
    use loaded = usage(the);
    printf("{\"engineBytes\":%ld,\"scriptBytes\":%ld,", boot.slots * (long)sizeof(txSlot) + boot.chunks,
      (loaded.slots - boot.slots) * (long)sizeof(txSlot) + loaded.chunks - boot.chunks);
    play(the, path);
  }
  mxCatch(the) fail("thrown", fxToString(the, &mxException));
  fxEndHost(the);
  return 0;
}
