/**
 * Counts the sequences from the words of the rules alone: betting rounds over rows of chips, no cards, nothing of the engine. Games
 * without draws or open cards, fixed limit and no limit.
 */
import { countAction, type PerftCase, type PerftCount, type PerftTally } from './perft-case.ts';

/** What the rules of a game say of its betting. */
interface Book {
  readonly isFixed: boolean;
  /** The bet of each round; at no limit the smallest one. */
  readonly bets: readonly number[];
  /** Raises after the bet; with `isAlways` also when two players begin the round. */
  readonly cap: number;
  readonly isAlways: boolean;
}

const BOOKS: Readonly<
  Record<string, { rounds: readonly ('small' | 'big')[]; isFixed: boolean; cap: number; isAlways: boolean }>
> = {
  KUHN: { rounds: ['small'], isFixed: true, cap: 0, isAlways: true },
  LEDUC: { rounds: ['small', 'big'], isFixed: true, cap: 1, isAlways: true },
  RHODE: { rounds: ['small', 'big', 'big'], isFixed: true, cap: 2, isAlways: true },
  FT: { rounds: ['small', 'small', 'big', 'big'], isFixed: true, cap: 3, isAlways: false },
  NT: { rounds: ['small', 'small', 'small', 'small'], isFixed: false, cap: 0, isAlways: false },
};

interface Round {
  readonly number: number;
  readonly behind: readonly number[];
  readonly before: readonly number[];
  readonly isOut: readonly boolean[];
  /** The price each player last answered on this round, -1 before. */
  readonly answered: readonly number[];
  readonly price: number;
  /** Whole bets made, the blind as one; half a bet counts. */
  readonly made: number;
  /** What a raise adds at least. */
  readonly step: number;
  readonly playersAtStart: number;
  readonly turnAfter: number;
}

export function perftByHand(perft: PerftCase): PerftCount {
  const rules = BOOKS[perft.game];
  if (!rules) throw new Error(`nobody wrote down the betting of ${perft.game}`);
  const bets = rules.rounds.map((size) => (size === 'big' && rules.isFixed ? perft.bigBet : perft.smallBet));
  const book: Book = { ...rules, bets };
  const tally: PerftTally = { byLength: [], complete: 0 };
  go(book, firstRound(perft, book), 0, tally);
  return tally;
}

function firstRound({ stacks, ante, smallBlind, bigBlind, smallBet }: PerftCase, { isFixed }: Book): Round {
  const count = stacks.length;
  const afterAnte = stacks.map((stack) => stack - Math.min(ante, stack));
  const [small, big] = count === 2 ? [1, 0] : [0, 1];
  const due = stacks.map((_, i) => (bigBlind === 0 ? 0 : i === small ? smallBlind : i === big ? bigBlind : 0));
  const before = afterAnte.map((stack, i) => Math.min(stack, due[i] ?? 0));
  return {
    number: 0,
    behind: afterAnte.map((stack, i) => stack - (before[i] ?? 0)),
    before,
    isOut: stacks.map(() => false),
    answered: stacks.map(() => -1),
    price: bigBlind,
    made: isFixed ? Math.floor(bigBlind / smallBet) : 0,
    step: smallBet,
    playersAtStart: count,
    turnAfter: bigBlind === 0 ? count - 1 : big,
  };
}

function go(book: Book, round: Round, length: number, tally: PerftTally): void {
  const player = whoseTurn(round);
  if (player === null) {
    const next = nextRound(book, round);
    if (next === null) tally.complete += 1;
    else go(book, next, length, tally);
    return;
  }
  for (const move of movesOf(book, round, player)) {
    countAction(tally, length + 1);
    go(book, move, length + 1, tally);
  }
}

const at = <T>(list: readonly T[], i: number): T => list[i] as T;
const put = <T>(list: readonly T[], i: number, value: T): T[] => list.map((old, j) => (j === i ? value : old));
const playersIn = ({ isOut }: Round): number => isOut.filter((out) => !out).length;

function whoseTurn(round: Round): number | null {
  const { behind, isOut, turnAfter } = round;
  if (playersIn(round) === 1) return null;
  for (let step = 1; step <= behind.length; step++) {
    const player = (turnAfter + step) % behind.length;
    if (!at(isOut, player) && at(behind, player) > 0 && hasToAct(round, player)) return player;
  }
  return null;
}

/** Nobody left to answer: only a bet that is really there is still to be called. */
function hasToAct(round: Round, player: number): boolean {
  const { before, answered, price } = round;
  if (!isAnswerable(round, player)) return at(before, player) < owedAlone(round, player);
  return at(answered, player) < 0 || at(before, player) < price;
}

function isAnswerable({ behind, isOut }: Round, player: number): boolean {
  return behind.some((chips, i) => i !== player && !at(isOut, i) && chips > 0);
}

function owedAlone({ before, price }: Round, player: number): number {
  return Math.min(price, Math.max(...before.filter((_, i) => i !== player)));
}

function movesOf(book: Book, round: Round, player: number): Round[] {
  const { behind, before, answered, isOut, price } = round;
  const due = isAnswerable(round, player) ? price : owedAlone(round, player);
  const owed = Math.max(0, due - at(before, player));
  const turn = { ...round, turnAfter: player, answered: put(answered, player, price) };
  const pay = (chips: number): Pick<Round, 'behind' | 'before'> => ({
    behind: put(behind, player, at(behind, player) - chips),
    before: put(before, player, at(before, player) + chips),
  });
  const passive =
    owed === 0
      ? [turn]
      : [
          { ...turn, isOut: put(isOut, player, true) },
          { ...turn, ...pay(Math.min(owed, at(behind, player))) },
        ];
  const raises = amountsOf(book, round, player).map((to) => ({
    ...turn,
    ...pay(to - at(before, player)),
    answered: put(answered, player, to),
    price: to,
    made: round.made + (isWhole(round, to) ? 1 : 0),
    step: book.isFixed ? round.step : Math.max(round.step, to - price),
  }));
  return [...passive, ...raises];
}

/** A whole bet, the completion of a shorter one, or half a bet at least. */
function isWhole({ price, step }: Round, to: number): boolean {
  return to % step === 0 || to - price >= step / 2;
}

/** The whole bets that the player may raise to. */
function amountsOf(book: Book, round: Round, player: number): number[] {
  const { behind, before, answered, price, step, made, playersAtStart } = round;
  const allIn = at(before, player) + at(behind, player);
  const isCapped = book.isFixed && made > book.cap && (book.isAlways || playersAtStart > 2);
  const last = at(answered, player);
  const isReopened = last < 0 || (book.isFixed ? price - last >= step / 2 : price - last >= step);
  if (allIn <= price || isCapped || !isReopened || !isAnswerable(round, player)) return [];
  if (book.isFixed) return [Math.min(allIn, (Math.floor(price / step) + 1) * step)];
  const least = Math.min(allIn, price + step);
  return Array.from({ length: allIn - least + 1 }, (_, i) => least + i);
}

/** The next round, `null` when no more bets are to come: one player left, the last round over, or nobody able to bet against another. */
function nextRound(book: Book, round: Round): Round | null {
  const number = round.number + 1;
  const { behind, isOut } = returnUncalled(round);
  const canBet = behind.filter((chips, i) => !at(isOut, i) && chips > 0).length;
  if (playersIn(round) === 1 || number === book.bets.length || canBet <= 1) return null;
  const nothing = behind.map(() => 0);
  return {
    number,
    behind,
    before: nothing,
    isOut,
    answered: behind.map(() => -1),
    price: 0,
    made: 0,
    step: at(book.bets, number),
    playersAtStart: playersIn(round),
    turnAfter: behind.length - 1,
  };
}

/** What nobody matched goes back before the next round: its owner may have chips to bet with again. */
function returnUncalled(round: Round): Pick<Round, 'behind' | 'isOut'> {
  const { behind, before, isOut } = round;
  const top = Math.max(...before.filter((_, i) => !at(isOut, i)));
  const owner = before.findIndex((chips, i) => chips === top && !at(isOut, i));
  const matched = Math.max(0, ...before.filter((_, i) => i !== owner));
  return { isOut, behind: matched < top ? put(behind, owner, at(behind, owner) + top - matched) : behind };
}
