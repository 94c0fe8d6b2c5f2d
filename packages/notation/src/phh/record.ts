/**
 * One hand as the notation records it, checked in shape but not yet played.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type PhhAction, parseAction } from './action.ts';
import { decimalsOf, toUnits } from './amount.ts';

export interface PhhRecord {
  /** The notation's code of the game: NT is no-limit hold'em. */
  readonly variant: string;
  /** Per player, p1 first, left of the button; amounts in the record's own decimals. */
  readonly antes: readonly number[];
  readonly blindsOrStraddles: readonly number[];
  readonly minBet: number | null;
  /** Whether a short ante shrinks the others' to its layer; null when the record does not say. */
  readonly isAnteTrimmed: boolean | null;
  readonly startingStacks: readonly number[];
  readonly finishingStacks: readonly number[] | null;
  readonly actions: readonly PhhAction[];
  readonly players: readonly string[];
  /** Digits after the point of the finest amount anywhere in the record. */
  readonly decimals: number;
}

/** Finer than any currency; what is finer still is a slip of the pen. */
const MAX_DECIMALS = 8;

type Fields = Readonly<Record<string, unknown>>;

/** Checks the fields of one TOML table. The error is a sentence that names the field. */
export function toRecord(fields: Fields): Result<PhhRecord, string> {
  const { variant } = fields;
  if (typeof variant !== 'string') return err('variant is missing');
  const startingStacks = amounts(fields, 'starting_stacks');
  if (!startingStacks || startingStacks.length < 2) return err('starting_stacks wants at least two amounts');
  if (startingStacks.includes(0)) return err('starting_stacks wants more than zero chips for each player');
  const players = startingStacks.length;
  const antes = amounts(fields, 'antes') ?? [];
  const blindsOrStraddles = amounts(fields, 'blinds_or_straddles') ?? [];
  const finishingStacks = amounts(fields, 'finishing_stacks');
  for (const [name, list] of Object.entries({
    antes,
    blinds_or_straddles: blindsOrStraddles,
    finishing_stacks: finishingStacks ?? [],
  })) {
    if (name in fields && list.length !== players) return err(`${name} wants ${players} amounts, one a player`);
  }
  if (!Array.isArray(fields.actions)) return err('actions is missing');
  const actions = parseActions(fields.actions, players);
  if (!actions.ok) return actions;
  const { min_bet: minBet = null, ante_trimming_status: isAnteTrimmed = null } = fields;
  if (minBet !== null && !isAmount(minBet)) return err('min_bet wants an amount');
  if (isAnteTrimmed !== null && typeof isAnteTrimmed !== 'boolean') return err('ante_trimming_status wants true or false');
  const bets = actions.value.flatMap((action) => (action.kind === 'bet-or-raise' ? [action.amount] : []));
  const all = [...startingStacks, ...antes, ...blindsOrStraddles, ...(finishingStacks ?? []), ...bets, minBet ?? 0];
  const decimals = Math.max(...all.map(decimalsOf));
  const unfit = all.find((amount) => decimals > MAX_DECIMALS || toUnits(amount, decimals) === null);
  if (unfit !== undefined)
    return err(`amounts from ${Math.min(...all)} to ${Math.max(...all)} have no common unit that counts them exactly`);
  return ok({
    variant,
    antes,
    blindsOrStraddles,
    minBet,
    isAnteTrimmed,
    startingStacks,
    finishingStacks,
    actions: actions.value,
    players: Array.isArray(fields.players) ? fields.players.map(String) : [],
    decimals,
  });
}

function parseActions(lines: readonly unknown[], players: number): Result<readonly PhhAction[], string> {
  const actions: PhhAction[] = [];
  for (const [index, line] of lines.entries()) {
    const action = typeof line === 'string' ? parseAction(line) : err('is no text');
    if (!action.ok) return err(`action ${index + 1}: ${action.error}`);
    if ('player' in action.value && action.value.player > players)
      return err(`action ${index + 1}: "${line}": there is no player ${action.value.player}`);
    actions.push(action.value);
  }
  return ok(actions);
}

/** A list of amounts, zero or more each; null when the field is absent or anything else. */
function amounts(fields: Fields, name: string): readonly number[] | null {
  const value = fields[name];
  const isList = Array.isArray(value) && value.every(isAmount);
  return isList ? (value as number[]) : null;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
