// mc/ffi: the host has the functions of native/ffi.json on its global object.
export default class FFI {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: whoever asks for the functions gets the object that has them.
    return globalThis;
  }
}
