import { useTranslation } from 'react-i18next';
import { rankWords } from '../../cards/card-words.ts';
import type { Box } from '../layout/box.ts';
import { at } from '../seats/seat.tsx';
import { useTable } from '../table-context.ts';
import css from './felt.module.css';
import { outcome } from './winnings.ts';

const MOST_LINES = 6;

/** Who won what with which hand: a line for each side of each board's pot. */
export function Outcome({ box }: { box: Box }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const lines = outcome(view).slice(0, MOST_LINES);
  const nameOf = (seat: number) => view.seats[seat]?.player?.name ?? '';
  return (
    <ul
      className={css.outcome}
      style={at(box)}
      data-many={lines.length > 2 || undefined}
      data-row={box.w > box.h * 4 || undefined}
    >
      {lines.map(({ board, side, winners, ranks }) => (
        <li key={`${board} ${side} ${winners.map(({ seat }) => seat).join()}`}>
          <span className={css.won}>
            {(board !== null || side) && (
              <i data-side={side ?? undefined}>
                {board !== null && t('table.boardNo', { no: board + 1 })} {side && t(`table.side.${side}`)}
              </i>
            )}
            {winners.map(({ seat, amount: won }) => (
              <b key={seat}>
                {nameOf(seat)} +{amount(won, true)}
              </b>
            ))}
          </span>
          {ranks.length > 0 && <span className={css.made}>{ranks.map(({ rank }) => rankWords(rank, t)).join(' · ')}</span>}
        </li>
      ))}
    </ul>
  );
}
