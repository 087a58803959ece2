/* Reading scripts, as text or byte code, and running them: what every host over XS shares. */
#ifndef PETPULSE_XS_SCRIPT_H
#define PETPULSE_XS_SCRIPT_H
#include "xsAll.h"

static const char magic[4] = { 'P', 'X', 'S', '1' };

static void fail(const char* what, const char* why)
{
  printf("{\"error\":\"%s: %s\"}\n", what, why);
  exit(2);
}

static char* slurp(const char* path)
{
  FILE* file = fopen(path, "rb");
  if (!file) fail("cannot read", path);
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  fseek(file, 0, SEEK_SET);
  char* bytes = malloc(length + 1);
  bytes[fread(bytes, 1, length, file)] = 0;
  fclose(file);
  return bytes;
}

/*
 * Byte code as compile() writes it: magic, bytes of names, number of names, bytes of code; the identifier of each name; the names;
 * the code. The code runs where it lies, so that a device needs no RAM for it: names have their identifiers already, functions and
 * strings are not copied. That holds on every machine that was made like the one that compiled; load() checks it name by name.
 */
typedef struct { char magic[4]; uint32_t namesSize, names, codeSize; } head;

static txScript* load(txMachine* the, const char* bytes)
{
  if (memcmp(bytes, magic, sizeof magic) == 0) {
    head h;
    memcpy(&h, bytes, sizeof h);
    const char* ids = bytes + sizeof h;
    const char* name = ids + h.names * sizeof(txID);
    const char* code = name + h.namesSize;
    for (uint32_t i = 0; i < h.names; i++) {
      txID id;
      memcpy(&id, ids + i * sizeof id, sizeof id);
      if (fxNewNameX(the, (txString)name) != id) fail("byte code of another machine", name);
      name += strlen(name) + 1;
    }
    txScript* script = calloc(1, sizeof *script);
    script->codeSize = h.codeSize;
    script->codeBuffer = (txByte*)code;
    return script;
  }
#ifdef mxParse
  txStringCStream stream = { (txString)bytes, 0, c_strlen(bytes) };
  return fxParseScript(the, &stream, fxStringCGetter, mxProgramFlag);
#else
  return NULL;
#endif
}

/* As the engine's module loader runs a program: with the realm's global object and its closures. */
static void start(txMachine* the, txScript* script)
{
  txSlot* realm = mxProgram.value.reference->next->value.module.realm;
  fxRunScript(the, script, mxRealmGlobal(realm), C_NULL, mxRealmClosures(realm)->value.reference, C_NULL,
    mxProgram.value.reference);
  mxPop();
}
#endif
