import { parseCard } from '@aboveboard/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhhAction } from './action.ts';
import { readPhh } from './read-phh.ts';
import type { PhhRecord } from './record.ts';
import { writePhh, writePhhs } from './write-phh.ts';

function read(text: string): PhhRecord {
  const record = readPhh(text)[0]?.record;
  if (!record?.ok) throw new Error(`line ${record?.error.line}: ${record?.error.reason}\n${text}`);
  return record.value;
}

const EVERYTHING = `
variant = 'F7S/8'
ante_trimming_status = true
antes = [0.25, 0.25, 0.25]
bring_in = 0.5
small_bet = 1
big_bet = 2
starting_stacks = [20.5, inf, 1_000]
actions = ["d dh p1 ??Ad2c", "  d  dh p2 ??????", "d dh p3 ????Ks # up", "# the dealer sneezes", "", "p1 pb", "p2 cbr 1.00", "p3 f",
  'p1 cc # "all right"', "p1 sd", "p2 sd ??", "p1 sm -", "p2 sm ??Ad", "p2 sm",
]
author = "Ada \\"Ace\\" Doe"
event = "Tuesday game"
url = "https://example.org/1"
venue = "The back room"
address = "1 Main Street"
city = "Nowhere"
region = "None"
postal_code = "00000"
country = "Utopia"
time = 23:59:59.25
time_zone = "Etc/UTC"
time_zone_abbreviation = "UTC"
day = 29
month = 2
year = 2024
hand = "seven"
level = 3
seats = [1, 4, 6]
seat_count = 8
table = 12
players = ["Ana", "", "Cy \\u00e9"]
finishing_stacks = [19.75, inf, 999.75]
winnings = [0, 2.5, 0]
currency = "EUR"
currency_symbol = "€"
time_limit = inf
time_banks = [30, 30.5, 0]
_sponsors = ["", "nobody"]
_when = 2024-02-29T23:59:59+01:00
_big = 123456789012345678901234567890
_nested = { a = [1, { b = "x" }], "odd key" = false, f = -1.5e-7 }
`;

describe('writing PHH', () => {
  test('[PHH-1] every field and every action of the notation is read and written back', () => {
    const record = read(EVERYTHING);
    const text = writePhh(record);
    expect(read(text)).toEqual(record);
    expect(writePhh(read(text))).toBe(text);
    for (const line of [
      '"d dh p1 ??Ad2c"',
      '"# the dealer sneezes"',
      '"p1 sm -"',
      'time = 23:59:59.25',
      '_sponsors = ["", "nobody"]',
    ])
      expect(text).toContain(line);
    expect(text).toContain('_when = 2024-02-29T23:59:59+01:00');
    expect(text).toContain('_big = 123456789012345678901234567890');
    expect(record.actions.map(({ kind }) => kind)).toEqual(
      'deal-hole deal-hole deal-hole no-op no-op bring-in bet-or-raise fold check-or-call discard discard show show muck'.split(
        ' ',
      ),
    );
  });

  test('[PHH-2] reading what was written gives the same record, whatever is in it', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const text = writePhh(record);
        expect(read(text)).toEqual(record);
        expect(writePhh(read(text))).toBe(text);
      }),
    );
  });

  test('[PHH-2] many hands in one text keep their names and their order', () => {
    const hands = ['1', 'final table', '03'].map((name) => ({ name, record: read(EVERYTHING) }));
    expect(readPhh(writePhhs(hands)).map(({ name, record }) => ({ name, record: record.ok && record.value }))).toEqual(hands);
  });

  test('[PHH-1] a user-defined table of a hand belongs to that hand', () => {
    const hand = EVERYTHING.replace(/_nested.*\n/, '');
    const [first, second] = readPhh(`[1]\n${hand}\n[1._extra]\na = 1\n[_more.deep]\nb = 2\n[2]\n${hand}`);
    expect(first?.record).toMatchObject({ ok: true, value: { own: { _extra: { a: 1 }, _more: { deep: { b: 2 } } } } });
    expect(second).toMatchObject({ name: '2', record: { ok: true } });
  });
});

const anyCards = fc.array(fc.oneof(fc.constant(null), fc.constantFrom(...'2c 7d Th As'.split(' ').map(parseCard))), {
  maxLength: 7,
});
const anyAmount = fc.integer({ min: 1, max: 1e9 }).map((quarters) => quarters / 4);
const anyText = fc.string({ unit: 'binary', maxLength: 12 });

const anyAction: fc.Arbitrary<PhhAction> = fc
  .record({ player: fc.integer({ min: 1, max: 2 }), cards: anyCards, amount: anyAmount, comment: anyText })
  .chain(({ player, cards, amount, comment }) =>
    fc
      .constantFrom<PhhAction>(
        ...(cards.length === 0
          ? []
          : [
              { kind: 'deal-board' as const, cards },
              { kind: 'show' as const, player, cards },
            ]),
        ...(cards.length === 0 ? [] : [{ kind: 'deal-hole' as const, player, cards }]),
        { kind: 'fold', player },
        { kind: 'check-or-call', player },
        { kind: 'bet-or-raise', player, amount },
        { kind: 'bring-in', player },
        { kind: 'discard', player, cards },
        { kind: 'show', player, cards: 'as-dealt' },
        { kind: 'muck', player },
        { kind: 'no-op' },
      )
      .map((move) => (comment.trim() === '' ? move : { ...move, comment: comment.trim() })),
  );

const anyOwn = fc.oneof(
  anyText,
  fc.integer(),
  fc.boolean(),
  fc.double().map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.array(fc.oneof(anyText, fc.array(anyText)), { maxLength: 3 }),
  fc.dictionary(
    anyText.filter((key) => key !== '__proto__'),
    anyText,
    { maxKeys: 3, noNullPrototype: true },
  ),
);

const anyRecord: fc.Arbitrary<PhhRecord> = fc.record({
  variant: fc.constantFrom('NT', 'PO'),
  isAnteTrimmed: fc.constantFrom(null, true, false),
  antes: fc.tuple(anyAmount, anyAmount),
  blindsOrStraddles: fc.tuple(anyAmount, anyAmount),
  bringIn: fc.constant(null),
  smallBet: fc.constant(null),
  bigBet: fc.constant(null),
  minBet: anyAmount,
  startingStacks: fc.tuple(anyAmount, fc.oneof(anyAmount, fc.constant(Number.POSITIVE_INFINITY))),
  actions: fc.array(anyAction, { maxLength: 6 }),
  details: fc.record(
    {
      author: anyText,
      hand: fc.oneof(fc.integer(), anyText),
      players: fc.tuple(anyText, anyText),
      winnings: fc.tuple(anyAmount, anyAmount),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  own: fc.dictionary(
    anyText.map((key) => `_${key}`).filter((key) => key !== '__proto__'),
    anyOwn,
    { maxKeys: 3, noNullPrototype: true },
  ),
});
