// A typed array whose elements lie in the object itself: AssemblyScript's own goes through a view to a buffer, which costs every
// access a second load and every array a second header. ARRAY, ELEMENT and SHIFT are filled in by tools/asc.ts.
@final
export class ARRAY {
  [key: number]: ELEMENT;

  constructor(length: i32) {
    const bytes = <usize>length << SHIFT;
    const out = changetype<ARRAY>(__new(bytes, idof<ARRAY>()));
    memory.fill(changetype<usize>(out), 0, bytes);
    return out;
  }

  /** Elements: the object's size stands before it. */
  get length(): i32 {
    return <i32>(load<u32>(changetype<usize>(this) - 4) >>> SHIFT);
  }

  @operator("[]")
  private __get(index: i32): ELEMENT {
    if (<u32>index >= <u32>this.length) unreachable();
    return load<ELEMENT>(changetype<usize>(this) + (<usize>index << SHIFT));
  }

  @unsafe @operator("{}")
  private __uget(index: i32): ELEMENT {
    return load<ELEMENT>(changetype<usize>(this) + (<usize>index << SHIFT));
  }

  @operator("[]=")
  private __set(index: i32, value: native<ELEMENT>): void {
    if (<u32>index >= <u32>this.length) unreachable();
    store<ELEMENT>(changetype<usize>(this) + (<usize>index << SHIFT), value);
  }

  @unsafe @operator("{}=")
  private __uset(index: i32, value: native<ELEMENT>): void {
    store<ELEMENT>(changetype<usize>(this) + (<usize>index << SHIFT), value);
  }

  /** From start to before end, both within the array; a whole array by default. */
  fill(value: ELEMENT, start: i32 = 0, end: i32 = i32.MAX_VALUE): ARRAY {
    const last = min(end, this.length);
    for (let i = start; i < last; i++) store<ELEMENT>(changetype<usize>(this) + (<usize>i << SHIFT), value);
    return this;
  }

  /** Copies another array of the kind, from its first element to `at`. Traps where it does not fit. */
  set(from: ARRAY, at: i32 = 0): void {
    if (at < 0 || from.length > this.length - at) unreachable();
    const bytes = <usize>from.length << SHIFT;
    memory.copy(changetype<usize>(this) + (<usize>at << SHIFT), changetype<usize>(from), bytes);
  }
}
