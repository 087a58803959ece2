// The names AssemblyScript gives its machine types; to tsc they are plain numbers.
declare type i32 = number;
declare type u32 = number;
declare type i16 = number;
declare type u16 = number;
declare type i8 = number;
declare type u8 = number;
declare type bool = boolean;
