/** The lines between the first action and the summary. */
import { evolveHand, type Hand, type HandEvent, type HandEventOf, initialHand } from '@aboveboard/engine';
import { RUNS } from './lines.ts';
import { bracketed, type TextOfHand } from './text-hand.ts';
import { handWords } from './write-summary.ts';

/**
 * What was done, line by line. Hands turned up before the last card are shown after it, as rooms write it; of several runs of the board
 * each is told to its end.
 */
export function courseLines(text: TextOfHand, events: readonly HandEvent[]): string[] {
  const told: string[] = [];
  const shows: string[] = [];
  const later: string[] = [];
  const runs: string[][] = [];
  const awards: string[][] = [];
  let hand = initialHand;
  for (const event of events) {
    const lines = lineOf(text, hand, event);
    if (event.kind === 'pot-awarded') awards[event.board] = [...(awards[event.board] ?? []), ...lines];
    else if (event.kind === 'board-dealt' && hand.boards.length > 1)
      runs[event.board] = [...(runs[event.board] ?? []), ...lines];
    else if (event.kind === 'shown' || event.kind === 'mucked') (hand.phase === 'ended' ? later : shows).push(...lines);
    else told.push(...lines);
    hand = evolveHand(hand, event);
  }
  return [...told, ...runs.flat(), ...showdown(shows, runs.length, awards), ...later];
}

function showdown(shows: readonly string[], runs: number, awards: readonly (readonly string[])[]): string[] {
  if (shows.length === 0) return awards.flat();
  if (runs === 0) return ['*** SHOW DOWN ***', ...shows, ...awards.flat()];
  return Array.from({ length: runs }, (_, run) => [
    `*** ${RUNS[run + 1]} SHOW DOWN ***`,
    ...(run === 0 ? shows : []),
    ...(awards[run] ?? []),
  ]).flat();
}

function lineOf(text: TextOfHand, hand: Hand, event: HandEvent): string[] {
  const { name, money } = text;
  const bet = 'seat' in event ? hand.seats.find(({ seat }) => seat === event.seat) : undefined;
  const allIn = (added: number): string => (bet?.stack === added ? ' and is all-in' : '');
  switch (event.kind) {
    case 'folded':
      return [`${name(event.seat)}: folds`];
    case 'checked':
      return [`${name(event.seat)}: checks`];
    case 'called':
      return [`${name(event.seat)}: calls ${money(event.amount)}${allIn(event.amount)}`];
    case 'raised': {
      const how = event.isBet ? `bets ${money(event.to)}` : `raises ${money(event.to - hand.betToMatch)} to ${money(event.to)}`;
      return [`${name(event.seat)}: ${how}${allIn(event.to - (bet?.bet ?? 0))}`];
    }
    case 'uncalled-returned':
      return [`Uncalled bet (${money(event.amount)}) returned to ${name(event.seat)}`];
    case 'board-dealt':
      return [streetLine(hand, event)];
    case 'shown':
      return [`${name(event.seat)}: shows ${bracketed(event.cards)}${handWords(text, event.seat)}`];
    case 'mucked':
      return [`${name(event.seat)}: mucks hand`];
    case 'pot-awarded':
      return event.winners
        .filter(({ amount }) => amount > 0)
        .map(({ seat, amount }) => `${name(seat)} collected ${money(amount)} from ${potName(text, event.pot)}`);
    default:
      return [];
  }
}

const STREETS: Readonly<Record<number, string>> = { 0: 'FLOP', 3: 'TURN', 4: 'RIVER' };

function streetLine({ boards }: Hand, { board, cards }: HandEventOf<'board-dealt'>): string {
  const before = boards[board] ?? [];
  const run = boards.length > 1 ? `${RUNS[board + 1]} ` : '';
  return `*** ${run}${STREETS[before.length]} *** ${before.length > 0 ? `${bracketed(before)} ` : ''}${bracketed(cards)}`;
}

function potName({ played }: TextOfHand, pot: number): string {
  const sides = played.hand.pots.length - 1;
  if (sides === 0) return 'pot';
  if (pot === 0) return 'main pot';
  return sides === 1 ? 'side pot' : `side pot-${pot}`;
}
