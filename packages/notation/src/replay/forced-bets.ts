/**
 * What a record says of antes, blinds and straddles, sorted into what the engine calls them.
 *
 * All amounts here are whole units; index 0 is p1.
 */
import { err, ok, type Result } from '@aboveboard/kit';

export interface Blinds {
  readonly smallBlind: { readonly index: number; readonly amount: number } | null;
  readonly bigBlind: { readonly index: number; readonly amount: number };
  /** More than the big blind, put in by choice; smallest first, as each one goes over the last. */
  readonly straddles: readonly { readonly index: number; readonly amount: number }[];
  /** Up to the big blind, owed by who missed it or comes in; per player. */
  readonly live: readonly number[];
}

/**
 * Blinds of a game with two. Heads-up p1 is the big blind and p2, the button, the small one, in whichever order the record names them.
 *
 * With three or more the big blind is p2, or p1 where p2 posts nothing, or whom `named` says (0-based).
 */
export function sortBlinds(blinds: readonly number[], named: number | null): Result<Blinds, string> {
  const nobody = blinds.map(() => 0);
  const [first = 0, second = 0] = blinds;
  if (blinds.length === 2) {
    const [small, big] = first < second ? [first, second] : [second, first];
    if (big === 0) return err('no big blind');
    const at = (index: number, amount: number) => ({ index, amount });
    return ok({ smallBlind: at(1, small), bigBlind: at(0, big), straddles: [], live: nobody });
  }
  const index = named ?? (first > 0 && second === 0 ? 0 : 1);
  const amount = blinds[index] ?? 0;
  if (amount === 0) return err('no big blind');
  const before = index > 0 ? (blinds[index - 1] ?? 0) : 0;
  if (before > amount) return err('a small blind above the big blind');
  const isSmall = (i: number): boolean => i === index - 1;
  const extra = blinds.map((one, i) => ({ index: i, amount: i === index || isSmall(i) ? 0 : one }));
  return ok({
    smallBlind: before === 0 ? null : { index: index - 1, amount: before },
    bigBlind: { index, amount },
    straddles: extra.filter((one) => one.amount > amount).sort((a, b) => a.amount - b.amount),
    live: extra.map((one) => (one.amount > amount ? 0 : one.amount)),
  });
}

/** The one blind of a short-deck game; null when the record has other blinds. */
export function buttonBlind(blinds: readonly number[]): number | null {
  const posted = blinds.filter((one) => one > 0);
  const isButtons = (blinds.at(-1) ?? 0) > 0 || blinds.length === 2;
  return posted.length === 1 && isButtons ? (posted[0] ?? null) : null;
}

export interface Antes {
  /** Of every seat; a short one makes a layer of its own. */
  readonly each: number;
  /** Chips for the main pot, per player: a table's ante paid by one, a missed small blind, antes that a short one wins whole. */
  readonly dead: readonly number[];
}

/**
 * Antes that are all the same make layers, where the record says that a short one is trimmed or none is short. All others lie dead in the
 * main pot; `shared` is the part of them that is an ante of every seat after all.
 */
export function sortAntes(
  antes: readonly number[],
  stacks: readonly number[],
  isTrimmed: boolean,
  shared: number | null,
): Antes {
  const [first = 0] = antes;
  const isUniform = antes.every((ante) => ante === first);
  const each = shared ?? (isUniform && (isTrimmed || stacks.every((stack) => stack >= first)) ? first : 0);
  return { each, dead: antes.map((ante) => Math.max(0, ante - each)) };
}
