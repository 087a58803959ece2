// What the whole collar asks of the C code around it. AssemblyScript imports these from module "port", and targets/cortex-m/petpulse_collar.c
// supplies them; Node and XS implement src/ports.ts themselves and never load this file. An array arrives in C as the address of its
// first element in the module's memory (tools/asc-array.as).

/** Flash pages of 4 KB that the log owns. */
export declare function flashPages(): i32;
/** As Flash.read of src/ports.ts. */
export declare function flashRead(address: i32, into: Uint8Array, at: i32, length: i32): i32;
/** As Flash.write of src/ports.ts. */
export declare function flashWrite(address: i32, from: Uint8Array, at: i32, length: i32): i32;
/** As Flash.erase of src/ports.ts. */
export declare function flashErase(page: i32): i32;
/** As Entropy.fill of src/ports.ts. */
export declare function entropyFill(into: Uint8Array, length: i32): void;
