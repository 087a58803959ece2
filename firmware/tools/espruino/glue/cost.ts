import type { Region } from "./regions.ts";

/**
 * What the interpreter takes, Arm instructions. Espruino runs a function from its source, lexing it each time, so its work goes with the
 * tokens it meets. Each constant is such that the model is below none of the figures that the real interpreter gave (32-bit Arm, Thumb-2,
 * -O2, emulated, instructions counted; cost.test.ts has them): a native call 2,800, with four arguments 7,300; handlers of 20,800 and
 * 22,800, through the event queue 36,500 and 40,600. It is a model: no interpreter runs here.
 */
export const COST = {
  /** A token that is run: its characters, its place in the grammar, what it does, and its share of variables made and freed. */
  token: 570,
  /** A token that is only stepped over: an arm not taken, the body of a function where it is defined. */
  skipped: 150,
  /** A character of a token beyond the eight that the measured handlers' had at most (src/jslex.c). */
  character: 25,
  /** A name that is passed in search of another: scopes and objects are lists (jsvFindChildFromString in src/jsvar.c). */
  passed: 20,
  /** Entering a function of the script: scope, arguments, lexer (jspeFunctionCall in src/jsparse.c). */
  call: 4000,
  /** A multiplication or division: doubles in software. */
  float: 800,
  /** An expression in a template: a lexer of its own. */
  template: 4000,
  /**
   * An event on its way to a handler, which is entered with it. Measured with an empty handler and an event that the script itself emitted; it stands whole for the
   * watch's own, whose C fills a larger object (some twenty fields for the light sensor), which was never measured.
   */
  event: 22_500,
} as const;

/** Names that a token may have to pass in an object that is none of the script's: an event, a module. */
const FOREIGN_NAMES = 10;
/** Names of the root scope that lie before those of Espruino's library. */
const ROOT_NAMES = 20;
const COUNTED_CHARACTERS = 8;
const RAM = '"ram"';
const WORDS = new Set(
  "if else do while for break continue function return var let const this throw try catch finally true false null in of new typeof void instanceof delete undefined".split(
    " ",
  ),
);
const TOKEN =
  /`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|(?:\d|\.\d)[\w.]*|>>>=|\.\.\.|===|!==|>>>|<<=|>>=|\*\*|=>|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|[-+*/%&|^]=|[^\s]/g;

interface Token {
  text: string;
  at: number;
}

/** Tokens of a script as Espruino lexes them; those of a template's expressions stand behind it. Blanks and comments are none. */
function tokens(text: string, offset = 0): Token[] {
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
  return [...bare.matchAll(TOKEN)].flatMap(({ 0: found, index }) => {
    const inner =
      found[0] === "`"
        ? [...found.matchAll(/\$\{([^}]*)\}/g)].flatMap((part) => [
            { text: "${", at: offset + index },
            ...tokens(part[1]!, offset + index).map((token) => ({ ...token, at: offset + index })),
          ])
        : [];
    return [{ text: found, at: offset + index }, ...inner];
  });
}

/** What it costs to run each region once, to step over it with all that is in it, and who enters it how. */
export interface Priced {
  regions: readonly Region[];
  run: Float64Array;
  skip: Float64Array;
}

/** Prices a script's regions. */
export function price(text: string, regions: readonly Region[]): Priced {
  const run = new Float64Array(regions.length);
  const skip = new Float64Array(regions.length);
  const fields = fieldOrder(text);
  const all = tokens(text);
  all.forEach((token, index) => {
    const region = innermost(regions, token.at);
    const long = Math.max(0, token.text.length - COUNTED_CHARACTERS) * COST.character;
    // Seen once, where the function is defined, and not kept.
    if (token.text !== RAM)
      run[region]! += COST.token + long + searched(all, index, region, regions, fields) + extra(token.text);
    for (let around = region; around >= 0; around = regions[around]!.parent)
      skip[around]! += COST.skipped + long;
  });
  return { regions, run, skip };
}

/** Instructions for all these entries of regions. */
export function instructions({ regions, run, skip }: Priced, entered: readonly number[]): number {
  let sum = 0;
  regions.forEach(({ kind, parent }, region) => {
    const times = entered[region]!;
    sum += times * (run[region]! + (kind === "function" ? COST.call : 0));
    if (parent < 0) return;
    // A function's body is stepped over where it is defined; an arm where it is not taken.
    const passed = kind === "function" ? entered[parent]! : Math.max(0, entered[parent]! - times);
    sum += passed * skip[region]!;
  });
  return sum;
}

function extra(text: string): number {
  if (text === "${") return COST.template;
  return text === "*" || text === "/" ? COST.float : 0;
}

/** Regions come after those around them, so the last that holds a place is the innermost. */
function innermost(regions: readonly Region[], at: number): number {
  return regions.findLastIndex(({ start, end }) => start <= at && at < end);
}

/** Where each name stands in the script's object literals, at most. */
function fieldOrder(text: string): Map<string, number> {
  const order = new Map<string, number>();
  const places: number[] = [];
  const all = tokens(text);
  all.forEach((token, index) => {
    if (token.text === "{") places.push(0);
    else if (token.text === "}") places.pop();
    else if (all[index + 1]?.text === ":" && /^[{,]$/.test(all[index - 1]?.text ?? "") && places.length > 0) {
      const place = ++places[places.length - 1]!;
      order.set(token.text, Math.max(order.get(token.text) ?? 0, place));
    }
  });
  return order;
}

/** The cost of the names that are passed until this one is found; 0 for a token that is no name. */
function searched(
  all: readonly Token[],
  index: number,
  region: number,
  regions: readonly Region[],
  fields: ReadonlyMap<string, number>,
): number {
  const { text } = all[index]!;
  if (!/^[A-Za-z_$]/.test(text) || text === "${" || WORDS.has(text)) return 0;
  if (all[index - 1]?.text === ".") return COST.passed * Math.max(FOREIGN_NAMES, fields.get(text) ?? 0);
  if (all[index + 1]?.text === ":" && /^[{,]$/.test(all[index - 1]?.text ?? "")) return 0;
  let passed = 0;
  for (let scope = region; scope >= 0; scope = regions[scope]!.parent) {
    const names = [...regions[scope]!.names];
    const found = names.indexOf(text);
    if (found >= 0) return COST.passed * (passed + found);
    passed += names.length;
  }
  return COST.passed * (passed + ROOT_NAMES);
}
