/** A table told in commands, for tests: players are called by one letter, and every command must be accepted. */
import { expect } from 'vitest';
import { DEFAULT_OPTIONS, NO_STAKES, startHand } from '../poker/start.ts';
import { type Chips, chips, playerId, seatIndex } from '../units.ts';
import type { ComeIn, TableCommand } from './command.ts';
import { decideTable } from './decide.ts';
import type { TableEvent } from './event.ts';
import { emptyTable, evolveTable } from './evolve.ts';
import { DEFAULT_TABLE_OPTIONS, ONE_GAME, type TableOptions } from './options.ts';
import { handSetup } from './setup.ts';
import type { Table, TableGame, TableRules } from './state.ts';

/** 50/100, whatever of it a game has. */
export function gameFor(code: string): TableGame {
  const blinds = { smallBlind: chips(50), bigBlind: chips(100) };
  const stud = { ante: chips(10), bringIn: chips(30) };
  const hasBringIn = code.startsWith('F7S') || code === 'FR';
  return { code, stakes: { ...NO_STAKES, ...(hasBringIn ? stud : blinds), smallBet: chips(100), bigBet: chips(200) } };
}

export function rulesFor(codes: readonly string[], options: Partial<TableOptions> = {}): TableRules {
  return {
    games: codes.map(gameFor),
    mix: ONE_GAME,
    options: DEFAULT_OPTIONS,
    tableOptions: { ...DEFAULT_TABLE_OPTIONS, ...options },
    seatCount: 6,
    minBuyIn: chips(2000),
    maxBuyIn: chips(10_000),
    maxWaiting: 2,
  };
}

export class Told {
  table: Table;
  events: TableEvent[] = [];

  constructor(rules: TableRules) {
    this.table = emptyTable(rules);
  }
  do(command: TableCommand): this {
    const decided = decideTable(this.table, command);
    if (!decided.ok) return expect.fail(`${command.kind} refused: ${decided.error.code}`);
    this.events = [...decided.value];
    this.table = this.events.reduce(evolveTable, this.table);
    return this;
  }
  sit(player: string, seat: number, post: ComeIn = 'now', buyIn = 5000): this {
    return this.do({ kind: 'sit', player: playerId(player), seat: seatIndex(seat), buyIn: chips(buyIn), post });
  }
  leave(player: string): this {
    return this.do({ kind: 'leave', player: playerId(player) });
  }
  sitOut(player: string): this {
    return this.do({ kind: 'sit-out', player: playerId(player) });
  }
  sitIn(player: string, post: ComeIn = 'now'): this {
    return this.do({ kind: 'sit-in', player: playerId(player), post });
  }
  wish(player: string, kind: 'straddle' | 'cancel-straddle' | 'vote-bomb-pot' | 'cancel-bomb-pot-vote'): this {
    return this.do({ kind, player: playerId(player) });
  }
  move(player: string, seat: number, post: 'now' | 'wait' = 'now'): this {
    return this.do({ kind: 'move-seat', player: playerId(player), seat: seatIndex(seat), post });
  }
  begin(...absent: number[]): this {
    return this.do({ kind: 'begin-hand', absent: absent.map(seatIndex) });
  }
  settle(deltas: Record<number, number> = {}): this {
    const seats = this.table.hand?.seats ?? expect.fail('no hand');
    return this.do({ kind: 'settle-hand', results: seats.map(({ seat }) => ({ seat, delta: deltas[seat] ?? 0 })) });
  }
  /** Settles a hand whose one pot of `amount` chips these seats won. */
  wonBy(winners: readonly number[], amount = 1000): this {
    const seats = this.table.hand?.seats ?? expect.fail('no hand');
    const share = (seat: number) => ({ seat: seatIndex(seat), amount: chips(amount / winners.length) });
    const pots = [{ amount: chips(amount), rake: chips(0), winners: winners.map(share) }];
    return this.do({ kind: 'settle-hand', results: seats.map(({ seat }) => ({ seat, delta: 0 })), pots });
  }
  /** As `hand`, and the hand is settled. */
  next(...absent: number[]): string {
    const told = this.begin(...absent).hand();
    this.settle();
    return told;
  }
  /**
   * "B0 S1 G2: 1 2 3 0" = button, small and big blind (- when dead), then who is dealt in, +live/+dead for what is posted and ~ for
   * who is absent; behind them the straddles and kills.
   */
  hand(): string {
    const setup = handSetup(this.table);
    startHand(setup); // it can be played
    const { stakes } = setup;
    const isBig = (amount: Chips): boolean => amount === stakes.bigBlind;
    const who = setup.seats.map(
      ({ seat, owesLive, owesDead, isAbsent }) =>
        `${seat}${owesLive ? (isBig(owesLive) ? '+live' : `+${owesLive}`) : ''}${owesDead ? '+dead' : ''}${isAbsent ? '~' : ''}`,
    );
    const extra = setup.extraBlinds.map(({ seat, amount, what }) => ` ${what} ${seat} ${amount}`);
    return `B${setup.button} S${setup.smallBlind ?? '-'} G${setup.bigBlind ?? '-'}: ${who.join(' ')}${extra.join('')}`;
  }
  refuses(command: TableCommand): string {
    const decided = decideTable(this.table, command);
    return decided.ok ? 'accepted' : Object.values(decided.error).join(' ');
  }
}

export const told = (options: Partial<TableOptions> = {}, ...codes: string[]): Told =>
  new Told(rulesFor(codes.length > 0 ? codes : ['NT'], options));

/** Ana to Di in seats 0 to 3. */
export const four = (options: Partial<TableOptions> = {}, ...codes: string[]): Told =>
  told(options, ...codes)
    .sit('a', 0)
    .sit('b', 1)
    .sit('c', 2)
    .sit('d', 3);
