// dsp/divide.ts for AssemblyScript, whose division of integers truncates by itself: the same results in one instruction.

export function divide(a: i32, b: i32): i32 {
  return <i32>(<u32>a / <u32>b);
}

export function divideSigned(a: i32, b: i32): i32 {
  return a / b;
}
