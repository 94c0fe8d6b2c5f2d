/** What OPEN and CLOSE bind beyond the cards: the stakes before the cut, the history and the settlement after. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { type DealMap, openDealMap } from '../deal/deal-map.ts';
import { type DealStep, parseDealSteps } from '../deal/deal-step.ts';
import { parseDealLayout } from '../deal/layout.ts';
import { type Opening, parseOpeningJson } from '../deck/position-opening.ts';
import type { CloseEntry } from '../entries/close.ts';
import { parseOpaque } from '../entries/header.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { parseList } from '../receipt/fields.ts';
import { historyHash, type PublicHistory, rulesHash } from './history.ts';
import { type Settlement, settleHash } from './settle.ts';

/**
 * The RULES entry and the start state are those of OPEN's rules_hash, and the deal they name fits the deck.
 *
 * @returns the deal's map before the first card, or MAGIC, NOT_JSON, RULES_MISMATCH, UNKNOWN_SPEC, TOO_MANY_CARDS.
 */
export function checkStakes({ entry }: Open, rules: Bytes, start: unknown): Result<DealMap, Fault> {
  const body = parseOpaque('RULES', rules);
  if (!body.ok) return body;
  const hash = rulesHash(rules, start);
  if (!hash.ok) return hash;
  if (!equalBytes(hash.value, entry.rulesHash)) {
    return refuse('RULES_MISMATCH', 'the rules or the start state are not those that OPEN binds');
  }
  const layout = parseDealLayout((start as { deal?: unknown } | null)?.deal);
  if (!layout) return refuse('RULES_MISMATCH', 'the start state does not say how the cards are laid out');
  if (layout.spec !== entry.spec) return refuse('UNKNOWN_SPEC', `deck spec ${entry.spec} is not this game's`);
  return openDealMap(
    layout,
    entry.seats.map(({ seat }) => seat),
  );
}

/** @returns HISTORY_MISMATCH, or NOT_JSON for a history that has no canonical form. */
export function checkHistory(close: CloseEntry, history: PublicHistory | null): Result<void, Fault> {
  const hash = historyHash(history);
  if (!hash.ok) return hash;
  const isSame = equalBytes(hash.value, close.historyHash);
  return isSame ? ok(undefined) : refuse('HISTORY_MISMATCH', 'the history is not the one that CLOSE binds');
}

/** How a history's cards went, and the openings it carries; or HISTORY_MISMATCH where they cannot be read. */
export function parseHistoryDeal(
  history: PublicHistory | null,
): Result<{ readonly dealt: readonly DealStep[]; readonly openings: readonly Opening[] }, Fault> {
  const openings = parseList(history?.openings, parseOpeningJson);
  const dealt = parseDealSteps(history?.dealt);
  if (!openings || !dealt) return refuse('HISTORY_MISMATCH', 'the deal of the history cannot be read');
  return ok({ dealt, openings });
}

/** @returns SETTLE_MISMATCH, SUM or DUPLICATE_SEAT. */
export function checkSettlement(close: CloseEntry, hid: Bytes, settlement: Settlement | null): Result<void, Fault> {
  if (!settlement) return refuse('SETTLE_MISMATCH', 'no settlement was given');
  const hash = settleHash(hid, settlement);
  if (!hash.ok) return hash;
  const isSame = equalBytes(hash.value, close.settleHash);
  return isSame ? ok(undefined) : refuse('SETTLE_MISMATCH', 'the settlement is not the one that CLOSE binds');
}
