import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Card,
  chips,
  DEFAULT_OPTIONS,
  deckCards,
  GAMES,
  type Game,
  type Hand,
  type HandEvent,
  type HandSetup,
  handFrom,
  legalActions,
  mostSeats,
  NO_STAKES,
  nextStep,
  playHand,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPhh } from '../phh/read-phh.ts';
import type { PhhRecord } from '../phh/record.ts';
import { writePhh } from '../phh/write-phh.ts';
import { readHands } from '../read-hands.ts';
import { historyToPhh } from './history-to-phh.ts';
import { type PlayedRecord, playRecord } from './play-record.ts';

const root = join(import.meta.dirname, '../../../..');
const folders = [join(root, 'fixtures'), process.env.ABOVEBOARD_HANDS ?? join(root, '../shared/hands')].filter(existsSync);

function recordsBelow(folder: string): PhhRecord[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(?:phhs?|txt)$/.test(entry.name))
    .flatMap((entry) => readHands(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
    .flatMap(({ record }) => (record.ok ? [record.value] : []));
}

function played(record: PhhRecord): PlayedRecord {
  const outcome = playRecord(record);
  if (!outcome.ok) throw new Error(`${JSON.stringify(outcome.error)}\n${writePhh(record)}`);
  return outcome.value;
}

/** The record as a file holds it. */
function throughText(record: PhhRecord): PhhRecord {
  const again = readPhh(writePhh(record))[0]?.record;
  if (!again?.ok) throw new Error(`${again?.error.reason}\n${writePhh(record)}`);
  return again.value;
}

const stacksOf = ({ hand, decimals }: Pick<PlayedRecord, 'hand' | 'decimals'>): number[] =>
  hand.seats.map(({ stack }) => stack / 10 ** decimals);

describe('from events to PHH', () => {
  test('[PHH-6] every recorded hand, written from its events, plays again to the same stacks', () => {
    for (const record of folders.flatMap(recordsBelow)) {
      const first = played(record);
      const written = throughText(historyToPhh(first.events, { decimals: first.decimals }));
      expect(stacksOf(played(written)), writePhh(record)).toEqual(stacksOf(first));
    }
  });

  test.each(GAMES.map((game) => [game.code, game] as const))(
    '[PHH-6] hands of %s under every option play again to the same stacks',
    (_, game) => {
      fc.assert(
        fc.property(anySetup(game), fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (setup, chance) => {
          const { hand, events } = playRandomly(setup, () => chance.next().value as number);
          const record = throughText(historyToPhh(events));
          expect(record.details.finishing_stacks).toEqual(hand.seats.map(({ stack }) => stack));
          expect(stacksOf(played(record)), writePhh(record)).toEqual(stacksOf({ hand, decimals: 0 }));
        }),
        { numRuns: 40 },
      );
    },
  );
});

/** Setups with whatever a house may want: antes of each kind, straddles, missed blinds, dead buttons, rake. */
function anySetup(game: Game): fc.Arbitrary<HandSetup> {
  return fc
    .record({
      stacks: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: Math.min(6, mostSeats(game)) }),
      ante: fc.constantFrom(0, 0, 1, 3),
      tableAnte: fc.constantFrom('none', 'big-blind', 'button'),
      extra: fc.constantFrom('none', 'none', 'straddle', 'kill'),
      killer: fc.integer({ min: 0, max: 2 }),
      owing: fc.boolean(),
      isDead: fc.boolean(),
      rake: fc.constantFrom(0, 500),
      oddChip: fc.constantFrom(1, 5),
      raiseCap: fc.constantFrom(null, 3),
      tableAllIns: fc.boolean(),
      absentAllIn: fc.constantFrom('plays' as const, 'folds' as const),
    })
    .map(({ stacks, ante, tableAnte, extra, killer, owing, isDead, rake, ...options }) => {
      const last = stacks.length - 1;
      const isHeadsUp = stacks.length === 2;
      const hasBlinds = game.forced === 'blinds';
      const bigBlind = hasBlinds ? (isHeadsUp ? 0 : 1) : game.forced === 'button-blind' ? last : null;
      const more = hasBlinds && stacks.length > 3;
      const mayOwe = bigBlind !== null && bigBlind !== 3 && stacks.length > 3; // whoever posts the blind owes none
      return {
        game,
        stakes: {
          ...NO_STAKES,
          ante: chips(ante),
          bigBlindAnte: chips(bigBlind !== null && tableAnte === 'big-blind' ? 4 : 0),
          buttonAnte: chips(hasBlinds && !isHeadsUp && tableAnte === 'button' ? 4 : 0),
          smallBlind: chips(hasBlinds ? 2 : 0),
          bigBlind: chips(bigBlind === null ? 0 : 4),
          bringIn: chips(game.forced === 'bring-in' ? 2 : 0),
          smallBet: chips(4),
          bigBet: chips(8),
          rake: { basisPoints: rake, cap: chips(5), noFlopNoDrop: true },
        },
        options: { ...DEFAULT_OPTIONS, ...options, oddChip: chips(options.oddChip) },
        button: seatIndex(last),
        smallBlind: !hasBlinds || (isDead && !isHeadsUp) ? null : seatIndex(isHeadsUp ? 1 : 0),
        bigBlind: bigBlind === null ? null : seatIndex(bigBlind),
        extraBlinds:
          more && extra !== 'none' ? [{ seat: seatIndex(extra === 'kill' ? killer : 2), amount: chips(8), what: extra }] : [],
        seats: stacks.map((stack, i) => ({
          ...{ seat: seatIndex(i), stack: chips(stack) },
          ...{ owesLive: chips(mayOwe && owing && i === 3 ? 4 : 0), owesDead: chips(mayOwe && owing && i === 3 ? 2 : 0) },
          ...(i === last ? { isAbsent: true } : {}),
        })),
      };
    });
}

/** A hand played by chance; sometimes the board is run twice, or the betting ended from outside. */
function playRandomly(setup: HandSetup, chance: () => number): { hand: Hand; events: HandEvent[] } {
  const events: HandEvent[] = [...startHand(setup)];
  let hand = handFrom(events);
  const pick = (n: number): number => Math.floor(chance() * n);
  let deck: Card[] = deckCards(setup.game.deck);
  const draw = (count: number): Card[] => {
    const held = [...hand.seats.flatMap(({ isFolded, hole }) => (isFolded ? [] : hole)), ...hand.boards.flat()];
    if (deck.length < count) deck = deckCards(setup.game.deck).filter((card) => !held.includes(card));
    return Array.from({ length: count }, () => deck.splice(pick(deck.length), 1)[0] as Card);
  };
  const tryPlay = (command: Parameters<typeof playHand>[1]): boolean => {
    const outcome = playHand(hand, command);
    if (!outcome.ok) return false;
    hand = outcome.value.hand;
    events.push(...outcome.value.events);
    return true;
  };
  for (let step = nextStep(hand); step.kind !== 'ended'; step = nextStep(hand)) {
    if (chance() < 0.02 && tryPlay({ kind: 'run-out' })) continue;
    if (step.kind === 'deal-hole') tryPlay({ kind: 'deal-hole', seat: step.seat, cards: draw(step.count) });
    else if (step.kind === 'deal-board') {
      if (chance() < 0.3 && tryPlay({ kind: 'run-it', times: 2 })) continue;
      tryPlay({ kind: 'deal-board', board: step.board, cards: draw(step.count) });
    } else if (step.kind === 'draw') {
      const { hole } = hand.seats.find(({ seat }) => seat === step.seat) as Hand['seats'][number];
      const count = step.least + pick(step.most - step.least + 1);
      tryPlay({ kind: 'discard', seat: step.seat, cards: hole.slice(0, count) });
    } else if (step.kind === 'show-or-muck') {
      if (chance() < 0.3 || !tryPlay({ kind: 'muck', seat: step.seat })) tryPlay({ kind: 'settle-showdown' });
    } else {
      const legal = legalActions(hand);
      if (!legal) throw new Error('nobody may act');
      const { seat, raise, bringIn } = legal;
      if (raise && chance() < 0.3) tryPlay({ kind: 'raise-to', seat, to: chance() < 0.5 ? raise.smallest : raise.largest });
      else if (bringIn !== null) tryPlay({ kind: 'bring-in', seat });
      else if (chance() < 0.15) tryPlay({ kind: chance() < 0.5 ? 'fold' : 'time-out', seat });
      else tryPlay({ kind: legal.canCheck ? 'check' : 'call', seat });
    }
  }
  return { hand, events };
}
