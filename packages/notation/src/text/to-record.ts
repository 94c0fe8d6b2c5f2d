/** A hand's text added up, line by line, into a record. */
import { parseCards } from '@aboveboard/engine';
import { err, type Result } from '@aboveboard/kit';
import { checkRecord } from '../phh/check-record.ts';
import type { PhhFault } from '../phh/read-phh.ts';
import type { PhhRecord } from '../phh/record.ts';
import { type Course, fill, recordOf } from './course.ts';
import { giveBack, type LedgerSeat, nextStreet, openLedger, put, toCallOf } from './ledger.ts';
import type { PostName, Street } from './lines.ts';
import { toAmount } from './money.ts';
import type { Numbered, TextHand } from './read-text.ts';

const BOARD_CARDS: Readonly<Partial<Record<Street, number>>> = { flop: 3, turn: 1, river: 1 };
const STREET_ORDER: readonly (Street | null)[] = [null, 'hole', 'flop', 'turn', 'river', 'showdown', 'summary'];

/** The record, or the first line that does not fit to those before it. */
export function toRecordOfText(hand: TextHand): Result<PhhRecord, PhhFault> {
  const seats = dealtIn(hand);
  if (seats.length < 2) return err({ line: hand.lastLine, reason: 'fewer than two players are in this hand' });
  const course: Course = {
    ...{ hand, ledger: openLedger(seats), antes: seats.map(() => 0), blinds: seats.map(() => 0), dead: seats.map(() => 0) },
    ...{ bigBlind: null, holes: seats.map(() => null), board: [], actions: [], street: null, rake: null },
  };
  for (const line of hand.lines) {
    const wrong = takeLine(course, line);
    if (wrong) return err({ line: line.line, reason: wrong });
  }
  if (course.rake === null) return err({ line: hand.lastLine, reason: 'the hand ends without its total pot and rake' });
  const record = checkRecord(recordOf(course, course.rake));
  return record.ok ? record : err({ line: hand.lastLine, reason: record.error.reason });
}

/** Whoever posts or acts is in the hand; others sit at the table and wait. From left of the button. */
function dealtIn({ seats, lines, table }: TextHand): TextHand['seats'] {
  const active = new Set(lines.flatMap((line) => ('name' in line ? [line.name] : [])));
  const inHand = seats.filter(({ name }) => active.has(name)).sort((a, b) => a.seat - b.seat);
  const left = inHand.filter(({ seat }) => seat > table.button);
  return [...left, ...inHand.filter(({ seat }) => seat <= table.button)];
}

/** Adds one line. The answer is what is wrong with it, or null. */
function takeLine(course: Course, line: Numbered): string | null {
  if (line.kind === 'nothing') return null;
  if (line.kind === 'street') return takeStreet(course, line.street, line.cards);
  if (line.kind === 'total') return takeTotal(course, line.amount, line.rake);
  if (line.kind === 'board') return takeBoard(course, line.cards);
  const { seats } = course.ledger;
  const index = seats.findIndex(({ seat, name }) => (line.kind === 'held' ? seat === line.seat : name === line.name));
  const seat = seats[index];
  if (!seat) return 'nobody of that name is at the table';
  switch (line.kind) {
    case 'posts':
      return takePost(course, index, line.what, line.amount, line.isAllIn);
    case 'dealt':
    case 'held':
      return learn(course, index, line.cards);
    case 'shows':
      return learn(course, index, line.cards) ?? takeShow(course, index, line.cards);
    case 'mucks':
      course.actions.push({ kind: 'muck', player: index + 1 });
      return null;
    case 'uncalled':
      return giveBack(course.ledger, seat, line.amount);
    case 'collected':
      seat.collected += line.amount;
      return null;
    default:
      return takeAct(course, seat, index + 1, line);
  }
}

function takeStreet(course: Course, street: Street, cards: string): string | null {
  if (STREET_ORDER.indexOf(street) <= STREET_ORDER.indexOf(course.street)) return 'this street has been already';
  course.street = street;
  if (street === 'hole') closePosts(course);
  const count = BOARD_CARDS[street];
  if (count === undefined) return null;
  const dealt = parseCards(cards);
  if (dealt?.length !== count) return `the ${street} is ${count} card${count === 1 ? '' : 's'}`;
  if (course.board.length + count !== { flop: 3, turn: 4, river: 5 }[street as 'flop']) return `no street before the ${street}`;
  course.board.push(...dealt);
  course.actions.push({ kind: 'deal-board', cards: dealt });
  nextStreet(course.ledger);
  return null;
}

function takePost(course: Course, index: number, what: PostName, amount: number, isAllIn: boolean): string | null {
  if (course.street !== null) return 'posts come before the cards';
  const [small, big] = blindsOf(course.hand);
  const seat = course.ledger.seats[index] as LedgerSeat;
  if (what === 'ante') course.antes[index] = (course.antes[index] ?? 0) + amount;
  const isFirst = course.blinds.every((blind) => blind === 0);
  const due = what === 'big-blind' && course.bigBlind === null ? big : what === 'small-blind' && isFirst ? small : 0;
  if (due > 0 && amount !== due && !(isAllIn && amount < due)) return `this blind is ${toAmount(due)}`;
  const isDead = what === 'ante' || (what === 'small-blind' && !isFirst);
  const live = isDead ? 0 : what === 'both-blinds' ? Math.min(amount, big) : amount;
  if (what === 'big-blind') course.bigBlind ??= index;
  // An all-in blind counts with what it would have been: the stack says how far it reaches.
  if (live > 0) course.blinds[index] = isAllIn ? Math.max(live, what === 'small-blind' ? small : big) : live;
  if (what !== 'ante') course.dead[index] = (course.dead[index] ?? 0) + amount - live;
  return put(course.ledger, seat, amount, isAllIn, live);
}

/** Whoever calls puts in the whole big blind, also where its seat had less, or nothing left after its ante. */
function closePosts(course: Course): void {
  const [, big] = blindsOf(course.hand);
  const { seats } = course.ledger;
  const small = course.blinds.findIndex((blind) => blind > 0);
  const next = (small + (seats.length === 2 ? seats.length - 1 : 1)) % seats.length;
  if (course.bigBlind === null && seats[next]?.stack === 0) {
    course.bigBlind = next;
    course.blinds[next] = big;
  }
  course.ledger.betToMatch = Math.max(course.ledger.betToMatch, big);
}

/** At fixed limit the stakes are the bets: the big blind is the small bet, the small blind what was posted, half of it at most. */
function blindsOf({ header: { game, stakes } }: TextHand): readonly [number, number] {
  return game.isLimit ? [0, stakes[0]] : stakes;
}

type Act = Extract<Numbered, { kind: 'folds' | 'checks' | 'calls' | 'bets' | 'raises' }>;

function takeAct(course: Course, seat: LedgerSeat, player: number, line: Act): string | null {
  const { ledger } = course;
  if (course.street === null || course.street === 'showdown') return 'an action where nobody has a turn';
  if (seat.isFolded) return `${seat.name} has folded`;
  const due = toCallOf(ledger, seat).map((amount) => Math.min(amount, seat.stack));
  const wrong = `${seat.name} has ${toAmount(due[0] ?? 0)} to call`;
  switch (line.kind) {
    case 'folds':
      seat.isFolded = true;
      course.actions.push({ kind: 'fold', player });
      return null;
    case 'checks':
      course.actions.push({ kind: 'check-or-call', player });
      return due.includes(0) ? null : wrong;
    case 'calls':
      course.actions.push({ kind: 'check-or-call', player });
      return line.amount > 0 && due.includes(line.amount) ? put(ledger, seat, line.amount, line.isAllIn) : wrong;
    case 'bets':
      course.actions.push({ kind: 'bet-or-raise', player, amount: toAmount(line.amount) });
      return ledger.betToMatch === 0 ? put(ledger, seat, line.amount, line.isAllIn) : 'there is a bet already';
    case 'raises':
      course.actions.push({ kind: 'bet-or-raise', player, amount: toAmount(line.to) });
      if (line.by <= 0 || line.to - line.by !== ledger.betToMatch) return `the bet to raise is ${toAmount(ledger.betToMatch)}`;
      return put(ledger, seat, line.to - seat.bet, line.isAllIn);
  }
}

function takeShow(course: Course, index: number, text: string): string | null {
  const count = course.hand.header.game.hole;
  const cards = parseCards(text) ?? [];
  if (course.ledger.seats[index]?.isFolded) return null; // a courtesy to the others
  course.actions.push({ kind: 'show', player: index + 1, cards: fill(cards, count) });
  return null;
}

/** What a line says of a seat's cards joins what is known of them. */
function learn(course: Course, index: number, text: string): string | null {
  const count = course.hand.header.game.hole;
  const cards = parseCards(text);
  if (!cards || cards.length > count || new Set(cards).size < cards.length) return `[${text}] are no ${count} cards`;
  const known = (course.holes[index] ?? []).flatMap((card) => card ?? []);
  const fresh = cards.filter((card) => !known.includes(card));
  if (known.length + fresh.length > count) return `[${text}] are not the cards of this seat`;
  course.holes[index] = fill([...known, ...fresh], count);
  return null;
}

function takeTotal(course: Course, amount: number, rake: number): string | null {
  const { pot, seats } = course.ledger;
  const collected = seats.reduce((sum, seat) => sum + seat.collected, 0);
  if (amount !== pot) return `the pot came to ${toAmount(pot)}`;
  if (collected + rake !== pot)
    return `${toAmount(collected)} were collected of ${toAmount(pot)}, and ${toAmount(rake)} are rake`;
  course.rake = rake;
  return null;
}

function takeBoard({ board }: Course, text: string): string | null {
  return parseCards(text)?.join() === board.join() ? null : 'not the board that was dealt';
}
