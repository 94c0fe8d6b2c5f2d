/**
 * User-defined fields for what the notation has no field for and a replay needs: the rake, and what the house does differently.
 *
 * - `_rake`: taken from the whole hand. `_rake_rule`: how, as a table of `basis_points`, `cap` and `no_flop_no_drop`.
 * - `_big_blind`: the player who posts it, from 1, where the order of the blinds does not tell. `_button`: its seat, where nobody sits.
 * - `_button_blind`: the amount of a game's one blind, the button's, where others post beside it.
 * - `_small_blind`: its amount, where nobody posts it; the largest bet at pot limit is reckoned with it.
 * - `_ante`: the part of unequal antes that is everybody's. `_missed`: the part of them that pays for missed small blinds.
 * - `_kills`: the blinds among the others that are kills, each the whole bet it comes to. `_blinds`: what was due without them. `_absent`: 1 for who is away, per player.
 * - `_options`: the house's options where they differ from what a replay takes, under the engine's names.
 */
import { chips, DEFAULT_OPTIONS, type HouseOptions, type Rake } from '@aboveboard/engine';
import type { PhhValue } from '../phh/details.ts';

type Own = Readonly<Record<string, PhhValue>>;

/** A plain amount, null for anything else. */
export function ownAmount(own: Own, name: string): number | null {
  const value = own[name];
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : null;
}

/** One a player, null for anything else. */
export function ownAmounts(own: Own, name: string, players: number): readonly number[] | null {
  const value = own[name];
  const isList =
    Array.isArray(value) &&
    value.length === players &&
    value.every((one) => typeof one === 'number' && one >= 0 && Number.isFinite(one));
  return isList ? (value as number[]) : null;
}

/** The rule of the rake where the record has it, else a rake of just what was taken, from the main pot first. */
export function ownRake(own: Own, units: (amount: number) => number): Rake | null {
  const rule = tableOf(own, '_rake_rule');
  const basisPoints = ownAmount(rule, 'basis_points');
  const cap = ownAmount(rule, 'cap');
  if (basisPoints !== null && cap !== null && basisPoints <= 10_000 && Number.isInteger(basisPoints)) {
    return { basisPoints, cap: chips(units(cap)), noFlopNoDrop: rule.no_flop_no_drop === true };
  }
  const taken = ownAmount(own, '_rake');
  return taken === null ? null : { basisPoints: 10_000, cap: chips(units(taken)), noFlopNoDrop: false };
}

/** Those of the house's options that the record has, and has right. */
export function ownOptions(own: Own): Partial<HouseOptions> {
  const table = tableOf(own, '_options');
  const names = Object.keys(DEFAULT_OPTIONS) as (keyof HouseOptions)[];
  return Object.fromEntries(
    names.filter((name) => IS_OPTION[name](table[name])).map((name) => [name, read(name, table[name])]),
  );
}

/** The house's options that differ from `usual`, as a table to write; null when none does. TOML has no null: no cap is −1. */
export function optionsTable(options: HouseOptions, usual: Partial<HouseOptions>): Record<string, PhhValue> | null {
  const names = (Object.keys(options) as (keyof HouseOptions)[]).filter((name) => options[name] !== usual[name]);
  return names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, options[name] ?? NO_CAP]));
}

const NO_CAP = -1;

function read(name: keyof HouseOptions, value: PhhValue | undefined): unknown {
  return name === 'raiseCap' && value === NO_CAP ? null : value;
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least;

const IS_OPTION: { readonly [Name in keyof HouseOptions]: (value: unknown) => boolean } = {
  bigBlindAnteFirst: isBoolean,
  tableAllIns: isBoolean,
  oddChip: (value) => isWhole(value, 1),
  raiseCap: (value) => isWhole(value, NO_CAP),
  afterHalfBet: (value) => value === 'next-bet' || value === 'bet-more',
  openPairBigBet: isBoolean,
  straddleRaise: (value) => value === 'big-blind' || value === 'straddle',
  absentAllIn: (value) => value === 'plays' || value === 'folds',
};

function tableOf(own: Own, name: string): Own {
  const value = own[name];
  const isTable = typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? (value as Own) : {};
}
