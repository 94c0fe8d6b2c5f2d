/** What viewers are told between hands of the hand to come. */
import { gameInPlay, nextChooser, nextHand, type Table } from '@aboveboard/engine';
import type { GameCode, UpNext } from '@aboveboard/protocol';
import { occupied, type RoomTable, seatOf } from './room-table.ts';
import type { TableCore } from './table-core.ts';

/** While a hand is played its own choice and kind are settled; the rest is what stands for the hands after it. */
export function upNextOf(table: Table): UpNext {
  const seats = occupied(table);
  return {
    game: codeOf(table),
    choice: choiceOf(table),
    killer: seats.find(({ at }) => at.owesKill)?.seat ?? null,
    isBombPot: table.hand === null && nextHand(table, [])?.isBombPot === true,
    bombPotVotes: seats.filter(({ at }) => at.wantsBombPot).map(({ seat }) => seat),
    moves: table.moves.flatMap(({ player, to }) => {
      const seat = seatOf(table, player);
      return seat === null ? [] : [{ seat, to }];
    }),
  };
}

/** How much longer the next hand waits for the choice of its game: only for a person who is here and has not chosen. */
export function choiceMs({ broadcast, ports }: TableCore, { table, members }: RoomTable): number {
  const chooser = table.chosen === null ? nextChooser(table) : null;
  const isHere = chooser !== null && members[chooser]?.isBot === false && broadcast.isWatching(chooser);
  return isHere ? ports.config.choiceMs : 0;
}

function codeOf(table: Table): GameCode {
  return gameInPlay({ ...table, hand: null }).code as GameCode; // only games of the wire are offered (table-rules.ts)
}

function choiceOf(table: Table): UpNext['choice'] {
  const chooser = nextChooser(table);
  const seat = chooser === null ? null : seatOf(table, chooser);
  if (seat === null) return null;
  return { seat, games: table.rules.games.map(({ code }) => code as GameCode), isMade: table.chosen !== null };
}
