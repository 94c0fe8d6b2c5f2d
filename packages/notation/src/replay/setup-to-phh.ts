/** What a setup says of forced bets and of the house, as a record has it. */
import type { HandSetup, SeatIndex } from '@aboveboard/engine';
import type { PhhValue } from '../phh/details.ts';
import { buttonBlind } from './forced-bets.ts';
import { LENIENT_HOUSE } from './house.ts';
import { optionsTable } from './own-fields.ts';

/** Antes and blinds of a setup, seat by seat. */
export interface Forced {
  /** In the order the notation has them: heads-up that of the positions. */
  readonly antes: readonly number[];
  readonly blinds: readonly number[] | null;
  /** The blinds without what is extra: straddles and kills. */
  readonly due: readonly number[];
  /** Index of the big blind in deal order, null without one. */
  readonly bigBlind: number | null;
}

export function forcedBets(setup: HandSetup, seats: readonly SeatIndex[]): Forced {
  const { game, stakes, smallBlind, bigBlind, extraBlinds, button } = setup;
  const owes = new Map(setup.seats.map((seat) => [seat.seat, seat]));
  const antes = seats.map((seat) => {
    const table = (seat === bigBlind ? stakes.bigBlindAnte : 0) + (seat === button ? stakes.buttonAnte : 0);
    return stakes.ante + table + (owes.get(seat)?.owesDead ?? 0);
  });
  const due = seats.map((seat) => {
    const blind = seat === bigBlind ? stakes.bigBlind : seat === smallBlind ? stakes.smallBlind : 0;
    return blind + (owes.get(seat)?.owesLive ?? 0);
  });
  const blinds = due.map((blind, i) => {
    const own = blind - (owes.get(seats[i] as SeatIndex)?.owesLive ?? 0);
    // An extra blind is the whole bet it comes to.
    return extraBlinds.reduce((sum, one) => sum + (one.seat === seats[i] ? Math.max(0, one.amount - own) : 0), blind);
  });
  const isReversed = seats.length === 2 && game.forced !== 'bring-in';
  return {
    antes: isReversed ? antes.toReversed() : antes,
    blinds: game.forced === 'bring-in' ? null : isReversed ? blinds.toReversed() : blinds,
    due: isReversed ? due.toReversed() : due,
    bigBlind: bigBlind === null ? null : seats.indexOf(bigBlind),
  };
}

/** User-defined fields for what the notation has none for. @see own-fields.ts */
export function ownFields(
  setup: HandSetup,
  seats: readonly SeatIndex[],
  { antes, blinds, due, bigBlind }: Forced,
  taken: number,
  amount: (units: number) => number,
): Record<string, PhhValue> {
  const { stakes, button, extraBlinds, options } = setup;
  const { rake } = stakes;
  const kills = seats.map((seat) =>
    extraBlinds.reduce((sum, one) => sum + (one.seat === seat && one.what === 'kill' ? one.amount : 0), 0),
  );
  const absent = seats.map((seat) => (setup.seats.some((one) => one.seat === seat && one.isAbsent) ? 1 : 0));
  // Beside an ante for the table a missed small blind could not be told from it.
  const missed = seats.map((seat) => setup.seats.find((one) => one.seat === seat)?.owesDead ?? 0);
  const isMixed =
    (setup.bigBlind !== null &&
      seats.some((seat, i) => (missed[i] ?? 0) > 0 && (seat === button || seat === setup.bigBlind))) ||
    (stakes.buttonAnte > 0 && setup.seats.some(({ seat, owesLive }) => seat === button && owesLive > 0));
  const isUneven = antes.some((ante) => ante !== stakes.ante);
  const usual = seats.length === 2 || (blinds?.[0] ?? 0) === 0 || (blinds?.[1] ?? 0) === 0 ? null : 1;
  const isNamed = bigBlind !== null && setup.game.forced === 'blinds' && seats.length > 2 && bigBlind !== usual;
  const isSmallBlindDead = setup.game.forced === 'blinds' && setup.smallBlind === null && stakes.smallBlind > 0;
  const isShared = setup.game.forced === 'button-blind' && buttonBlind(blinds ?? []) === null;
  const table = optionsTable(options, LENIENT_HOUSE);
  return {
    ...(taken === 0 ? {} : { _rake: amount(taken) }),
    ...(rake.basisPoints === 0
      ? {}
      : { _rake_rule: { basis_points: rake.basisPoints, cap: amount(rake.cap), no_flop_no_drop: rake.noFlopNoDrop } }),
    ...(seats.at(-1) === button ? {} : { _button: button + 1 }),
    ...(isNamed ? { _big_blind: bigBlind + 1 } : {}),
    ...(isSmallBlindDead ? { _small_blind: amount(stakes.smallBlind) } : {}),
    ...(isShared ? { _button_blind: amount(stakes.bigBlind) } : {}),
    ...(isUneven && stakes.ante > 0 ? { _ante: amount(stakes.ante) } : {}),
    ...(isMixed ? { _missed: missed.map(amount) } : {}),
    ...(kills.some((one) => one > 0) ? { _kills: kills.map(amount), _blinds: due.map(amount) } : {}),
    ...(absent.includes(1) ? { _absent: absent } : {}),
    ...(table === null ? {} : { _options: table }),
  };
}
