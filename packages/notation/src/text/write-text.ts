/**
 * Records written as the hand histories of online rooms, for the programs that read those.
 *
 * The hand is played first: a text says what a record leaves to the rules, such as what a call came to, who got which pot, and with what.
 */
import { type HandEvent, type HandEventOf, type HoleCard, type PostKind, type SeatIndex, seatIndex } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { PhhRecord } from '../phh/record.ts';
import { type PlayedRecord, playRecord } from '../replay/play-record.ts';
import { TEXT_GAMES } from './games.ts';
import { bracketed, type TextSettings, textHand } from './text-hand.ts';
import { courseLines } from './write-course.ts';
import { headerLines } from './write-header.ts';
import { summaryLines } from './write-summary.ts';

/**
 * The text of one hand, or why it has none: a game or a form of it that rooms do not write so, or a hand that cannot be played.
 *
 * Reading it gives a record that plays to the same stacks. The names of the room and of the table are the record's, where it has them.
 *
 * @see rules/PHH.md PHH-7
 */
export function writeText(record: PhhRecord, settings: TextSettings): Result<string, string> {
  const game = TEXT_GAMES.find(({ variant }) => variant === record.variant);
  if (!game) return err(`${record.variant} has no text form`);
  const played = playRecord(record);
  if (!played.ok) return err(played.error.reason);
  const { events } = played.value;
  const odd = unwritable(record, played.value);
  if (odd) return err(odd);
  const text = textHand(record, played.value, game, settings);
  const lines = [
    ...headerLines(text),
    ...posts(text, events),
    '*** HOLE CARDS ***',
    ...dealtLines(text),
    ...courseLines(text, events),
    ...partShows(text),
  ];
  return ok(`${[...lines, ...summaryLines(text)].join('\n')}\n`);
}

type Text = ReturnType<typeof textHand>;

function unwritable(record: PhhRecord, { hand, events }: PlayedRecord): string | null {
  const { setup } = hand;
  if (setup.extraBlinds.some(({ what }) => what === 'kill')) return 'a kill pot has no text form';
  const isWhole = setup.extraBlinds.every(({ seat, amount }) =>
    events.some(
      (event) => event.kind === 'posted' && event.what === 'straddle' && event.seat === seat && event.amount === amount,
    ),
  );
  if (!isWhole) return 'a straddle that a stack did not reach has no text form';
  const isDead = setup.stakes.ante === 0 && record.antes.filter((ante) => ante > 0).length > 1;
  if (isDead) return 'antes that a short one wins whole, or that differ, have no text form';
  if (setup.stakes.smallBet !== setup.stakes.bigBlind) return 'a smallest bet other than the big blind has no text form';
  return record.startingStacks.every(Number.isFinite) ? null : 'a stack that nobody recorded has no text form';
}

const POSTS: Readonly<Record<PostKind, string>> = {
  ante: 'the ante',
  'big-blind-ante': 'the ante',
  'button-ante': 'the ante',
  'small-blind': 'small blind',
  'big-blind': 'big blind',
  'live-blind': 'big blind',
  'dead-blind': 'small blind',
  straddle: 'straddle',
  kill: '',
  'bring-in': '',
};

/** Who owes both blinds puts them in as one. */
function posts(text: Text, events: readonly HandEvent[]): string[] {
  const all = events.filter((event): event is HandEventOf<'posted'> => event.kind === 'posted');
  const left = new Map(text.played.hand.setup.seats.map(({ seat, stack }) => [seat, stack as number]));
  const post = (seat: SeatIndex, what: string, amount: number): string => {
    const rest = (left.get(seat) ?? 0) - amount;
    left.set(seat, rest);
    return `${text.name(seat)}: posts ${what} ${text.money(amount)}${rest === 0 ? ' and is all-in' : ''}`;
  };
  return all.flatMap(({ seat, what, amount }) => {
    const dead = all.find((one) => one.seat === seat && one.what === 'dead-blind');
    const live = all.find((one) => one.seat === seat && one.what === 'live-blind');
    if (what === 'dead-blind' && live) return [];
    return [
      what === 'live-blind' && dead ? post(seat, 'small & big blinds', amount + dead.amount) : post(seat, POSTS[what], amount),
    ];
  });
}

/** Known cards that are not turned up later. */
function dealtLines(text: Text): string[] {
  const { played, name } = text;
  const turnedUp = new Set(partlyShown(text).map(({ player }) => player - 1));
  for (const event of played.events) if (event.kind === 'shown' || event.kind === 'mucked') turnedUp.add(event.seat);
  return played.hand.seats
    .filter(({ seat, hole }) => !turnedUp.has(seat) && hole.some((card) => card !== null))
    .map(({ seat, hole }) => `Dealt to ${name(seat)} ${bracketed(hole)}`);
}

/** Some cards of a hand that won unseen: it changes nothing, so the engine knows nothing of it. */
function partShows(text: Text): string[] {
  return partlyShown(text).map(({ player, cards }) => `${text.name(seatIndex(player - 1))}: shows ${bracketed(cards)}`);
}

function partlyShown({ record }: Text): { readonly player: number; readonly cards: readonly HoleCard[] }[] {
  return record.actions.flatMap((action) => {
    if (action.kind !== 'show' || action.cards === 'as-dealt') return [];
    const isPart = action.cards.includes(null) && action.cards.some((card) => card !== null);
    return isPart ? [{ player: action.player, cards: action.cards }] : [];
  });
}
