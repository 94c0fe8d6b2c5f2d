/** What holds for a record as a whole, wherever it comes from. */
import { type HoleCard, rankOf } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { PhhAction } from './action.ts';
import { commonDecimals } from './amount.ts';
import type { PhhRecord, RecordFault } from './record.ts';

const fault = (field: string | null, reason: string): { ok: false; error: RecordFault } => err({ field, reason });

/** What holds for a record as a whole: its variant's own fields, one unit for all amounts, only cards of its deck. */
export function checkRecord(record: PhhRecord): Result<PhhRecord, RecordFault> {
  const missing = missingField(record);
  if (missing) return fault(null, `${missing} is missing, and ${record.variant} is not played without`);
  if (decimalsOfRecord(record) === null) {
    const all = amountsOf(record).filter(Number.isFinite);
    return fault(null, `amounts from ${Math.min(...all)} to ${Math.max(...all)} have no common unit that counts them exactly`);
  }
  const action = record.variant === 'NS' ? record.actions.findIndex((one) => cardsOf(one).some(isBelowSix)) : -1;
  return action < 0
    ? ok(record)
    : err({ field: 'actions', action, reason: `action ${action + 1}: a short deck has no card below a six` });
}

/** Digits after the point of the finest amount anywhere in the record; null when no unit counts all of them exactly. */
export function decimalsOfRecord(record: PhhRecord): number | null {
  return commonDecimals(amountsOf(record));
}

function amountsOf({ antes, blindsOrStraddles, bringIn, smallBet, bigBet, minBet, ...record }: PhhRecord): number[] {
  const bets = record.actions.flatMap((action) => (action.kind === 'bet-or-raise' ? [action.amount] : []));
  const { finishing_stacks: finishing = [], winnings = [] } = record.details;
  const one = [bringIn, smallBet, bigBet, minBet].flatMap((amount) => amount ?? []);
  return [...record.startingStacks, ...antes, ...(blindsOrStraddles ?? []), ...one, ...bets, ...finishing, ...winnings];
}

/** Which fields a variant of the published notation cannot do without. @see its table of required fields. */
function missingField({ variant, blindsOrStraddles, bringIn, smallBet, bigBet, minBet }: PhhRecord): string | null {
  const code = /^(?:(FT|FO\/8|F2L3D|FB)|(F7S|F7S\/8|FR)|(NT|NS|PO|N2L1D))$/.exec(variant);
  if (!code) return null;
  const [, limit, stud] = code;
  if (stud && bringIn === null) return 'bring_in';
  if (!stud && blindsOrStraddles === null) return 'blinds_or_straddles';
  if (!limit && !stud) return minBet === null ? 'min_bet' : null;
  return smallBet === null ? 'small_bet' : bigBet === null ? 'big_bet' : null;
}

function cardsOf(action: PhhAction): readonly HoleCard[] {
  return 'cards' in action && action.cards !== 'as-dealt' ? action.cards : [];
}

function isBelowSix(card: HoleCard): boolean {
  return card !== null && rankOf(card) < 4;
}
