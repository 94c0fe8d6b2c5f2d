/** Levels of a tournament are written in Roman numerals. */

const DIGITS: readonly (readonly [string, number])[] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

/** From 1 to 3999. */
export function toRoman(n: number): string {
  let rest = n;
  let text = '';
  for (const [digit, value] of DIGITS) {
    text += digit.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}

/** Null for what is no Roman numeral in its one proper form. */
export function fromRoman(text: string): number | null {
  let n = 0;
  for (let rest = text; rest !== ''; ) {
    const digit = DIGITS.find(([letters]) => rest.startsWith(letters));
    if (!digit) return null;
    n += digit[1];
    rest = rest.slice(digit[0].length);
  }
  return n > 0 && toRoman(n) === text ? n : null;
}
