// The part of the WebAssembly API the tools use; neither the ES library nor Node's types declare it.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
    static imports(module: Module): { module: string; name: string }[];
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
}
