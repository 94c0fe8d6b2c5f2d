import { expect, test } from 'vitest';
import { BADGE_TEXT } from './badge.ts';
import { dealtHand, holeOf } from './operator.fixture.ts';

const stateOf = (checks: readonly { id: string; state: string }[]) => Object.fromEntries(checks.map((c) => [c.id, c.state]));

test('[FAIR-30] an honest hand passes every check, in the order of the hand, and wears the badge', () => {
  const hand = dealtHand('honest');
  const { verifier } = hand;
  expect(verifier.badge).toBe('pending');
  expect(verifier.seeOpen(hand.openSeen).ok).toBe(true);
  expect(stateOf(verifier.checks)).toMatchObject({
    open: 'passed',
    promise: 'passed',
    rules: 'passed',
    commit: 'passed',
    cut: 'pending',
  });
  expect(verifier.seeCut(hand.cutSeen).ok).toBe(true);
  expect(stateOf(verifier.checks)).toMatchObject({ seeds: 'passed', cut: 'passed', cutnote: 'passed', burned: 'passed' });
  expect(verifier.seeOpenings(holeOf(hand.sealed, hand.cut, 0)).ok).toBe(true);
  expect([...verifier.cards.keys()]).toEqual([0, 3]);
  expect(verifier.seeOpenings(hand.shown).ok).toBe(true);
  expect(verifier.seeClose(hand.close).ok).toBe(true);
  expect(verifier.checks.every(({ state }) => state === 'passed')).toBe(true);
  expect(verifier.badge).toBe('verified');
  expect(BADGE_TEXT).toBe('sealed before the deal, cut by your seed, signed by the operator; not yet witnessed');
});
