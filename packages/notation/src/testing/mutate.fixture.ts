/** Files as they get spoilt: by a slip of the hand, a lost block, an editor, or somebody who means harm. */

interface Chance {
  below(n: number): number;
}

type Mutation = (text: string, chance: Chance, other: string) => string;

const ODDITIES = [
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '#',
  '=',
  ',',
  '\\',
  '\0',
  '\u0085',
  '\uFEFF',
  '\uD800',
  '🂡',
  '??',
  '-',
  '1e999',
  'nan',
  '"""',
  "'''",
];
const NUMBERS = [
  '0',
  '-1',
  '1',
  '3',
  '0.001',
  '1e-9',
  '9007199254740993',
  '99999999999999999999',
  'inf',
  '-inf',
  'nan',
  '1_0',
  '0x10',
  '٣',
];
const CARDS = ['As', 'Td', '2c', '??', '1s', 'AS', 'Ax'];

function replaceOne(text: string, pattern: RegExp, chance: Chance, value: string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[chance.below(found.length)];
  return match ? text.slice(0, match.index) + value + text.slice(match.index + match[0].length) : text;
}

function withLines(change: (lines: string[], chance: Chance) => void): Mutation {
  return (text, chance) => {
    const lines = text.split('\n');
    change(lines, chance);
    return lines.join('\n');
  };
}

const pick = <T>(list: readonly T[], chance: Chance): T => list[chance.below(list.length)] as T;

const MUTATIONS: readonly Mutation[] = [
  (text, chance) => {
    const at = chance.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + chance.below(3));
  },
  (text, chance) => {
    const at = chance.below(text.length);
    return text.slice(0, at) + pick(ODDITIES, chance) + text.slice(at);
  },
  (text, chance) => {
    const at = chance.below(text.length);
    return text.slice(0, at) + String.fromCharCode(32 + chance.below(95)) + text.slice(at + 1);
  },
  (text, chance) => text.slice(0, chance.below(text.length)),
  (text, chance) => text.slice(chance.below(text.length)),
  (text, chance) => replaceOne(text, /\d+(?:\.\d+)?/g, chance, pick(NUMBERS, chance)),
  (text, chance) => replaceOne(text, /\d+/g, chance, String(chance.below(10_000))),
  (text, chance) => replaceOne(text, /\b[2-9TJQKA][cdhs]/g, chance, pick(CARDS, chance)),
  (text, chance) => replaceOne(text, /\bp\d\b/g, chance, `p${chance.below(12)}`),
  (text, chance) =>
    replaceOne(
      text,
      /\b(?:cc|cbr|f|pb|sd|sm|db|dh)\b/g,
      chance,
      pick(['cc', 'cbr 10', 'f', 'pb', 'sd', 'sm', 'sm -', 'x', ''], chance),
    ),
  (text, chance) =>
    replaceOne(
      text,
      /\b(?:folds|checks|calls|bets|raises|posts|shows|collected)\b/g,
      chance,
      pick(['folds', 'checks', 'calls', 'sings'], chance),
    ),
  (text, chance) =>
    replaceOne(text, /^[a-z_]+ =/gm, chance, pick(['_x =', 'antes =', 'hand =', 'variant =', '__proto__ =', '= '], chance)),
  (text, chance) =>
    replaceOne(
      text,
      /'(?:NT|PO|FT|NS|FR|F7S|FB|FO\/8|F2L3D|N2L1D)'/g,
      chance,
      `'${pick(['NT', 'PO', 'FR', 'FB', 'KUHN', 'NT-B2', 'XX'], chance)}'`,
    ),
  withLines((lines, chance) => lines.splice(chance.below(lines.length), 1 + chance.below(3))),
  withLines((lines, chance) => lines.splice(chance.below(lines.length), 0, pick(lines, chance))),
  withLines((lines, chance) => {
    const [a, b] = [chance.below(lines.length), chance.below(lines.length)];
    [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
  }),
  withLines((lines, chance) =>
    lines.splice(
      chance.below(lines.length),
      0,
      pick(['', '[2]', '[[x]]', '[a.b]', '*** FLOP *** [As Ks Qs]', 'x = [[[[[['], chance),
    ),
  ),
  (text, chance, other) => text.slice(0, chance.below(text.length)) + other.slice(chance.below(other.length)),
  (text) => text.replaceAll('\n', '\r'),
  (text) => `${text}\n${text}`,
];

/** One to three mutations, one after another. `other` is a file to take pieces from. */
export function mutate(text: string, chance: Chance, other: string): string {
  let after = text;
  for (let left = 1 + chance.below(3); left > 0 && after.length > 0; left--)
    after = pick(MUTATIONS, chance)(after, chance, other);
  return after;
}
