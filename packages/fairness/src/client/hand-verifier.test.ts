import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDealSteps } from '../deal/deal-step.ts';
import { encodeClose, NO_HASH, parseClose } from '../entries/close.ts';
import { NO_COMMIT } from '../entries/open.ts';
import { historyHash, type PublicHistory } from '../hashes/history.ts';
import { signCutnote } from '../signatures/deal-key.ts';
import { HandVerifier } from './hand-verifier.ts';
import {
  boardOf,
  closeSeen,
  cutSeen,
  DEALT,
  dealtHand,
  expectation,
  historyOf,
  holeOf,
  mustCut,
  mustOpen,
  OPEN_INDEX,
  openSeen,
  promised,
  sealOpen,
  seededRandom,
  table,
} from './operator.fixture.ts';

const stateOf = (checks: readonly { id: string; state: string }[]) => Object.fromEntries(checks.map((c) => [c.id, c.state]));
/** Feeds a verifier how the cards go, with the openings that seat 2 gets: its own and the board's. */
function seeDeal(
  { verifier, sealed, cut }: Pick<ReturnType<typeof dealtHand>, 'verifier' | 'sealed' | 'cut'>,
  shown = holeOf(sealed, cut, 0),
) {
  const openings = (step: (typeof DEALT)[number]) =>
    step.kind === 'board' ? boardOf(sealed, cut) : 'seat' in step && step.seat === 2 ? shown : [];
  return (
    DEALT.map((step) => verifier.seeDealt({ step, openings: openings(step) })).find((seen) => !seen.ok) ?? { ok: true as const }
  );
}

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? 'OK' : result.error.code);

/** A hand on which the verifier at seat 2 has seen an honest OPEN. */
function opened(seed: string) {
  const hand = dealtHand(seed);
  expect(codeOf(hand.verifier.seeOpen(hand.openSeen))).toBe('OK');
  return hand;
}

function cutAndOpened(seed: string) {
  const hand = opened(seed);
  expect(codeOf(hand.verifier.seeCut(hand.cutSeen))).toBe('OK');
  return hand;
}

test('[FAIR-20] an honest hand passes every check, in the order of the hand, and wears the badge', () => {
  const hand = dealtHand('honest');
  const { verifier } = hand;
  expect(verifier.badge).toBe('pending');
  expect(codeOf(verifier.seeOpen(hand.openSeen))).toBe('OK');
  expect(stateOf(verifier.checks)).toMatchObject({
    open: 'passed',
    promise: 'passed',
    rules: 'passed',
    commit: 'passed',
    cut: 'pending',
  });
  expect(codeOf(verifier.seeCut(hand.cutSeen))).toBe('OK');
  expect(stateOf(verifier.checks)).toMatchObject({ seeds: 'passed', cut: 'passed', cutnote: 'passed', burned: 'passed' });
  expect(codeOf(seeDeal(hand))).toBe('OK');
  expect([...verifier.cards.keys()]).toEqual([0, 3, 6, 7, 8, 9, 10]);
  expect(codeOf(verifier.seeClose(hand.close))).toBe('OK');
  expect(verifier.checks.filter(({ state }) => state !== 'passed')).toEqual([]);
  expect(verifier.badge).toBe('verified');
});

test('[FAIR-20] the same frames again, as after a reconnect, change nothing', () => {
  const hand = cutAndOpened('again');
  const { verifier } = hand;
  for (let i = 0; i < 2; i++) {
    expect(codeOf(verifier.seeOpen(hand.openSeen))).toBe('OK');
    expect(codeOf(verifier.seeCut(hand.cutSeen))).toBe('OK');
    verifier.again();
    expect(codeOf(seeDeal(hand))).toBe('OK');
    expect(codeOf(verifier.seeShown({ seat: 5, openings: holeOf(hand.sealed, hand.cut, 1) }))).toBe('OK');
    expect(codeOf(verifier.seeClose(hand.close))).toBe('OK');
  }
  expect(verifier.badge).toBe('verified');
});

describe('[FAIR-21] an operator that cheats is refused, and the failure stays', () => {
  test('a card swapped under its true salt and path', () => {
    const hand = cutAndOpened('card');
    const [first, second] = hand.shown;
    if (!first || !second) throw new Error('no card');
    expect(codeOf(seeDeal(hand, [{ ...first, card: (first.card + 1) % 52 }, second]))).toBe('WRONG_ROOT');
    hand.verifier.again();
    expect(codeOf(seeDeal(hand))).toBe('OK');
    expect(hand.verifier.badge).toBe('failed');
  });

  test('two cards in each other’s place', () => {
    const [hand, other] = [cutAndOpened('places'), cutAndOpened('places')];
    const [a, b] = hand.shown;
    if (!a || !b) throw new Error('no cards');
    expect(codeOf(seeDeal(hand, [b, a]))).toBe('POSITION');
    const moved = [
      { ...b, position: a.position },
      { ...a, position: b.position },
    ];
    expect(codeOf(seeDeal(other, moved))).toBe('POSITION');
  });

  test('a card of the burned deck', () => {
    const hand = cutAndOpened('burned');
    const other = { ...hand.cut, play: 1 - hand.cut.play };
    expect(codeOf(seeDeal(hand, holeOf(hand.sealed, other, 0)))).toBe('WRONG_ROOT');
  });

  test('a salt', () => {
    const hand = cutAndOpened('salt');
    const [first, second] = hand.shown;
    if (!first || !second) throw new Error('no card');
    expect(codeOf(seeDeal(hand, [{ ...first, salt: first.salt.with(0, (first.salt[0] ?? 0) ^ 1) }, second]))).toBe(
      'WRONG_ROOT',
    );
  });

  test('a deck that was sealed in another order than its seed gives, once it is burned', () => {
    const hand = dealtHand('stacked');
    const { open, reveals, verifier, entry } = hand;
    const decks = entry.decks.map((deck) => ({ ...deck, root: deck.root.with(0, (deck.root[0] ?? 0) ^ 1) }));
    const stacked = mustOpen({ ...entry, decks });
    expect(stacked.leaf).not.toEqual(open.leaf);
    expect(codeOf(verifier.seeOpen(openSeen(stacked.entry)))).toBe('OK');
    expect(codeOf(verifier.seeCut(cutSeen(stacked, hand.sealed, mustCut(stacked, reveals), reveals)))).toBe('DECK_MISMATCH');
  });

  test('a player’s seed, one’s own or another’s', () => {
    for (const at of [0, 1]) {
      const { verifier, cutSeen: seen, random } = opened(`seed ${at}`);
      const reveals = seen.reveals.map((reveal, i) => (i === at ? { ...reveal, seed: random.bytes(32) } : reveal));
      expect(codeOf(verifier.seeCut({ ...seen, reveals }))).toBe('SEED_MISMATCH');
      expect(stateOf(verifier.checks).seeds).toBe('failed');
    }
  });

  test('a burned deck’s seed, or the other deck named as played', () => {
    const hand = opened('burn');
    expect(codeOf(hand.verifier.seeCut({ ...hand.cutSeen, deckSeeds: [hand.random.bytes(32)] }))).toBe('DECK_MISMATCH');
    const other = opened('play');
    expect(codeOf(other.verifier.seeCut({ ...other.cutSeen, play: 1 - other.cut.play }))).toBe('PLAY_MISMATCH');
  });

  test('a partial cut: one committed seat left out, all else consistent with it', () => {
    for (const left of [0, 1]) {
      const { verifier, cutSeen: seen } = opened(`partial ${left}`);
      const reveals = seen.reveals.filter((_, i) => i !== left);
      expect(codeOf(verifier.seeCut({ ...seen, reveals }))).toBe('PARTIAL_CUT');
      expect(verifier.badge).toBe('failed');
    }
  });

  test('the same seeds in another order', () => {
    const { verifier, cutSeen: seen, reveals } = cutAndOpened('second cut');
    expect(codeOf(verifier.seeCut({ ...seen, reveals: reveals.toReversed() }))).toBe('SEED_ORDER');
  });

  test('a commit dropped from OPEN, the whole seat dropped, or another commit in its place', () => {
    const { entry, verifier, random } = dealtHand('dropped');
    const seen = (seats: typeof entry.seats) => new HandVerifier(verifier.expected).seeOpen(openSeen({ ...entry, seats }));
    const bent = (commit: Uint8Array) => entry.seats.map((seat) => (seat.seat === 2 ? { ...seat, commit } : seat));
    expect(codeOf(seen(bent(NO_COMMIT)))).toBe('COMMIT_DROPPED');
    expect(codeOf(seen(bent(random.bytes(32))))).toBe('COMMIT_CHANGED');
    expect(codeOf(seen(entry.seats.filter(({ seat }) => seat !== 2)))).toBe('OTHER_HAND');
  });

  test('a hand opened twice, with other decks or at another index', () => {
    const hand = opened('twice');
    const again = sealOpen(hand.random, []);
    const other = { ...again.entry, seats: hand.entry.seats };
    expect(codeOf(hand.verifier.seeOpen(openSeen(other)))).toBe('SECOND_OPEN');
    expect(hand.verifier.revealableOpen).toBeNull();
    const moved = opened('moved');
    expect(codeOf(moved.verifier.seeOpen(openSeen(moved.entry, OPEN_INDEX + 1n)))).toBe('SECOND_OPEN');
  });

  test('a promise or a cutnote by another key, or for another index', () => {
    const { verifier, entry, openSeen: seen } = dealtHand('key');
    const forged = promised(OPEN_INDEX, seen.bytes, seededRandom('another key').bytes(32));
    expect(codeOf(verifier.seeOpen({ ...seen, promise: forged.promise }))).toBe('BAD_SIGNATURE');
    const elsewhere = new HandVerifier(verifier.expected);
    expect(codeOf(elsewhere.seeOpen({ ...openSeen(entry), index: OPEN_INDEX + 1n }))).toBe('BAD_SIGNATURE');
    const hand = opened('note');
    const cutnote = signCutnote({ leaf: hand.open.leaf, ck: hand.cut.ck }, seededRandom('another key').bytes(32));
    expect(codeOf(hand.verifier.seeCut({ ...hand.cutSeen, cutnote }))).toBe('BAD_SIGNATURE');
  });

  test('cards before the signed cut, a cut before OPEN', () => {
    const early = opened('early');
    expect(codeOf(seeDeal(early))).toBe('OUT_OF_TURN');
    const first = dealtHand('first');
    expect(codeOf(first.verifier.seeCut(first.cutSeen))).toBe('OUT_OF_TURN');
  });

  test('an OPEN of another table, hand, chain or seating, or for other stakes', () => {
    const { entry, verifier, openSeen: seen } = dealtHand('other');
    const fresh = () => new HandVerifier(verifier.expected);
    expect(codeOf(fresh().seeOpen(openSeen({ ...entry, table: entry.table.with(0, 1 ^ (entry.table[0] ?? 0)) })))).toBe(
      'OTHER_TABLE',
    );
    expect(codeOf(fresh().seeOpen(openSeen({ ...entry, handNo: 9n })))).toBe('OTHER_HAND');
    expect(codeOf(fresh().seeOpen(openSeen({ ...entry, prev: 3n })))).toBe('PREV');
    expect(codeOf(fresh().seeOpen(openSeen({ ...entry, seats: entry.seats.toReversed() })))).toBe('OTHER_HAND');
    expect(codeOf(fresh().seeOpen({ ...seen, start: { ...seen.start, button: 2 } }))).toBe('RULES_MISMATCH');
  });

  test('void after the cut was signed: proof of fraud', () => {
    const { verifier, open, sealed, reveals } = cutAndOpened('fraud');
    const named = { openIndex: OPEN_INDEX, status: 1 as const, tMs: 1n, beaconSig: new Uint8Array(0), play: null };
    const deckSeeds = sealed.decks.map(({ deckSeed }) => deckSeed);
    const bytes = encodeClose({ ...named, reveals, deckSeeds, historyHash: NO_HASH, settleHash: NO_HASH });
    expect(parseClose(bytes, open.entry).ok).toBe(true);
    const close = { ...promised(OPEN_INDEX + 1n, bytes), history: null, settlement: null };
    expect(codeOf(verifier.seeClose(close))).toBe('VOID_AFTER_CUTNOTE');
    expect(verifier.badge).toBe('failed');
  });

  test('a CLOSE for another history, settlement or cut, or one’s own cards never opened', () => {
    const { verifier, close, open, cutSeen: seen, sealed, shown } = cutAndOpened('close');
    const fresh = (sawCut = true) => {
      const again = new HandVerifier(verifier.expected);
      again.seeOpen(dealtHand('close').openSeen);
      if (sawCut) again.seeCut(seen);
      return again;
    };
    const { history, settlement } = close;
    if (!history || !settlement) throw new Error('void');
    expect(codeOf(fresh().seeClose({ ...close, history: { ...history, actions: [] } }))).toBe('HISTORY_MISMATCH');
    expect(codeOf(fresh().seeClose({ ...close, settlement: { ...settlement, rake: 4n } }))).toBe('SUM');
    expect(codeOf(fresh().seeClose({ ...close, settlement: { ...settlement, seats: settlement.seats.toReversed() } }))).toBe(
      'SETTLE_MISMATCH',
    );
    expect(codeOf(fresh().seeClose({ ...close, index: OPEN_INDEX }))).toBe('OPEN_UNKNOWN');
    const unshown = closeSeen(open, seen, sealed, historyOf(shown.slice(2)));
    expect(codeOf(fresh().seeClose(unshown))).toBe('HOLE_CARDS');
    const parsed = parseClose(close.bytes, open.entry);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const otherPlay = encodeClose({ ...parsed.value, play: 1 - seen.play });
    expect(codeOf(fresh().seeClose({ ...close, ...promised(close.index, otherPlay) }))).toBe('PLAY_MISMATCH');
    expect(codeOf(fresh(false).seeClose(close))).toBe('OK');
  });
});

describe('[FAIR-22] the badge claims no more than was checked', () => {
  test('somebody who did not contribute is told so', () => {
    const hand = dealtHand('spectator');
    const verifier = new HandVerifier({ ...hand.verifier.expected, ownSeat: null, own: null });
    verifier.seeOpen(hand.openSeen);
    verifier.seeCut(hand.cutSeen);
    verifier.seeClose(hand.close);
    expect(verifier.badge).toBe('not-contributed');
    expect(verifier.checks.some(({ id }) => id === 'commit')).toBe(false);
  });

  test('a table of bots alone wears none', () => {
    const { entry } = sealOpen(seededRandom('bots'), []);
    const hand = dealtHand('bots');
    const verifier = new HandVerifier({ ...hand.verifier.expected, ownSeat: null, own: null });
    verifier.seeOpen(openSeen(entry));
    expect(verifier.badge).toBe('none');
  });

  test('a hand that was void before the cut wears none: no card was dealt', () => {
    const hand = opened('void');
    const named = { openIndex: OPEN_INDEX, status: 1 as const, tMs: 1n, beaconSig: new Uint8Array(0), play: null };
    const deckSeeds = hand.sealed.decks.map(({ deckSeed }) => deckSeed);
    const reveals = hand.reveals.slice(1);
    const bytes = encodeClose({ ...named, reveals, deckSeeds, historyHash: NO_HASH, settleHash: NO_HASH });
    const close = { ...promised(OPEN_INDEX + 1n, bytes), history: null, settlement: null };
    expect(codeOf(hand.verifier.seeClose(close))).toBe('OK');
    expect(hand.verifier.badge).toBe('none');
    expect(hand.verifier.receipt(true)).toBeNull();
  });

  test('a hand that was refunded, its box unreadable, wears none, and nobody is blamed for cards never sent', () => {
    const { verifier, close, open } = cutAndOpened('refund');
    const { history, settlement } = close;
    const played = parseClose(close.bytes, open.entry);
    if (!played.ok || !history || !settlement) throw new Error('void');
    const refunded = { ...history, dealt: [], openings: [] };
    const hash = historyHash(refunded);
    if (!hash.ok) throw new Error(hash.error.detail);
    const bytes = encodeClose({ ...played.value, status: 3, deckSeeds: [], historyHash: hash.value });
    expect(codeOf(verifier.seeClose({ ...promised(close.index, bytes), history: refunded, settlement }))).toBe('OK');
    expect(verifier.badge).toBe('none');
  });

  test('a later hand names the CLOSE before it', () => {
    const people = table(seededRandom('chain'));
    const { entry } = sealOpen(seededRandom('chain'), people, 4n);
    const verifier = new HandVerifier({ ...expectation(people[0], 4n), prev: 11n });
    expect(codeOf(verifier.seeOpen(openSeen({ ...entry, prev: 11n })))).toBe('OK');
  });
});

/** Any JSON in place of one value somewhere in a deal that was told. */
const anyBentDeal = fc
  .record({
    at: fc.nat({ max: DEALT.length - 1 }),
    field: fc.constantFrom('kind', 'seat', 'count', 'board', 'walk', 'isShort'),
    value: fc.oneof(fc.nat({ max: 9 }), fc.jsonValue()),
  })
  .map(({ at, field, value }) => DEALT.map((step, i) => (i === at ? { ...step, [field]: value } : step)));

test('[FAIR-20] whatever a history tells of its deal, it is refused or the deal that was', () => {
  const { verifier, openSeen: seen, cutSeen: cut, close } = dealtHand('any deal');
  fc.assert(
    fc.property(fc.oneof(anyBentDeal, fc.jsonValue()), (dealt) => {
      const fresh = new HandVerifier(verifier.expected);
      fresh.seeOpen(seen);
      fresh.seeCut(cut);
      const history = { ...close.history, dealt } as unknown as PublicHistory;
      const told = fresh.seeClose({ ...close, history });
      return !told.ok || JSON.stringify(dealt) === JSON.stringify(DEALT);
    }),
  );
});

test('[FAIR-20] whatever a frame tells of cards, it is refused or changes nothing that was proven', () => {
  const hand = opened('any frame');
  expect(codeOf(hand.verifier.seeCut(hand.cutSeen))).toBe('OK');
  const anyDeal = anyBentDeal.map(parseDealSteps).filter((steps) => steps !== null); // frames are read before they come here
  fc.assert(
    fc.property(anyDeal, fc.array(fc.constantFrom(...hand.shown), { maxLength: 6 }), (steps, openings) => {
      const fresh = new HandVerifier(hand.verifier.expected);
      fresh.seeOpen(hand.openSeen);
      fresh.seeCut(hand.cutSeen);
      for (const step of steps) fresh.seeDealt({ step, openings });
      return [...fresh.cards.values()].every((card) =>
        hand.shown.some(({ position, slot }) => position === card.position && slot === card.slot),
      );
    }),
    { numRuns: 50 },
  );
});
