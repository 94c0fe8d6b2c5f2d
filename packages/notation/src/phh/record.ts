/**
 * One hand as the notation records it, checked in shape but not yet played.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type PhhAction, parseAction } from './action.ts';
import { checkRecord } from './check-record.ts';
import { DETAIL_NAMES, isAmount, type PhhDetails, type PhhFields, type PhhValue, toDetails } from './details.ts';

export interface PhhRecord {
  /** The notation's code of the game: NT is no-limit hold'em. */
  readonly variant: string;
  /** Whether a short ante shrinks the others' to its layer; null when the record does not say. */
  readonly isAnteTrimmed: boolean | null;
  /** Per player, p1 first, left of the button; amounts in the record's own decimals. */
  readonly antes: readonly number[];
  /** Per player; null in games with a bring-in. Heads-up p1 is the big blind. */
  readonly blindsOrStraddles: readonly number[] | null;
  readonly bringIn: number | null;
  /** Limit games have these two, all others `minBet`. */
  readonly smallBet: number | null;
  readonly bigBet: number | null;
  readonly minBet: number | null;
  /** Infinite where nobody recorded it. */
  readonly startingStacks: readonly number[];
  readonly actions: readonly PhhAction[];
  readonly details: PhhDetails;
  /** User-defined fields, which begin with an underscore, and such as a later version of the notation may add. */
  readonly own: Readonly<Record<string, PhhValue>>;
}

/** What keeps a table from being a hand. */
export interface RecordFault {
  /** Null when a field is missing. */
  readonly field: string | null;
  /** Index into `actions`, where the fault lies in one of them. */
  readonly action?: number;
  readonly reason: string;
}

type Checked<T> = Result<T, RecordFault>;

const fault = (field: string | null, reason: string): { ok: false; error: RecordFault } => err({ field, reason });

const MAIN_NAMES = [
  'variant',
  'ante_trimming_status',
  'antes',
  'blinds_or_straddles',
  'bring_in',
  'small_bet',
  'big_bet',
  'min_bet',
  'starting_stacks',
  'actions',
];

/** Checks the fields of one TOML table. A fault's reason is a sentence that names the field. */
export function toRecord(fields: PhhFields): Checked<PhhRecord> {
  const { variant, ante_trimming_status: isAnteTrimmed = null } = fields;
  if (typeof variant !== 'string') return fault('variant' in fields ? 'variant' : null, 'variant is missing');
  const startingStacks = toStacks(fields);
  if (!startingStacks.ok) return startingStacks;
  const players = startingStacks.value.length;
  if (isAnteTrimmed !== null && typeof isAnteTrimmed !== 'boolean')
    return fault('ante_trimming_status', 'ante_trimming_status wants true or false');
  const antes = amountsIn(fields, 'antes', players);
  if (!antes.ok) return antes;
  if (antes.value === null) return fault(null, 'antes is missing; a game without antes has a zero for each player');
  const blindsOrStraddles = amountsIn(fields, 'blinds_or_straddles', players);
  if (!blindsOrStraddles.ok) return blindsOrStraddles;
  const bets = toBets(fields);
  if (!bets.ok) return bets;
  const actions = toActions(fields.actions, players);
  if (!actions.ok) return actions;
  const details = toDetails(fields, players);
  if (!details.ok) return details;
  const own = Object.entries(fields).filter(
    ([name]) => !MAIN_NAMES.includes(name) && !(DETAIL_NAMES as string[]).includes(name),
  );
  return checkRecord({
    variant,
    isAnteTrimmed,
    antes: antes.value,
    blindsOrStraddles: blindsOrStraddles.value,
    ...bets.value,
    startingStacks: startingStacks.value,
    actions: actions.value,
    details: details.value,
    own: Object.fromEntries(own),
  });
}

function toStacks(fields: PhhFields): Checked<readonly number[]> {
  const stacks = fields.starting_stacks;
  const isList = Array.isArray(stacks) && stacks.length >= 2 && stacks.every(isAmount);
  if (!isList) return fault('starting_stacks', 'starting_stacks wants at least two amounts');
  if (stacks.includes(0)) return fault('starting_stacks', 'starting_stacks wants more than zero chips for each player');
  return ok(stacks as number[]);
}

function toBets(fields: PhhFields): Checked<Pick<PhhRecord, 'bringIn' | 'smallBet' | 'bigBet' | 'minBet'>> {
  const [bringIn, smallBet, bigBet, minBet] = ['bring_in', 'small_bet', 'big_bet', 'min_bet'].map(
    (name) => fields[name] ?? null,
  );
  const wrong = Object.entries({ bring_in: bringIn, small_bet: smallBet, big_bet: bigBet, min_bet: minBet }).find(
    ([, value]) => value !== null && !(isAmount(value) && Number.isFinite(value)),
  );
  if (wrong) return fault(wrong[0], `${wrong[0]} wants an amount`);
  return ok({ bringIn, smallBet, bigBet, minBet } as Pick<PhhRecord, 'bringIn' | 'smallBet' | 'bigBet' | 'minBet'>);
}

function toActions(lines: PhhValue | undefined, players: number): Checked<readonly PhhAction[]> {
  if (lines === undefined) return fault(null, 'actions is missing');
  if (!Array.isArray(lines)) return fault('actions', 'actions wants a list of texts');
  const actions: PhhAction[] = [];
  for (const [index, line] of lines.entries()) {
    const action = toAction(line, players);
    if (!action.ok) return err({ field: 'actions', action: index, reason: `action ${index + 1}: ${action.error}` });
    actions.push(action.value);
  }
  return ok(actions);
}

function toAction(line: PhhValue, players: number): Result<PhhAction, string> {
  const action = typeof line === 'string' ? parseAction(line) : err('is no text');
  const isNobody = action.ok && 'player' in action.value && action.value.player > players;
  return isNobody ? err(`"${line}": there is no player ${(action.value as { player: number }).player}`) : action;
}

/** A list of amounts, zero or more each, one a player; null when the field is absent. */
function amountsIn(fields: PhhFields, name: string, players: number): Checked<readonly number[] | null> {
  const value = fields[name];
  if (value === undefined) return ok(null);
  const isList =
    Array.isArray(value) && value.length === players && value.every((one) => isAmount(one) && Number.isFinite(one));
  return isList ? ok(value as number[]) : fault(name, `${name} wants ${players} amounts, one a player`);
}
