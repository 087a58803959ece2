// The memory of a collar: objects are made once and never given back. Stands in for AssemblyScript's own stub runtime, whose
// 20-byte headers on 16-byte bounds, for collectors and vectors a collar has not, would cost it a fifth of its state.
// Compiled by AssemblyScript only: changetype, store, memory and the decorators are its own.

/** Runtime class and size of an object, before it, where the compiler looks for them. */
// @ts-ignore: decorator
@inline const HEADER: usize = 8;

// @ts-ignore: decorator
@lazy let offset: usize = (__heap_base + 3) & ~3;

// @ts-ignore: decorator
@unsafe @global
export function __new(size: usize, id: u32): usize {
  const pointer = offset + HEADER;
  const end = (pointer + size + 3) & ~3;
  if (end > <usize>memory.size() << 16) unreachable();
  store<u32>(pointer - 8, id);
  store<u32>(pointer - 4, <u32>size);
  offset = end;
  return pointer;
}

// @ts-ignore: decorator
@unsafe @global
export function __renew(oldPtr: usize, size: usize): usize {
  // Growing is not of a collar: nothing in the subset asks for it.
  unreachable();
  return oldPtr + size;
}

// @ts-ignore: decorator
@global @unsafe
export function __link(parentPtr: usize, childPtr: usize, expectMultiple: bool): void {}

// @ts-ignore: decorator
@global @unsafe
export function __pin(ptr: usize): usize {
  return ptr;
}

// @ts-ignore: decorator
@global @unsafe
export function __unpin(ptr: usize): void {}

// @ts-ignore: decorator
@global @unsafe
function __visit(ptr: usize, cookie: u32): void {}

// @ts-ignore: decorator
@global @unsafe
export function __collect(): void {}
