/**
 * Arbitrary operations of a small room, each made into a batch when its turn comes, from the books as they are then: three players,
 * one table, one tournament, two people in the office.
 */
import fc from 'fast-check';
import type { Book } from '../book/book.ts';
import type { LinkedBatch } from '../book/linked-batch.ts';
import { type AccountId, escrowOf, prizePoolOf, SUSPENSE, walletOf } from '../chart/accounts.ts';
import { CHIPS } from '../chart/currency.ts';
import { closingEntries } from '../close/closing-entries.ts';
import { dayOf, freerollCredit } from '../grants/freeroll-policy.ts';
import { amount } from '../posting/leg.ts';
import { bonus, buyIn, cashOut, grant, rakeback, topUp } from '../posting/movements.ts';
import { handSettlement } from '../posting/settle-hand.ts';
import { enterTournament, payBounty, payOverlay, payPrizes, refundEntry } from '../tournament/tournament-moves.ts';
import { movesBack, proposeAdjustment } from '../wallet/adjustment.ts';
import { approve, reject, requestTransfer } from '../wallet/approval.ts';
import { commitReserved, reserveChips, rollbackReserved } from '../wallet/reservation.ts';

const PLAYERS = ['ana', 'bo', 'cy'] as const;
const OFFICE = ['olga', 'pam', 'ana'] as const;

/** What an operation is made from beside the books. */
export interface Dice {
  readonly player: (typeof PLAYERS)[number];
  readonly other: (typeof PLAYERS)[number];
  readonly by: (typeof OFFICE)[number];
  readonly chips: number;
  /** Picks among what there is. */
  readonly nth: number;
  /** Few enough that a request comes twice, with the same content or another. */
  readonly requestId: string;
}

export const anyDice: fc.Arbitrary<Dice> = fc.record({
  player: fc.constantFrom(...PLAYERS),
  other: fc.constantFrom(...PLAYERS),
  by: fc.constantFrom(...OFFICE),
  chips: fc.integer({ min: 1, max: 400 }),
  nth: fc.nat(50),
  requestId: fc.nat(30).map((n) => `r${n}`),
});

type Operation = (dice: Dice, book: Book, nowMs: number) => LinkedBatch | null;

/** Every operation of the room. Null: there is nothing that it could be about. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  grant: (dice, _, atMs) => grant({ playerId: dice.player, requestId: dice.requestId, amount: dice.chips * 5, atMs }),
  bonus: (dice, _, atMs) => bonus({ playerId: dice.player, requestId: dice.requestId, amount: dice.chips, atMs }),
  rakeback: (dice, _, atMs) => rakeback({ playerId: dice.player, requestId: dice.requestId, amount: 3, atMs }),
  freeroll: (dice, _, atMs) => freerollCredit(dice.player, amount(50), atMs),
  'buy-in': (dice, _, atMs) => buyIn(seat(dice, atMs)),
  'top-up': (dice, _, atMs) => topUp(seat(dice, atMs)),
  'cash-out': (dice, _, atMs) => cashOut(seat(dice, atMs)),
  hand: (dice, book, atMs) => playHand(dice, book, atMs),
  'wrong-hand': (dice, book, atMs) => playHand({ ...dice, chips: dice.chips + 1 }, book, atMs, dice.nth),
  transfer: ({ player, other, requestId, chips }, _, atMs) =>
    player === other
      ? null
      : requestTransfer({ from: player, to: other, requestId, amount: chips, expiresAtMs: atMs + 500, atMs }),
  reserve: ({ player, requestId, chips }, _, atMs) =>
    reserveChips({ playerId: player, requestId, to: prizePoolOf('cup'), amount: chips, expiresAtMs: atMs + 300, atMs }),
  commit: ({ nth, chips }, book, atMs) =>
    about(nth, book, 'reserve:', (batch) => commitReserved(`${batch.key}/0`, chips % 3 === 0 ? null : chips, atMs)),
  rollback: ({ nth }, book, atMs) => about(nth, book, 'reserve:', (batch) => rollbackReserved(`${batch.key}/0`, atMs)),
  approve: ({ nth, by }, book, atMs) => about(nth, book, 'transfer:', (batch) => approve(batch, { by, atMs })),
  reject: ({ nth, by }, book, atMs) => about(nth, book, 'transfer:', (batch) => reject(batch, { by, atMs })),
  adjust: ({ nth, by, requestId }, book, atMs) =>
    about(nth, book, '', (batch) => {
      const moves = movesBack(batch, (id) => book.reservations.get(id));
      return moves.length === 0 ? null : proposeAdjustment({ adjustmentId: requestId, by, moves, expiresAtMs: null, atMs });
    }),
  'to-suspense': ({ by, requestId, player, chips }, _, atMs) => {
    const moves = [{ debit: SUSPENSE, credit: walletOf(player), amount: amount(chips) }];
    return proposeAdjustment({ adjustmentId: `s${requestId}`, by, moves, expiresAtMs: null, atMs });
  },
  'approve-adjustment': ({ nth, by }, book, atMs) => about(nth, book, 'adjust:', (batch) => approve(batch, { by, atMs })),
  enter: (dice, _, atMs) => enterTournament(entry(dice, atMs)),
  refund: (dice, _, atMs) => refundEntry(entry(dice, atMs)),
  overlay: ({ chips }, _, atMs) => payOverlay('cup', 1 + (chips % 5), atMs),
  bounty: ({ player, other, nth }, _, atMs) =>
    payBounty({ tournamentId: 'cup', playerId: other, entryNo: nth % 3 }, [{ playerId: player, chips: 20 }], atMs),
  prizes: (_, book, atMs) => {
    const pool = availableIn(book)(prizePoolOf('cup'));
    return pool < 2 ? null : payPrizes('cup', sharesOf(pool), atMs);
  },
  close: (_, book, atMs) => closingEntries(dayOf(atMs), CHIPS, availableIn(book), atMs),
};

function seat({ player, requestId, chips }: Dice, atMs: number) {
  return { tableId: 't', playerId: player, requestId, amount: chips, atMs };
}

function entry({ player, requestId }: Dice, atMs: number) {
  return { tournamentId: 'cup', playerId: player, requestId, prize: 80, bounty: 20, fee: 10, atMs };
}

/** A hand in which one player wins what the others lose, as far as they have it. @param replayed a hand already settled */
function playHand({ player, chips, nth }: Dice, book: Book, atMs: number, replayed?: number): LinkedBatch | null {
  const settled = [...book.batches.keys()].filter((key) => key.startsWith('hand:'));
  if (replayed !== undefined && settled.length === 0) return null;
  const lost = PLAYERS.filter((one) => one !== player).map((playerId) => ({
    playerId,
    delta: 0 - Math.min(chips, availableIn(book)(escrowOf('t', playerId))),
  }));
  const pot = lost.reduce((sum, { delta }) => sum - delta, 0);
  const rake = Math.floor(pot / 20);
  const fee = nth % 5 === 0 && pot > rake ? 1 : 0;
  const deltas = [...lost, { playerId: player, delta: pot - rake - fee }];
  const handNo = replayed === undefined ? settled.length + 1 : (replayed % settled.length) + 1;
  return handSettlement({ tableId: 't', handNo, deltas, rake, fee, atMs }, book.epochs.get('t') ?? 0);
}

function about(nth: number, book: Book, prefix: string, make: (batch: LinkedBatch) => LinkedBatch | null): LinkedBatch | null {
  const found = [...book.batches.values()].filter(({ key }) => key.startsWith(prefix)).toReversed();
  const batch = found[nth % (found.length || 1)];
  return batch ? make(batch) : null;
}

function sharesOf(pool: number) {
  const second = Math.floor(pool / 3);
  const shares = [
    { playerId: 'ana', chips: pool - second },
    { playerId: 'bo', chips: second },
  ];
  return shares.filter(({ chips }) => chips > 0);
}

function availableIn(book: Book) {
  return (account: AccountId): number => {
    const { balance, pendingDebits } = book.accounts.get(account) ?? { balance: 0, pendingDebits: 0 };
    return balance - pendingDebits;
  };
}
