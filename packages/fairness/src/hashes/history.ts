/**
 * The public history of a hand, and the two hashes that bind it: what was played for before the cut, what happened after.
 *
 * What the start state, the actions and the result hold is the room's to say; here they are JSON. Only three things are
 * fixed: how the cards are laid out (`start.deal`, bound before the cut), how they went (`dealt`), and how openings look.
 */
import { ok, type Result } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { H, tag } from '../bytes/hash.ts';
import type { DealStep } from '../deal/deal-step.ts';
import type { DealLayout } from '../deal/layout.ts';
import type { OpeningJson } from '../deck/position-opening.ts';
import type { Fault } from '../fault.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../jcs/canonical-json.ts';
import { leafHash } from '../merkle/tree.ts';

/** Game, button, stacks, blinds owed: all that is played for, and the deal layout among it. */
export type StartState = JsonObject & { readonly deal: DealLayout & JsonObject };

/** No accounts, names, addresses, chat or clocks. */
export interface PublicHistory {
  readonly version: number;
  readonly start: StartState;
  readonly actions: readonly JsonValue[];
  /** How the cards went, step by step: what says that each card shown was dealt to whom it was shown by. */
  readonly dealt: readonly DealStep[];
  /** Board, open and shown cards, by deal position, ascending. */
  readonly openings: readonly OpeningJson[];
  readonly result: JsonValue;
}

/** history_hash = H(T"history" ‖ RFC 8785 JSON). */
export function historyHash(history: PublicHistory | null): Result<Bytes, Fault> {
  return jsonHash('history', history);
}

/** rules_hash = H(T"rules" ‖ leaf of the RULES entry ‖ H(T"state" ‖ RFC 8785 JSON of the start state)). */
export function rulesHash(rulesEntry: Bytes, start: unknown): Result<Bytes, Fault> {
  const state = stateHash(start);
  return state.ok ? ok(H(tag('rules'), leafHash(rulesEntry), state.value)) : state;
}

export function stateHash(start: unknown): Result<Bytes, Fault> {
  return jsonHash('state', start);
}

function jsonHash(name: string, value: unknown): Result<Bytes, Fault> {
  const json = canonicalJson(value);
  return json.ok ? ok(H(tag(name), json.value)) : json;
}
