import {
  chips,
  DEFAULT_OPTIONS,
  gameOf,
  type Hand,
  type HandCommand,
  type HandSetup,
  legalActions,
  NO_STAKES,
  nextStep,
  seatIndex,
} from '@aboveboard/engine';
import { type DealSeen, type DealStep, verifyReceipt, type WalkStepJson } from '@aboveboard/fairness';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-chance.ts';
import { playSealed, type SealedPlayRequest } from './sealed-play.ts';

const SEATS = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((seat) => seatIndex(seat));

/** Deuce-to-seven triple draw for nine: 45 cards are dealt at first, and seven are left. */
const SETUP: HandSetup = {
  game: gameOf('F2L3D') ?? expect.fail('no triple draw'),
  stakes: { ...NO_STAKES, smallBlind: chips(5), bigBlind: chips(10), smallBet: chips(10), bigBet: chips(20) },
  options: DEFAULT_OPTIONS,
  button: seatIndex(8),
  smallBlind: seatIndex(0),
  bigBlind: seatIndex(1),
  extraBlinds: [],
  seats: SEATS.map((seat) => ({ seat, stack: chips(1000), owesLive: chips(0), owesDead: chips(0) })),
};

/** Seats in `folding` fold at once; the others call and change `count` cards each time. */
function drawing(count: number, folding: readonly number[]) {
  return (hand: Hand): HandCommand | null => {
    const step = nextStep(hand);
    if (step.kind === 'draw') {
      const hole = hand.seats.find(({ seat }) => seat === step.seat)?.hole ?? [];
      return { kind: 'discard', seat: step.seat, cards: hole.slice(0, count) };
    }
    const legal = legalActions(hand);
    if (!legal) return null;
    const { seat, canCheck } = legal;
    if (folding.includes(seat) && !canCheck) return { kind: 'fold', seat };
    return { kind: canCheck ? 'check' : 'call', seat };
  };
}

function played(seed: number, decide: SealedPlayRequest['decide'], bend?: SealedPlayRequest['bend']) {
  return playSealed({
    setup: SETUP,
    watchers: [...SEATS, null],
    random: seededRandom(seed),
    decide,
    ...(bend ? { bend } : {}),
  });
}

function walksIn(dealt: readonly DealStep[]): WalkStepJson[] {
  return dealt.flatMap((step) => ('walk' in step && step.walk ? step.walk : []));
}

describe('[DEAL-11] a draw game whose deck runs out goes on from the sealed reshuffle', () => {
  const { hand, dealt, verifiers } = played(11, drawing(2, [3, 4, 5, 6, 7]));
  const steps = walksIn(dealt);

  test('every client verifies it, and so does every receipt', () => {
    expect(steps.some((step) => step.dealt)).toBe(true);
    expect(steps.some((step) => !step.dealt)).toBe(true);
    expect(verifiers.map(({ fault }) => fault)).toEqual(verifiers.map(() => null));
    for (const [i, verifier] of verifiers.entries()) {
      const own = verifyReceipt(verifier.receipt(false) ?? new Uint8Array());
      expect(own.ok ? own.value.ownSeat : own.error).toBe(SEATS[i] ?? null);
    }
  });

  test('[DEAL-14] a step passed over is opened to all, a dealt one only with the hand that shows its card', () => {
    const shown = hand.seats.filter(({ fate }) => fate === 'shown').flatMap(({ hole }) => hole);
    for (const { dealt: isDealt, entry } of steps) if (!isDealt) expect(entry).not.toBeNull();
    const opened = steps.filter((step) => step.dealt && step.entry !== null);
    const secret = steps.filter((step) => step.dealt && step.entry === null);
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.length).toBeLessThanOrEqual(shown.length);
    expect(secret.length).toBeGreaterThan(0); // dealt, and given up or mucked since
  });
});

test('[DEAL-13] draws end short when deck and reshuffle are used up, for all to see', () => {
  const { hand, dealt, verifiers } = played(12, drawing(5, []));
  const short = dealt.filter((step) => step.kind === 'discard' && step.isShort);
  expect(short.length).toBeGreaterThan(0);
  expect(walksIn(dealt)).toHaveLength(52);
  expect(hand.phase).toBe('ended');
  expect(hand.seats.map(({ hole }) => hole.length)).toEqual(SEATS.map(() => 5));
  expect(verifiers.map(({ fault }) => fault)).toEqual(verifiers.map(() => null));
});

/** All steps of a hand's walk in order, with the entries that their drawers were told. */
function stepsOf(seed: number, decide: SealedPlayRequest['decide']) {
  const entries = new Map<number, WalkStepJson['entry']>();
  const { dealt } = played(seed, decide, (seen) => {
    for (const step of walksIn([seen.step])) if (step.entry) entries.set(step.k, step.entry);
    return seen;
  });
  return { order: walksIn(dealt).map(({ k }) => k), entries };
}

describe('[FAIR-27] a dealer that bends the reshuffle is refused', () => {
  /** Changes the first walk that `bend` has an answer for, as the client of `seat` is told it. */
  function codeOf(seat: number | null, bend: (walk: readonly WalkStepJson[]) => readonly WalkStepJson[] | null) {
    let isDone = false;
    const { verifiers } = played(11, drawing(2, [3, 4, 5, 6, 7]), (seen, told) => {
      const { step } = seen;
      const walk = told === seat && !isDone && step.kind === 'hole' && step.walk ? bend(step.walk) : null;
      if (!walk) return seen;
      isDone = true;
      return { ...seen, step: { ...step, walk } } as DealSeen;
    });
    return verifiers[seat === null ? SEATS.length : seat]?.fault?.code;
  }

  test('a step left out, or taken out of turn', () => {
    expect(codeOf(null, (walk) => walk.map((step) => ({ ...step, k: (step.k + 1) % 52 })))).toBe('WALK_ORDER');
    expect(codeOf(null, (walk) => walk.slice(1))).toBe('WALK_SKIPPED');
    expect(codeOf(null, (walk) => [...walk, ...walk.slice(-1)])).toBe('WALK_OUTSIDE');
  });

  test('a step passed over and not opened, or opened with another entry than was sealed', () => {
    const passed = (change: (step: WalkStepJson) => WalkStepJson) => (walk: readonly WalkStepJson[]) =>
      walk.some(({ dealt }) => !dealt) ? walk.map((step) => (step.dealt ? step : change(step))) : null;
    expect(
      codeOf(
        null,
        passed((step) => ({ ...step, entry: null })),
      ),
    ).toBe('WALK_SKIPPED');
    const otherSlot = ({ entry, ...step }: WalkStepJson) => ({
      ...step,
      entry: entry && { ...entry, slot: (entry.slot + 1) % 52 },
    });
    expect(codeOf(null, passed(otherSlot))).toBe('WRONG_ROOT');
  });

  describe('what everybody knows of the muck', () => {
    /** Two seats draw five each time, two stand pat, five fold. */
    const decide = (hand: Hand) => {
      const step = nextStep(hand);
      const isPat = step.kind === 'draw' && (step.seat === 2 || step.seat === 8);
      return drawing(isPat ? 0 : 5, [3, 4, 5, 6, 7])(hand);
    };
    const { order, entries } = stepsOf(13, decide);
    const detailsOf = (bend: (walk: readonly WalkStepJson[]) => readonly WalkStepJson[] | null) =>
      [0, 1, 2, 3].map((nth) => {
        let at = 0;
        const { verifiers } = played(13, decide, ({ step, ...seen }, seat) => {
          const isNth = seat === null && step.kind === 'hole' && step.walk !== undefined && at++ === nth;
          const walk = isNth ? bend(step.walk ?? []) : null;
          return { ...seen, step: walk ? ({ ...step, walk } as DealStep) : step };
        });
        return verifiers.at(-1)?.fault?.detail ?? '';
      });

    test('a folded card passed over, and the next one dealt in its place', () => {
      const details = detailsOf((walk) => {
        const i = walk.findIndex((step) => step.dealt);
        const next = order[order.indexOf(walk.at(-1)?.k ?? -1) + 1];
        if (next === undefined) return null;
        const passed = walk.map((step, at) =>
          at === i ? { ...step, dealt: false, entry: entries.get(step.k) ?? null } : step,
        );
        return [...passed, { k: next, dealt: true, entry: null }];
      });
      expect(details).toContainEqual(expect.stringMatching(/^slot \d+ of the muck was passed over$/));
    });

    test('a card of a hand that stood pat dealt to another', () => {
      const details = detailsOf((walk) => {
        const i = walk.findLastIndex((step) => !step.dealt); // all after it are dealt: the last one makes room
        return i < 0 ? null : [...walk.slice(0, i), { ...(walk[i] as WalkStepJson), dealt: true }, ...walk.slice(i + 1, -1)];
      });
      expect(details).toContainEqual(expect.stringMatching(/^slot \d+ is not in the muck and was dealt$/));
    });
  });

  test('one’s own card from another step than was walked, or without its entry', () => {
    const dealtStep = (change: (step: WalkStepJson) => WalkStepJson) => (walk: readonly WalkStepJson[]) =>
      walk.map((step) => (step.dealt ? change(step) : step));
    const drawer = 2; // the last to draw of those who stay: the seven cards of the deck are gone by then
    expect(
      codeOf(
        drawer,
        dealtStep((step) => ({ ...step, k: (step.k + 1) % 52 })),
      ),
    ).toBe('WALK_ORDER');
    expect(
      codeOf(drawer, (walk) =>
        walk.some((step) => step.dealt && step.entry) ? walk.map((s) => (s.dealt ? { ...s, entry: null } : s)) : null,
      ),
    ).toBe('POSITION'); // its card then lies nowhere
  });
});
