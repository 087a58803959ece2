// What Espruino (2v29) does not have of the standard library: the language check rejects it, the fake takes it away.

/** Members of globals that are missing. */
export const MISSING_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Math: "imul clz32 trunc fround hypot cbrt log2 log10 log1p expm1 sinh cosh tanh asinh acosh atanh".split(
    " ",
  ),
  Object: "freeze is seal isFrozen isSealed preventExtensions getOwnPropertySymbols".split(" "),
  Array: ["from", "of"],
  Number:
    "isInteger isFinite isSafeInteger parseInt parseFloat EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER".split(
      " ",
    ),
  Promise: ["allSettled", "any"],
  String: ["raw", "fromCodePoint"],
};

/** Globals that are missing. */
export const MISSING_GLOBALS: readonly string[] =
  "Map Set WeakMap WeakSet WeakRef Symbol Proxy Reflect Intl TextEncoder TextDecoder queueMicrotask performance BigInt BigInt64Array BigUint64Array RangeError URIError structuredClone Atomics SharedArrayBuffer FinalizationRegistry AggregateError".split(
    " ",
  );

/** Methods that are missing, by the prototype that has them elsewhere. */
export const MISSING_METHODS: Readonly<Record<string, readonly string[]>> = {
  Array: "flat flatMap at lastIndexOf copyWithin findLast findLastIndex toSorted toReversed with".split(" "),
  String: "codePointAt localeCompare trimStart trimEnd normalize matchAll at".split(" "),
  Promise: ["finally"],
};
