/** A hand's text added up, line by line, into a record. */
import { parseCards } from '@aboveboard/engine';
import { err, type Result } from '@aboveboard/kit';
import { checkRecord } from '../phh/check-record.ts';
import type { PhhFault } from '../phh/read-phh.ts';
import type { PhhRecord } from '../phh/record.ts';
import { type Course, fill, recordOf } from './course.ts';
import { giveBack, type LedgerSeat, nextStreet, openLedger, put, toCallOf } from './ledger.ts';
import { BOARD_AFTER, type PostName, type Street } from './lines.ts';
import { toAmount } from './money.ts';
import type { Numbered, TextHand } from './read-text.ts';
import { boardsOf, takeRun } from './runs.ts';

const STREET_ORDER: readonly (Street | null)[] = [null, 'hole', 'flop', 'turn', 'river', 'showdown', 'summary'];

/** The record, or the first line that does not fit to those before it. */
export function toRecordOfText(hand: TextHand): Result<PhhRecord, PhhFault> {
  const seats = dealtIn(hand);
  if (seats.length < 2) return err({ line: hand.lastLine, reason: 'fewer than two players are in this hand' });
  const course: Course = {
    ...{ hand, ledger: openLedger(seats), antes: seats.map(() => 0), blinds: seats.map(() => 0), dead: seats.map(() => 0) },
    ...{ bigBlind: null, holes: seats.map(() => null), board: [], actions: [], runs: null, street: null, rake: null },
  };
  for (const line of hand.lines) {
    const wrong = takeLine(course, line);
    if (wrong) return err({ line: line.line, reason: wrong });
  }
  if (course.rake === null) return err({ line: hand.lastLine, reason: 'the hand ends without its total pot and rake' });
  const { runs } = course;
  const isWhole = !runs || boardsOf(runs).every((board) => board.length === 5);
  if (!isWhole || runs?.added.length === 1)
    return err({ line: hand.lastLine, reason: 'not every run of the board has its cards' });
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
  if (line.kind === 'street') return takeStreet(course, line.street, line.run, line.cards);
  if (line.kind === 'total') return takeTotal(course, line.amount, line.rake);
  if (line.kind === 'board') return takeBoard(course, line.run, line.cards);
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
      if (!isDone(course, index + 1)) course.actions.push({ kind: 'muck', player: index + 1 });
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

function takeStreet(course: Course, street: Street, run: number, cards: string): string | null {
  if (run > 0) return takeStreetOfRun(course, street, run, cards);
  if (STREET_ORDER.indexOf(street) <= STREET_ORDER.indexOf(course.street)) return 'this street has been already';
  course.street = street;
  if (street === 'hole') closePosts(course);
  const after = BOARD_AFTER[street];
  if (after === undefined) return null;
  const dealt = parseCards(cards) ?? [];
  const count = after === 3 ? 3 : 1;
  if (dealt.length !== count) return `the ${street} is ${count} card${count === 1 ? '' : 's'}`;
  if (course.board.length + count !== after || course.runs) return `no street before the ${street}`;
  course.board.push(...dealt);
  course.actions.push({ kind: 'deal-board', cards: dealt });
  nextStreet(course.ledger);
  return null;
}

/** Nobody acts any more; of the showdowns, one for each run, the first is the hand's. */
function takeStreetOfRun(course: Course, street: Street, run: number, cards: string): string | null {
  if (street === 'showdown') {
    course.street = street;
    return course.runs ? null : 'no board was run before this showdown';
  }
  if (course.street === null || course.street === 'showdown' || course.street === 'summary')
    return 'this street has been already';
  course.runs ??= { at: course.actions.length, shared: [...course.board], added: [] };
  nextStreet(course.ledger);
  return takeRun(course.runs, run, street, cards);
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
  if (course.ledger.seats[index]?.isFolded || isDone(course, index + 1)) return null; // a courtesy to the others, or for the next run
  course.actions.push({ kind: 'show', player: index + 1, cards: fill(cards, count) });
  return null;
}

/** Who has shown or mucked has done so for every run of the board. */
function isDone({ actions }: Course, player: number): boolean {
  return actions.some((action) => (action.kind === 'show' || action.kind === 'muck') && action.player === player);
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

function takeBoard({ board, runs }: Course, run: number, text: string): string | null {
  const dealt = run === 0 ? board : (runs && boardsOf(runs)[run - 1]) || [];
  return parseCards(text)?.join() === dealt.join() ? null : 'not the board that was dealt';
}
