/* Nothing of it is used; what the kernel needs of libc stands in wasm-rt.h. */
