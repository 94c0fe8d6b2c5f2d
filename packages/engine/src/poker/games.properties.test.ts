import { anyPlayOf, chipsAtTable, judge, type Play } from '@aboveboard/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GAMES } from '../games/catalogue.ts';
import type { SeatIndex } from '../units.ts';
import type { HandCommand } from './command.ts';
import { nextStep } from './dealing.ts';
import { decideHand } from './decide.ts';
import { legalDraw } from './drawing.ts';
import { evolveHand } from './evolve.ts';
import type { Hand } from './hand.ts';
import { legalActions } from './legal-actions.ts';
import { handResult } from './result.ts';
import { initialHand } from './start.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
const hands = Number(process.env.ABOVEBOARD_RANDOM_HANDS ?? 300);
console.info(`${hands} hands a game by seed ${seed}: ABOVEBOARD_SEED=${seed} repeats them`);

describe.each(GAMES.map((game) => [game.code, game] as const))('%s: random legal hands', (_, game) => {
  test('conserve chips, end, replay from their events, and offer what is legal and nothing else', {
    timeout: 3_600_000,
  }, () => {
    fc.assert(
      fc.property(anyPlayOf(game), (play) => {
        try {
          expectWhole(play);
          expectExact(play);
        } catch (error) {
          throw new Error(`${story(play)}\n${error}`);
        }
      }),
      { numRuns: hands, seed },
    );
  });
});

/** What a person needs to play it again. */
function story({ setup, commands }: Play): string {
  const { game, ...rest } = setup;
  return [game.code, JSON.stringify(rest), ...commands.map((command) => JSON.stringify(command))].join('\n');
}

/** Every event leaves as many chips at the table, and the events alone rebuild the hand. */
function expectWhole({ setup, events, waits }: Play): void {
  const total = setup.seats.reduce((sum, { stack }) => sum + stack, 0);
  let hand = initialHand;
  for (const event of events) {
    hand = evolveHand(hand, event);
    if (chipsAtTable(hand) !== total) throw new Error(`${chipsAtTable(hand)} chips of ${total} after ${event.kind}`);
  }
  expect(nextStep(hand).kind).toBe('ended');
  expect(JSON.stringify(hand)).toBe(JSON.stringify(waits.at(-1)));
  const result = handResult(hand) ?? expect.fail('no result');
  expect(result.seats.reduce((sum, { delta }) => sum + delta, 0)).toBe(0 - result.rake);
  expect(result.seats.every(({ stack }) => stack >= 0)).toBe(true);
}

/** At each turn the engine and the referee agree: on each action, and on the amounts that are near one where the answer changes. */
function expectExact({ events, waits, told }: Play): void {
  for (const [i, wait] of waits.entries()) {
    if (wait.phase === 'drawing') expectDraw(wait);
    if (wait.phase === 'betting') expectTurn(wait, events.slice(0, told[i]));
  }
}

/** `expect` is too slow to be asked millions of times. */
function agree<T>(what: string, engine: T, referee: T): void {
  if (engine !== referee) throw new Error(`${what}: the engine says ${engine}, the referee ${referee}`);
}

function accepts(hand: Hand, command: HandCommand): boolean {
  return decideHand(hand, command).ok;
}

function expectTurn(hand: Hand, events: Play['events']): void {
  const legal = legalActions(hand) ?? expect.fail('a turn without legal actions');
  const { seat, raise } = legal;
  const verdict = judge(events, seat);
  agree('fold offered', legal.canFold, verdict.mayFold);
  agree('check offered', legal.canCheck, verdict.mayCheck);
  agree('call', legal.call ?? 0, verdict.call);
  agree('bring-in', legal.bringIn ?? 0, verdict.bringIn);
  for (const kind of ['fold', 'check', 'call', 'bring-in'] as const) {
    const mays = { fold: verdict.mayFold, check: verdict.mayCheck, call: verdict.call > 0, 'bring-in': verdict.bringIn > 0 };
    agree(kind, accepts(hand, { kind, seat }), mays[kind]);
  }
  const own = hand.seats.find((one) => one.seat === seat) ?? expect.fail('nobody there');
  const allIn = own.bet + own.stack;
  const { betToMatch, fullRaise, setup } = hand;
  const edges = [betToMatch, betToMatch + fullRaise, allIn, fullRaise, setup.stakes.bigBet, betToMatch + setup.stakes.bigBet];
  const bounds = raise ? [raise.smallest, raise.largest] : [];
  for (const to of new Set([...edges, ...bounds].flatMap((edge) => [edge - 1, edge, edge + 1]))) {
    agree(`to ${to}`, accepts(hand, { kind: 'raise-to', seat, to: to as never }), verdict.mayRaiseTo(to));
  }
  const isOffered = (to: number): boolean =>
    raise !== null && to >= raise.smallest && to <= raise.largest && (to - raise.smallest) % raise.step === 0;
  for (let to = 0; to <= Math.min(allIn + 1, 40); to++) agree(`offer of ${to}`, isOffered(to), verdict.mayRaiseTo(to));
  const other = hand.seats.find((one) => one.seat !== seat)?.seat as SeatIndex;
  agree('fold of another', accepts(hand, { kind: 'fold', seat: other }), false);
}

function expectDraw(hand: Hand): void {
  const { seat, least, most } = legalDraw(hand) ?? expect.fail('a draw without bounds');
  const hole = hand.seats.find((one) => one.seat === seat)?.hole ?? [];
  for (let count = 0; count <= hole.length; count++) {
    const isLegal = count >= least && count <= most;
    agree(`discard of ${count}`, accepts(hand, { kind: 'discard', seat, cards: hole.slice(0, count) }), isLegal);
  }
  const twice = [hole[0] ?? null, hole[0] ?? null];
  agree('one card given up twice', accepts(hand, { kind: 'discard', seat, cards: twice }), false);
}
